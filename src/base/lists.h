// lists.h — many short lists one behind the other, without an allocation for each.
//
//   Lists<int> lists;
//   lists.add(3);  lists.add(5);  lists.end_list();
//   lists.end_list();
//   lists[0];                      // {3, 5}
//   lists[1];                      // {}
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "newsecho/large.h"

namespace newsecho::base {

template <class T>
class Lists {
 public:
  void add(const T& value) { values_.push_back(value); }
  void add(absl::Span<const T> values) { values_.insert(values_.end(), values.begin(), values.end()); }
  void end_list() { ends_.push_back(static_cast<std::uint32_t>(values_.size())); }
  void shrink_to_fit() { values_.shrink_to_fit(); }

  absl::Span<const T> operator[](std::size_t i) const {
    const std::uint32_t begin = i == 0 ? 0 : ends_[i - 1];
    return absl::MakeConstSpan(values_).subspan(begin, ends_[i] - begin);
  }

 private:
  LargeVector<T> values_;
  LargeVector<std::uint32_t> ends_;
};

// Puts lists one behind the other; they are used up.
template <class T>
LargeVector<T> joined(std::vector<LargeVector<T>>&& lists) {
  std::size_t size = 0;
  for (const LargeVector<T>& list : lists) {
    size += list.size();
  }
  LargeVector<T> all;
  all.reserve(size);
  for (LargeVector<T>& list : lists) {
    all.insert(all.end(), list.begin(), list.end());
    list = {};
  }
  return all;
}

}  // namespace newsecho::base
