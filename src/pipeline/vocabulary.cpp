#include "pipeline/vocabulary.h"

#include <atomic>

#include "newsecho/normalise.h"

namespace newsecho::pipeline {

namespace {

constexpr std::uint32_t kLeastWords = 20;      // fewer say nothing
constexpr std::uint32_t kUniquePermille = 30;  // 95 of 100 texts of clean crawls stay below

constexpr unsigned kOnce = 1, kAgain = 2;  // of the two bits a word has

bool is_plain_word(std::uint8_t flags) { return (flags & (kCapital | kDigit | kCodePoint)) == 0; }

}  // namespace

Vocabulary::Vocabulary() : seen_(base::make_pages<std::uint8_t>(std::size_t{1} << (kPlaceBits - 2))) {}

void Vocabulary::add(absl::Span<const std::uint32_t> hash, absl::Span<const std::uint8_t> flags,
                     std::vector<std::uint32_t>& rare) {
  rare.clear();
  for (std::size_t i = 0; i < hash.size(); ++i) {
    // The upper bits of a token's hash are as good as any.
    const std::uint32_t place = hash[i] >> (32 - kPlaceBits);
    const unsigned shift = 2 * (place & 3);
    std::atomic_ref<std::uint8_t> byte(seen_[place / 4]);
    // Mostly frequent words: reading is cheap, writing is not.
    const unsigned seen = unsigned{byte.load(std::memory_order_relaxed)} >> shift;
    if ((seen & kAgain) != 0 || !is_plain_word(flags[i])) {
      continue;
    }
    rare.push_back(static_cast<std::uint32_t>(i));
    const unsigned before = byte.fetch_or(static_cast<std::uint8_t>(kOnce << shift), std::memory_order_relaxed);
    if ((before >> shift & kOnce) != 0) {
      byte.fetch_or(static_cast<std::uint8_t>(kAgain << shift), std::memory_order_relaxed);
    }
  }
}

bool Vocabulary::noisy(absl::Span<const std::uint32_t> hash, absl::Span<const std::uint8_t> flags,
                       absl::Span<const std::uint32_t> rare) const {
  std::uint32_t unique = 0;
  for (const std::uint32_t i : rare) {
    const std::uint32_t place = hash[i] >> (32 - kPlaceBits);
    const unsigned seen = unsigned{seen_[place / 4]} >> (2 * (place & 3));
    unique += (seen & kAgain) == 0 && (flags[i] & kStripped) == 0 ? 1 : 0;
  }
  if (std::uint64_t{1000} * unique < kUniquePermille * std::uint64_t{kLeastWords}) {
    return false;  // of the fewest words that say something these would be too few
  }
  std::uint32_t words = 0;
  for (const std::uint8_t f : flags) {
    words += is_plain_word(f) && (f & kStripped) == 0 ? 1 : 0;
  }
  return words >= kLeastWords && std::uint64_t{1000} * unique >= kUniquePermille * std::uint64_t{words};
}

}  // namespace newsecho::pipeline
