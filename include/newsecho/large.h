// large.h — vectors for arrays that grow with the crawl.
//
//   newsecho::LargeVector<std::uint64_t> keys(50'000'000);   // not yet written: no memory is touched
//
// As std::vector, for what is copied as bytes, but: what resize() or emplace_back() adds without a value has none, so
// that the threads that do so touch the memory first. A large one lies in large pages; beyond what a run may keep in
// memory (Options::memory_bytes), in the run's temporary file, which throws std::bad_alloc when its disk is full.
#pragma once

#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace newsecho {

void* allocate_large(std::size_t bytes);
// REQUIRES: the size that was asked for.
void free_large(void* at, std::size_t bytes);

template <class T>
struct LargeAllocator {
  using value_type = T;
  static_assert(std::is_trivially_copyable_v<T>);

  LargeAllocator() = default;
  template <class U>
  LargeAllocator(const LargeAllocator<U>&) {}  // NOLINT(google-explicit-constructor): as every allocator converts

  T* allocate(std::size_t n) { return static_cast<T*>(allocate_large(n * sizeof(T))); }
  void deallocate(T* at, std::size_t n) { free_large(at, n * sizeof(T)); }
  template <class U, class... Args>
  void construct(U* at, Args&&... args) {
    if constexpr (sizeof...(Args) > 0) {
      ::new (static_cast<void*>(at)) U(std::forward<Args>(args)...);
    }
  }
  friend bool operator==(const LargeAllocator&, const LargeAllocator&) { return true; }
};

template <class T>
using LargeVector = std::vector<T, LargeAllocator<T>>;

}  // namespace newsecho
