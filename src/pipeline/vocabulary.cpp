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

void Vocabulary::add(absl::Span<const std::uint32_t> hash, absl::Span<const std::uint8_t> flags) {
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
    const unsigned before = byte.fetch_or(static_cast<std::uint8_t>(kOnce << shift), std::memory_order_relaxed);
    if ((before >> shift & kOnce) != 0) {
      byte.fetch_or(static_cast<std::uint8_t>(kAgain << shift), std::memory_order_relaxed);
    }
  }
}

bool Vocabulary::noisy(absl::Span<const std::uint32_t> hash, absl::Span<const std::uint8_t> flags) const {
  std::uint32_t words = 0;
  std::uint32_t unique = 0;
  for (std::size_t i = 0; i < hash.size(); ++i) {
    const std::uint32_t place = hash[i] >> (32 - kPlaceBits);
    const unsigned seen = unsigned{seen_[place / 4]} >> (2 * (place & 3));
    // No branch: which words are capitalised cannot be predicted.
    const std::uint32_t counts = is_plain_word(flags[i]) && (flags[i] & kStripped) == 0 ? 1 : 0;
    words += counts;
    unique += (seen & kAgain) == 0 ? counts : 0;
  }
  return words >= kLeastWords && 1000 * unique >= kUniquePermille * words;
}

}  // namespace newsecho::pipeline
