#include "base/pages.h"

#include <sys/mman.h>

#include <cstdint>
#include <new>

namespace newsecho::base {

namespace {

constexpr std::size_t kLargePage = std::size_t{1} << 21;

}  // namespace

Pages<char> zeroed_pages(std::size_t bytes) {
  // Only what is touched is ever given: the parts before and behind cost addresses, no memory.
  const std::size_t size = bytes + kLargePage;
  void* const mapping = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapping == MAP_FAILED) {
    throw std::bad_alloc();  // as operator new does
  }
  const auto address = reinterpret_cast<std::uintptr_t>(mapping);
  char* const begin = static_cast<char*>(mapping) + ((kLargePage - address % kLargePage) % kLargePage);
#ifdef MADV_HUGEPAGE
  madvise(begin, bytes, MADV_HUGEPAGE);  // where there are none, small pages do
#endif
  return {begin, FreePages{mapping, size}};
}

void FreePages::operator()(void*) const { munmap(mapping, size_bytes); }

}  // namespace newsecho::base
