#include "pipeline/vocabulary.h"

#include "base/hash.h"

namespace newsecho::pipeline {

namespace {

constexpr std::uint32_t kLeastWords = 20;      // fewer say nothing
constexpr std::uint32_t kUniquePermille = 30;  // 95 of 100 texts of clean crawls stay below

bool is_plain_word(std::uint8_t flags) { return (flags & (kCapital | kDigit | kCodePoint)) == 0; }

std::uint32_t counter_of(std::uint32_t token, std::uint32_t counters) {
  return static_cast<std::uint32_t>(base::mix(token)) & (counters - 1);
}

}  // namespace

Vocabulary::Vocabulary() : counts_(std::make_unique<std::atomic<std::uint8_t>[]>(kCounters)) {}

void Vocabulary::add(const Tokens& tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (is_plain_word(tokens.flags[i])) {
      std::atomic<std::uint8_t>& count = counts_[counter_of(tokens.hash[i], kCounters)];
      // Mostly frequent words: reading is cheap, writing is not. What races past two is more than one.
      if (count.load(std::memory_order_relaxed) < 2) {
        count.fetch_add(1, std::memory_order_relaxed);
      }
    }
  }
}

bool Vocabulary::noisy(const Tokens& tokens) const {
  std::uint32_t words = 0;
  std::uint32_t unique = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (is_plain_word(tokens.flags[i]) && (tokens.flags[i] & kStripped) == 0) {
      ++words;
      unique += counts_[counter_of(tokens.hash[i], kCounters)].load(std::memory_order_relaxed) < 2 ? 1 : 0;
    }
  }
  return words >= kLeastWords && 1000 * unique >= kUniquePermille * words;
}

}  // namespace newsecho::pipeline
