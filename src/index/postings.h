// postings.h — sorts (key, row) postings and walks the lists of equal keys.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "newsecho/large.h"

namespace newsecho::index {

struct Posting {
  std::uint64_t key;
  std::uint32_t row;
  friend bool operator<(const Posting& a, const Posting& b) { return a.key != b.key ? a.key < b.key : a.row < b.row; }
};

// Sorts by (key, row): one radix pass on the top byte, then small sorts that fit the cache. Keys are
// hashes, so the parts are even. Rows of equal keys must already ascend.
void sort_postings(LargeVector<Posting>& postings, LargeVector<Posting>& scratch);

// Calls list(span) for each run of equal keys with two or more postings.
template <class F>
void each_list(absl::Span<const Posting> sorted, F list) {
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t j = i + 1;
    while (j < sorted.size() && sorted[j].key == sorted[i].key) {
      ++j;
    }
    if (j - i > 1) {
      list(sorted.subspan(i, j - i));
    }
    i = j;
  }
}

}  // namespace newsecho::index
