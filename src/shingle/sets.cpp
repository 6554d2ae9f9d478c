// Shingle sets: made by sorting, compared by merging.
#include <algorithm>
#include <bit>
#include <cstddef>

#include "base/cpu.h"
#include "newsecho/shingle.h"
#include "shingle/kernels.h"

namespace newsecho {
namespace {

constexpr std::size_t kSmall = 48;  // below this insertion sort wins
constexpr int kMaxBits = 11;        // buckets of one pass; more would leave the first-level cache

void insertion_sort(std::uint64_t* data, std::size_t n) {
  for (std::size_t i = 1; i < n; ++i) {
    const std::uint64_t x = data[i];
    std::size_t j = i;
    for (; j > 0 && data[j - 1] > x; --j) data[j] = data[j - 1];
    data[j] = x;
  }
}

// Sorts `data`, all equal above the lowest `bits_left` bits, by one pass over its next bits: hashes spread
// evenly, so a bucket then holds one or two. Values that do not spread go on to lower bits; each level uses
// at least one bit up, which bounds the depth.
void bucket_sort(std::uint64_t* data, std::uint64_t* scratch, std::size_t n, int bits_left) {
  if (n <= kSmall || bits_left == 0) {
    if (bits_left != 0) insertion_sort(data, n);
    return;
  }
  const int bits = std::min({kMaxBits, bits_left, static_cast<int>(std::bit_width(n))});
  const int shift = bits_left - bits;
  const std::size_t buckets = std::size_t{1} << bits;
  std::uint32_t begin[(std::size_t{1} << kMaxBits) + 1];
  std::fill_n(begin, buckets + 1, 0u);
  const std::uint64_t mask = buckets - 1;
  for (std::size_t i = 0; i < n; ++i) ++begin[((data[i] >> shift) & mask) + 1];
  std::uint32_t largest = 0;
  for (std::size_t i = 1; i <= buckets; ++i) {
    largest = std::max(largest, begin[i]);
    begin[i] += begin[i - 1];
  }
  for (std::size_t i = 0; i < n; ++i) scratch[begin[(data[i] >> shift) & mask]++] = data[i];
  // begin[i] now is the end of bucket i.
  std::copy_n(scratch, n, data);
  if (largest <= kSmall) {
    insertion_sort(data, n);
    return;
  }
  std::uint32_t first = 0;
  for (std::size_t i = 0; i < buckets; ++i) {
    bucket_sort(data + first, scratch + first, begin[i] - first, shift);
    first = begin[i];
  }
}

// For each of few, doubling steps through many: O(few log(many / few)).
std::uint32_t gallop(absl::Span<const ShingleHash> few, absl::Span<const ShingleHash> many) {
  std::uint32_t common = 0;
  const ShingleHash* at = many.data();
  const ShingleHash* const end = at + many.size();
  for (const ShingleHash x : few) {
    std::ptrdiff_t step = 1;
    while (step < end - at && at[step] < x) step *= 2;
    at = std::lower_bound(at + step / 2, at + std::min(step + 1, end - at), x);
    if (at == end) break;
    common += *at == x;
  }
  return common;
}

}  // namespace

void sort_unique(std::vector<ShingleHash>& shingles) {
  thread_local std::vector<std::uint64_t> scratch;
  const std::size_t n = shingles.size();
  if (n < 2) return;
  if (scratch.size() < n) scratch.resize(n);
  bucket_sort(shingles.data(), scratch.data(), n, 64);
  std::size_t kept = 1;
  for (std::size_t i = 1; i < n; ++i) {
    const ShingleHash x = shingles[i];
    const bool fresh = x != shingles[i - 1];
    shingles[kept] = x;
    kept += fresh;
  }
  shingles.resize(kept);
}

std::uint32_t intersection_size(absl::Span<const ShingleHash> a, absl::Span<const ShingleHash> b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.empty()) return 0;
  if (b.size() / a.size() >= 32) return gallop(a, b);
  return shingle::intersect(active_kernel())(a.data(), a.size(), b.data(), b.size());
}

}  // namespace newsecho
