#include "verify/align.h"

#include <algorithm>

#include "verify/kernels.h"

namespace newsecho::verify_detail {

namespace {

constexpr std::uint32_t kNone = ~std::uint32_t{0};
constexpr std::uint32_t kPosition = (std::uint32_t{1} << 24) - 1;

Keyed keyed(const Document& d) { return {d.shingles.data(), d.places.data(), d.shingles.size()}; }

}  // namespace

void match(const Document& a, const Document& b, Alignment& out) {
  const std::size_t room = std::min(a.shingles.size(), b.shingles.size()) + kMatchSlack;
  if (out.in_a.size() < room) {
    out.in_a.resize(room);
    out.in_b.resize(room);
  }
  const std::size_t n = match(active_kernel())(keyed(a), keyed(b), out.in_a.data(), out.in_b.data());
  // Upper halves are equal; what else is known of the hashes must be, too, and nearly always is.
  std::uint32_t unequal = 0;
  for (std::size_t i = 0; i < n; ++i) {
    unequal |= out.in_a[i] ^ out.in_b[i];
  }
  out.common = static_cast<std::uint32_t>(n);
  if (unequal > kPosition) {
    out.common = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint32_t x = out.in_a[i], y = out.in_b[i];
      out.in_a[out.common] = x;
      out.in_b[out.common] = y;
      out.common += (x ^ y) <= kPosition ? 1 : 0;
    }
  }
  for (std::size_t i = 0; i < out.common; ++i) {
    out.in_a[i] &= kPosition;
    out.in_b[i] &= kPosition;
  }
}

void find_blocks(const Document& a, const Document& b, const ShingleOptions& options, Alignment& out) {
  thread_local std::vector<std::uint32_t> in_b;
  in_b.assign(a.tokens.size(), kNone);
  for (std::size_t i = 0; i < out.common; ++i) {
    in_b[out.in_a[i]] = out.in_b[i];
  }
  out.blocks.clear();
  const EqualRun equal_run = verify_detail::equal_run(active_kernel());
  const std::uint32_t least = std::min(options.words, options.points);
  for (std::uint32_t i = 0; i < in_b.size();) {
    const std::uint32_t j = in_b[i];
    if (j == kNone) {
      ++i;
      continue;
    }
    const std::size_t most = std::min(a.tokens.size() - i, b.tokens.size() - j);
    const auto run = static_cast<std::uint32_t>(equal_run(a.tokens.data() + i, b.tokens.data() + j, most));
    if (run >= least || run == a.tokens.size() || run == b.tokens.size()) {
      out.blocks.push_back({i, j, run});
      i += std::max<std::uint32_t>(run, 1);
    } else {
      ++i;
    }
  }
}

void align(const Document& a, const Document& b, const ShingleOptions& options, Alignment& out) {
  match(a, b, out);
  find_blocks(a, b, options, out);
}

}  // namespace newsecho::verify_detail
