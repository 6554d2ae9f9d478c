#include "newsecho/shingle.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>

#include "base/cpu.h"
#include "base/random.h"
#include "newsecho/normalise.h"
#include "shingle/kernels.h"

namespace newsecho {
namespace {

// Multipliers of every position, the same for words and code points; the start tells the widths apart.
class Multipliers {
 public:
  explicit Multipliers(std::uint64_t seed) : random_(seed), start_(random_.next()) {}

  // REQUIRES: 1 <= width <= kMaxShingle.
  shingle::Window window(std::uint32_t width) {
    for (; made_ < width; ++made_) numbers_[made_] = random_.next() | 1;
    return {width, start_ * (2 * std::uint64_t{width} + 1), numbers_.data()};
  }

 private:
  base::SplitMix64 random_;
  std::uint64_t start_;
  std::uint32_t made_ = 0;
  std::array<std::uint64_t, kMaxShingle> numbers_;
};

// Tokens that are not stripped, moved together.
struct Kept {
  std::vector<std::uint32_t> hash;
  std::vector<std::uint8_t> flags;
};

void keep(absl::Span<const std::uint32_t> hash, absl::Span<const std::uint8_t> flags, Kept& kept) {
  kept.hash.resize(hash.size());
  kept.flags.resize(hash.size());
  std::size_t n = 0;
  for (std::size_t i = 0; i < hash.size(); ++i) {
    kept.hash[n] = hash[i];
    kept.flags[n] = flags[i];
    n += (flags[i] & kStripped) == 0;
  }
  kept.hash.resize(n);
  kept.flags.resize(n);
}

std::uint8_t all_flags(absl::Span<const std::uint8_t> flags) {
  unsigned all = 0;
  for (const std::uint8_t f : flags) all |= f;
  return static_cast<std::uint8_t>(all);
}

}  // namespace

void shingle_into(absl::Span<const std::uint32_t> hash, absl::Span<const std::uint8_t> flags,
                  const ShingleOptions& options, std::vector<ShingleHash>& out) {
  assert(hash.size() == flags.size());
  thread_local Kept kept;
  const std::uint8_t seen = all_flags(flags);
  if (seen & kStripped) {
    keep(hash, flags, kept);
    hash = kept.hash;
    flags = kept.flags;
  }
  out.clear();
  const std::size_t n = hash.size();
  if (n == 0) return;

  const std::uint32_t words = std::clamp(options.words, 1u, kMaxShingle);
  const std::uint32_t points = std::clamp(options.points, 1u, kMaxShingle);
  Multipliers multipliers(options.seed);
  const shingle::HashWindows hash_windows = shingle::hash_windows(active_kernel());
  out.resize(n);
  std::size_t made = 0;
  while (made < n) {
    // One run of tokens of a kind at a time; its shingles may reach beyond it.
    const bool point = (flags[made] & kCodePoint) != 0;
    std::size_t end = n;
    if (seen & kCodePoint) {
      end = made + 1;
      while (end < n && ((flags[end] & kCodePoint) != 0) == point) ++end;
    }
    const std::uint32_t width = point ? points : words;
    const std::size_t fitting = n >= width ? n - width + 1 : 0;
    const std::size_t stop = std::min(end, fitting);
    if (stop > made) hash_windows(hash.data() + made, stop - made, multipliers.window(width), out.data() + made);
    made = std::max(made, stop);
    if (stop < end) break;
  }
  if (made == 0) {
    // Shorter than the first shingle, so n < kMaxShingle.
    hash_windows(hash.data(), 1, multipliers.window(static_cast<std::uint32_t>(n)), out.data());
    made = 1;
  }
  out.resize(made);
}

void shingle_into(absl::Span<const std::uint32_t> hash, absl::Span<const std::uint8_t> flags,
                  const ShingleOptions& options, std::vector<ShingleHash>& out, std::vector<std::uint32_t>& positions) {
  shingle_into(hash, flags, options, out);
  positions.resize(out.size());
  std::size_t n = 0;
  for (std::uint32_t i = 0; n < out.size(); ++i) {
    positions[n] = i;
    n += (flags[i] & kStripped) == 0;
  }
}

}  // namespace newsecho
