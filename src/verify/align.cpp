#include "verify/align.h"

#include <algorithm>

#include "verify/occurrence.h"

namespace newsecho::verify_detail {

namespace {

constexpr std::uint32_t kNone = ~std::uint32_t{0};

template <class F>
void each_common(const Document& a, const Document& b, F common) {
  const std::uint64_t* i = a.occurrences.data();
  const std::uint64_t* j = b.occurrences.data();
  const std::uint64_t* const i_end = i + a.occurrences.size();
  const std::uint64_t* const j_end = j + b.occurrences.size();
  while (i < i_end && j < j_end) {
    const std::uint64_t x = shingle_of(*i);
    const std::uint64_t y = shingle_of(*j);
    if (x == y) {
      common(position_of(*i), position_of(*j));
    }
    // Without branches: which of the two is smaller cannot be predicted.
    i += x <= y;
    j += y <= x;
  }
}

// Tokens from a[i] and b[j] on that are equal.
std::uint32_t equal_run(const Document& a, std::uint32_t i, const Document& b, std::uint32_t j) {
  std::uint32_t n = 0;
  while (i + n < a.tokens.size() && j + n < b.tokens.size() && a.tokens[i + n] == b.tokens[j + n]) {
    ++n;
  }
  return n;
}

}  // namespace

std::uint32_t common_shingles(const Document& a, const Document& b) {
  std::uint32_t n = 0;
  each_common(a, b, [&n](std::uint32_t, std::uint32_t) { ++n; });
  return n;
}

void align(const Document& a, const Document& b, const ShingleOptions& options, Alignment& out) {
  thread_local std::vector<std::uint32_t> in_b;
  in_b.assign(a.tokens.size(), kNone);
  out.blocks.clear();
  out.common = 0;
  each_common(a, b, [&](std::uint32_t i, std::uint32_t j) {
    in_b[i] = j;
    ++out.common;
  });
  const std::uint32_t least = std::min(options.words, options.points);
  for (std::uint32_t i = 0; i < in_b.size();) {
    const std::uint32_t j = in_b[i];
    if (j == kNone) {
      ++i;
      continue;
    }
    const std::uint32_t run = equal_run(a, i, b, j);
    if (run >= least || run == a.tokens.size() || run == b.tokens.size()) {
      out.blocks.push_back({i, j, run});
      i += std::max<std::uint32_t>(run, 1);
    } else {
      ++i;
    }
  }
}

}  // namespace newsecho::verify_detail
