// Shingle sets: made by sorting, compared by merging.
#include <algorithm>
#include <bit>
#include <cstddef>
#include <functional>

#include "base/cpu.h"
#include "newsecho/shingle.h"
#include "shingle/kernels.h"

namespace newsecho {
namespace {

constexpr ShingleHash kFree = ~ShingleHash{0};  // marks a free slot; the one value that cannot be stored
constexpr std::size_t kPad = 64;                // slots behind the last home, and the longest way from home
constexpr std::size_t kLargest = 1u << 16;      // values; more would need a table outside the caches

// Sorts by storing: a value's home is given by its upper bits, and it pushes larger ones on until a slot
// is free. Hashes spread evenly over slots of which half or more stay free, so few are pushed at all and
// reading the slots in order gives the sorted set. Returns false, `values` untouched, when they do not spread.
bool spread_sort(std::vector<ShingleHash>& values) {
  thread_local std::vector<ShingleHash> table;  // all free between calls
  const int bits = static_cast<int>(std::bit_width(values.size())) + 1;
  const std::size_t slots = (std::size_t{1} << bits) + kPad;
  if (table.size() < slots) table.assign(slots, kFree);
  ShingleHash* const first = table.data();
  ShingleHash* const last = first + slots - 1;
  bool has_largest = false;
  for (ShingleHash x : values) {
    ShingleHash* const home = first + (x >> (64 - bits));
    ShingleHash* slot = home;
    while (*slot < x) ++slot;
    if (*slot == x) {
      has_largest |= x == kFree;
      continue;
    }
    std::swap(*slot, x);
    while (x != kFree) std::swap(*++slot, x);
    // The last slot stays free for the loops above to stop at.
    if (slot == last || slot - home >= static_cast<std::ptrdiff_t>(kPad)) {
      std::fill(first, last + 1, kFree);
      return false;
    }
  }
  // Every slot is written to where the next value goes and only stored ones advance it: one spare place.
  values.push_back(kFree);
  std::size_t n = 0;
  for (ShingleHash* slot = first; slot <= last; ++slot) {
    values[n] = *slot;
    n += *slot != kFree;
    *slot = kFree;
  }
  if (has_largest) values[n++] = kFree;
  values.resize(n);
  return true;
}

// For each of few, doubling steps through many: O(few log(many / few)).
std::uint32_t gallop(absl::Span<const ShingleHash> few, absl::Span<const ShingleHash> many) {
  std::uint32_t common = 0;
  const ShingleHash* at = many.data();
  const ShingleHash* const end = at + many.size();
  for (const ShingleHash x : few) {
    std::ptrdiff_t step = 1;
    while (step < end - at && at[step] < x) step *= 2;
    at = std::lower_bound(at + step / 2, at + std::min(step, end - at), x);
    if (at == end) break;
    common += *at == x;
  }
  return common;
}

}  // namespace

void sort_unique(std::vector<ShingleHash>& shingles) {
  // Anchors of a set come in order: looking is cheap, and on other input it ends at once.
  if (std::adjacent_find(shingles.begin(), shingles.end(), std::greater_equal<>()) == shingles.end()) return;
  if (shingles.size() <= kLargest && spread_sort(shingles)) return;
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
}

std::uint32_t intersection_size(absl::Span<const ShingleHash> a, absl::Span<const ShingleHash> b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.empty()) return 0;
  if (b.size() / a.size() >= 32) return gallop(a, b);
  return shingle::intersect(active_kernel())(a.data(), a.size(), b.data(), b.size());
}

}  // namespace newsecho
