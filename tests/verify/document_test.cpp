#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "newsecho/verify.h"
#include "verify/documents.h"

namespace newsecho {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Document, KeepsTheFirstOccurrenceOfEachShingle) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const std::vector<std::uint32_t> text = patchwork(seed, seed);
    const Document d = document(words(text));
    std::map<std::vector<std::uint32_t>, std::uint32_t> first;
    for (std::uint32_t i = 0; i + 3 <= text.size(); ++i) first.try_emplace({text[i], text[i + 1], text[i + 2]}, i);
    if (text.size() < 3) continue;
    std::vector<std::uint32_t> expected, found;
    for (const auto& [unused, i] : first) expected.push_back(i);
    for (const std::uint32_t p : d.places) found.push_back(p & 0xffffff);
    std::sort(expected.begin(), expected.end());
    std::sort(found.begin(), found.end());
    EXPECT_EQ(found, expected) << seed;
    EXPECT_TRUE(std::is_sorted(d.shingles.begin(), d.shingles.end()));
  }
}

TEST(Document, LeavesOutStrippedTokensAndTheirNumbers) {
  Tokens tokens = words({10, 11, 12, 13, 14, 15});
  tokens.flags = {kCapital, kStripped, 0, kStripped | kDigit, kDigit, 0};
  tokens.numbers = {{1, 0, 5}, {3, 0, 7}, {4, 0, 8}};
  const Document d = document(tokens);
  EXPECT_THAT(d.tokens, ElementsAre(10, 12, 14, 15));
  EXPECT_THAT(d.flags, ElementsAre(kCapital, 0, kDigit, 0));
  EXPECT_THAT(d.numbers, ElementsAre(Number{2, 0, 8}));
  EXPECT_EQ(d.shingles.size(), 2u);
}

TEST(Document, IsFilledAnew) {
  Document d = document(words(run(1, 50)), {3, 1, 3, 2}, {1767225600, Precision::kDay});
  EXPECT_THAT(d.title, ElementsAre(1, 2, 3));
  EXPECT_TRUE(d.published.known());
  prepare(words({}), {}, {}, {}, d);
  EXPECT_THAT(d.tokens, IsEmpty());
  EXPECT_THAT(d.flags, IsEmpty());
  EXPECT_THAT(d.shingles, IsEmpty());
  EXPECT_THAT(d.title, IsEmpty());
  EXPECT_FALSE(d.published.known());
}

TEST(Document, ShorterThanAShingleHasOne) {
  EXPECT_EQ(document(words({1})).shingles.size(), 1u);
  EXPECT_EQ(document(words({1, 2})).shingles.size(), 1u);
  EXPECT_EQ(document(words({1, 2, 3, 4})).shingles.size(), 2u);
}

}  // namespace
}  // namespace newsecho
