// pages.h — large buffers that the system may back with large pages: written once from end to end, they cost a
// fraction of the page faults that malloc's do. Beyond a run's share of memory they lie in its file: page_file.h.
#pragma once

#include <cstddef>
#include <memory>

namespace newsecho::base {

// Returns the least multiple of `unit` that is no less.
constexpr std::size_t round_up(std::size_t bytes, std::size_t unit) { return (bytes + unit - 1) / unit * unit; }

struct FreePages {
  std::size_t size_bytes = 0;
  void operator()(void*) const;
};

template <class T>
using Pages = std::unique_ptr<T[], FreePages>;

// Returns at least `bytes` zeroed bytes, in memory at the beginning of a large page.
Pages<char> zeroed_pages(std::size_t bytes);

// REQUIRES: T is trivial and zero bytes are one of its values.
template <class T>
Pages<T> make_pages(std::size_t count) {
  Pages<char> bytes = zeroed_pages(count * sizeof(T));
  const FreePages free = bytes.get_deleter();
  return Pages<T>(reinterpret_cast<T*>(bytes.release()), free);
}

}  // namespace newsecho::base
