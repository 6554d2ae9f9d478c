#include "normalise/word_hash.h"

#include <bit>
#include <string>
#include <unordered_set>

#include <gtest/gtest.h>

#include "base/random.h"

namespace newsecho::normalising {
namespace {

// Stored signatures outlive a build: these bits may change only together with kHashVersion.
TEST(WordHash, Bits) {
  EXPECT_EQ(hash_word("a", 1), 2930741654u);
  EXPECT_EQ(hash_word("council", 7), 1536911955u);
  EXPECT_EQ(hash_word("misunderstanding", 16), 1021097231u);
  EXPECT_EQ(hash_word("misunderstandings", 17), 1813630665u);
}

TEST(WordHash, WhatStandsBehindDoesNotMatter) {
  const std::string text = "internationalised and more text behind the word";
  for (std::size_t n = 1; n <= kShortWord; ++n) EXPECT_EQ(hash_short_word(text.data(), n), hash_word(text.data(), n));
}

// Made-up words and numbers collide as often as 32 random bits: n^2 / 2^33 pairs, here 466 with a standard deviation
// of 22.
TEST(WordHash, CollidesAsRandomBits) {
  std::unordered_set<std::uint32_t> seen;
  std::size_t words = 0;
  const auto add = [&](const std::string& word) {
    ++words;
    seen.insert(hash_word(word.data(), word.size()));
  };
  for (int i = 0; i < 1'000'000; ++i) add(std::to_string(i));
  for (int i = 0; i < 1'000'000; ++i) {
    std::string word = "aaaaaaaaaa";
    for (std::size_t at = 0, rest = static_cast<std::size_t>(i); rest > 0; ++at, rest /= 4)
      word[at] += "\0\1\2\3"[rest % 4];
    add(word);
  }
  EXPECT_NEAR(static_cast<double>(words - seen.size()), 4e12 / 8589934592.0, 110);
}

// One bit of a word changes half of the hash's, wherever it stands.
TEST(WordHash, EveryBitCounts) {
  base::SplitMix64 random(1);
  for (std::size_t size = 1; size <= kShortWord; ++size) {
    for (std::size_t bit = 0; bit < 5 * size; ++bit) {
      int changed = 0;
      for (int round = 0; round < 200; ++round) {
        std::string word(size, 'a');
        for (char& c : word) c = static_cast<char>('a' + random.next() % 16);
        const std::uint32_t before = hash_word(word.data(), size);
        word[bit / 5] = static_cast<char>(word[bit / 5] ^ 1 << bit % 5);
        changed += std::popcount(before ^ hash_word(word.data(), size));
      }
      EXPECT_NEAR(changed, 200 * 16, 600) << size << " " << bit;
    }
  }
}

}  // namespace
}  // namespace newsecho::normalising
