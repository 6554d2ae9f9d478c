// pages.h — large buffers that the system may back with large pages: written once from end to end, they cost a
// fraction of the page faults that malloc's do.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace newsecho::base {

struct FreePages {
  std::size_t size_bytes = 0;
  void operator()(void*) const;
};

template <class T>
using Pages = std::unique_ptr<T[], FreePages>;

// Returns at least `bytes` zeroed bytes at the beginning of a large page.
Pages<char> zeroed_pages(std::size_t bytes);

// REQUIRES: T is trivial and zero bytes are one of its values.
template <class T>
Pages<T> make_pages(std::size_t count) {
  Pages<char> bytes = zeroed_pages(count * sizeof(T));
  const FreePages free = bytes.get_deleter();
  return Pages<T>(reinterpret_cast<T*>(bytes.release()), free);
}

// In large pages from one on. free_paged() takes the size that was asked for.
void* allocate_paged(std::size_t bytes);
void free_paged(void* at, std::size_t bytes);

// For vectors of what is copied as bytes: large ones lie in large pages, and what resize() adds has no value until it
// is assigned one, so that the threads that do so touch the memory first.
template <class T>
struct PageAllocator {
  using value_type = T;
  static_assert(std::is_trivially_copyable_v<T>);

  PageAllocator() = default;
  template <class U>
  PageAllocator(const PageAllocator<U>&) {}  // NOLINT(google-explicit-constructor): as every allocator converts

  T* allocate(std::size_t n) { return static_cast<T*>(allocate_paged(n * sizeof(T))); }
  void deallocate(T* at, std::size_t n) { free_paged(at, n * sizeof(T)); }
  template <class U, class... Args>
  void construct(U* at, Args&&... args) {
    if constexpr (sizeof...(Args) > 0) {
      ::new (static_cast<void*>(at)) U(std::forward<Args>(args)...);
    }
  }
  friend bool operator==(const PageAllocator&, const PageAllocator&) { return true; }
};

template <class T>
using PagedVector = std::vector<T, PageAllocator<T>>;

}  // namespace newsecho::base
