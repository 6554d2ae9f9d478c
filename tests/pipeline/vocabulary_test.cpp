#include "pipeline/vocabulary.h"

#include <map>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"
#include "newsecho/normalise.h"

namespace newsecho::pipeline {
namespace {

struct Text {
  std::vector<std::uint32_t> hash;
  std::vector<std::uint8_t> flags;
  std::vector<std::uint32_t> rare;
};

// Texts of 25 to 60 words: some of their own, some that few have, most that many have.
std::vector<Text> some_texts() {
  base::SplitMix64 random(5);
  std::vector<Text> texts(300);
  for (Text& text : texts) {
    const std::uint64_t own = random.next() % 5, size = 25 + random.next() % 36;
    for (std::uint64_t i = 0; i < size; ++i) {
      const std::uint64_t x = random.next();
      const std::uint64_t word = i < own ? 1'000'000 + x : i < 2 * own ? x % 200 + 1000 : x % 50;
      text.hash.push_back(static_cast<std::uint32_t>(base::mix(word)));
      const std::uint64_t one_in_eight = x >> 40 & x >> 48 & x >> 56;
      text.flags.push_back(static_cast<std::uint8_t>(one_in_eight & (kCapital | kDigit | kStripped | kProse)));
    }
  }
  return texts;
}

// By counting.
TEST(Vocabulary, NoisyTextsHaveManyWordsThatStandNowhereElse) {
  std::vector<Text> texts = some_texts();
  Vocabulary vocabulary;
  std::map<std::uint32_t, int> count;
  const auto plain = [](std::uint8_t flags) { return (flags & (kCapital | kDigit | kCodePoint)) == 0; };
  for (Text& text : texts) {
    vocabulary.add(text.hash, text.flags, text.rare);
    for (std::size_t i = 0; i < text.hash.size(); ++i) count[text.hash[i]] += plain(text.flags[i]) ? 1 : 0;
  }
  std::size_t noisy = 0;
  for (const Text& text : texts) {
    std::size_t words = 0, unique = 0;
    for (std::size_t i = 0; i < text.hash.size(); ++i) {
      if (!plain(text.flags[i]) || (text.flags[i] & kStripped) != 0) continue;
      ++words;
      unique += count[text.hash[i]] == 1 ? 1 : 0;
    }
    const bool expected = words >= 20 && 1000 * unique >= 30 * words;
    EXPECT_EQ(vocabulary.noisy(text.hash, text.flags, text.rare), expected);
    noisy += expected ? 1 : 0;
  }
  EXPECT_GT(noisy, 10u);
  EXPECT_LT(noisy, texts.size() - 10);
}

}  // namespace
}  // namespace newsecho::pipeline
