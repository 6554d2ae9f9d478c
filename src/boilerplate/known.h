// known.h — what Boilerplate holds: the lines that were learned, and a quick no for all others.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "newsecho/boilerplate.h"

namespace newsecho {

namespace boilerplate {

struct LineKey {
  std::uint64_t site, line;
  friend bool operator==(const LineKey&, const LineKey&) = default;
  template <class H>
  friend H AbslHashValue(H state, const LineKey& key) {
    return H::combine(std::move(state), key.site, key.line);
  }
};

using LineKeys = absl::flat_hash_set<LineKey>;

}  // namespace boilerplate

struct Boilerplate::Impl {
  boilerplate::LineKeys known;
  std::vector<std::uint64_t> bits = {0};  // one is set for each known line, whatever its site
  std::vector<Line> lines;
  std::uint64_t id = 0;

  bool may_be_known(std::uint64_t line) const { return (bits[word_of(line)] >> (line & 63) & 1) != 0; }

  // REQUIRES: `known` is complete.
  void set_bits() {
    constexpr std::size_t kBitsALine = 16;
    bits.assign(std::bit_ceil(std::max<std::size_t>(1, kBitsALine * known.size() / 64)), 0);
    for (const boilerplate::LineKey& key : known) {
      bits[word_of(key.line)] |= std::uint64_t{1} << (key.line & 63);
    }
  }

 private:
  std::size_t word_of(std::uint64_t line) const { return line >> 6 & (bits.size() - 1); }
};

}  // namespace newsecho
