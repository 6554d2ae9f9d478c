#include "base/pages.h"

#include <sys/mman.h>

#include <cstdint>
#include <new>

#include "base/page_file.h"
#include "newsecho/large.h"

namespace newsecho::base {

namespace {

constexpr std::size_t kLargePage = std::size_t{1} << 21;

// Returns whole large pages of zeros.
char* map(std::size_t bytes) {
  const std::size_t size = round_up(bytes, kLargePage);
  const std::size_t with_room = size + kLargePage;
  void* const mapping =
      mmap(nullptr, with_room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapping == MAP_FAILED) {
    throw std::bad_alloc();  // as operator new does
  }
  const std::size_t before =
      round_up(reinterpret_cast<std::uintptr_t>(mapping), kLargePage) - reinterpret_cast<std::uintptr_t>(mapping);
  char* const begin = static_cast<char*>(mapping) + before;
  if (before > 0) {
    munmap(mapping, before);
  }
  munmap(begin + size, kLargePage - before);
#ifdef MADV_HUGEPAGE
  madvise(begin, size, MADV_HUGEPAGE);  // where there are none, small pages do
#endif
  return begin;
}

void unmap(void* at, std::size_t bytes) { munmap(at, round_up(bytes, kLargePage)); }

}  // namespace

Pages<char> zeroed_pages(std::size_t bytes) { return {map(bytes), FreePages{bytes}}; }

void FreePages::operator()(void* at) const { unmap(at, size_bytes); }

}  // namespace newsecho::base

namespace newsecho {

void* allocate_large(std::size_t bytes) {
  if (char* const in_file = base::array_in_file(bytes); in_file != nullptr) {
    return in_file;
  }
  return bytes < base::kLargePage ? ::operator new(bytes) : base::map(bytes);
}

void free_large(void* at, std::size_t bytes) {
  if (!base::free_array(at, bytes)) {
    bytes < base::kLargePage ? ::operator delete(at) : base::unmap(at, bytes);
  }
}

}  // namespace newsecho
