// pairs.h — pairs of rows as keys that sort by the smaller row, then the larger.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "base/lists.h"
#include "base/parallel.h"

namespace newsecho::index {

inline std::uint64_t pair_key(std::uint32_t a, std::uint32_t b) {
  return a < b ? std::uint64_t{a} << 32 | b : std::uint64_t{b} << 32 | a;
}

// Pairs as they are found, in any order and with repeats: alike articles meet in many bands. Each goes to the stretch
// of rows that its smaller one lies in, so that stretches are sorted on their own. Before one grows it drops repeats.
class FoundPairs {
 public:
  explicit FoundPairs(std::size_t rows) : shift_(static_cast<unsigned>(std::bit_width(rows / kStretches))) {}

  void add(std::uint32_t a, std::uint32_t b) {
    Stretch& stretch = stretches_[std::min(a, b) >> shift_];
    if (stretch.keys.size() == stretch.keys.capacity()) {
      stretch.make_room();
    }
    stretch.keys.push_back(pair_key(a, b));
  }

  // Brings what was found in several places together: ascending, each once. It is used up.
  static LargeVector<std::uint64_t> unite(const std::vector<std::unique_ptr<FoundPairs>>& found,
                                          const base::Workers& workers);

 private:
  static constexpr std::size_t kStretches = 64;

  struct Stretch {
    LargeVector<std::uint64_t> keys;
    std::size_t in_order = 0;  // keys that ascend, each once

    void drop_repeats();
    void make_room();
  };

  unsigned shift_;
  std::array<Stretch, kStretches> stretches_;
};

}  // namespace newsecho::index
