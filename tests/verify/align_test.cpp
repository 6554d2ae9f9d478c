#include <cstdint>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "newsecho/verify.h"
#include "verify/documents.h"

namespace newsecho {
namespace {

using ::testing::ElementsAre;
using ::testing::FieldsAre;
using ::testing::IsEmpty;

std::vector<Stretch> align(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  return aligned(document(words(a)), document(words(b)), {});
}

TEST(Align, EqualTextsAreOneStretch) {
  EXPECT_THAT(align(run(1, 100), run(1, 100)), ElementsAre(FieldsAre(0, 0, 100)));
  EXPECT_THAT(align(run(1, 2), run(1, 2)), ElementsAre(FieldsAre(0, 0, 2)));
  EXPECT_THAT(align(run(1, 100), run(500, 100)), IsEmpty());
  EXPECT_THAT(align({}, run(1, 10)), IsEmpty());
  EXPECT_THAT(align({}, {}), IsEmpty());
}

TEST(Align, AReplacedWordSplitsAStretch) {
  std::vector<std::uint32_t> edited = run(1, 100);
  edited[40] = 999;
  EXPECT_THAT(align(run(1, 100), edited), ElementsAre(FieldsAre(0, 0, 40), FieldsAre(41, 41, 59)));
}

TEST(Align, WhatWasPutInOrLeftOutShiftsTheRest) {
  const std::vector<std::uint32_t> longer = joined({run(1, 50), run(900, 10), run(51, 50)});
  EXPECT_THAT(align(run(1, 100), longer), ElementsAre(FieldsAre(0, 0, 50), FieldsAre(50, 60, 50)));
  EXPECT_THAT(align(longer, run(1, 100)), ElementsAre(FieldsAre(0, 0, 50), FieldsAre(60, 50, 50)));
}

TEST(Align, MovedPassagesAreFound) {
  EXPECT_THAT(align(joined({run(1, 20), run(51, 30)}), joined({run(51, 30), run(1, 20)})),
              ElementsAre(FieldsAre(0, 30, 20), FieldsAre(20, 0, 30)));
}

TEST(Align, TwoWordsInCommonAreNoStretch) {
  EXPECT_THAT(align({1, 2, 3, 4, 5}, {9, 2, 3, 8, 7}), IsEmpty());
  EXPECT_THAT(align({1, 2, 3, 4, 5}, {9, 2, 3, 4, 7}), ElementsAre(FieldsAre(1, 1, 3)));
}

// A thousand texts put together from passages, with repeats and in any order.
TEST(Align, StretchesAreEqualWordsThatDoNotOverlapAndCoverEveryCommonShingle) {
  std::size_t found = 0;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const std::vector<std::uint32_t> a = patchwork(2 * seed, seed / 3), b = patchwork(2 * seed + 1, seed / 3);
    std::vector<bool> covered(a.size());
    std::uint32_t end = 0;
    for (const Stretch& s : align(a, b)) {
      ++found;
      ASSERT_GE(s.a, end);
      ASSERT_GE(s.tokens, 1u);
      end = s.a + s.tokens;
      ASSERT_LE(end, a.size());
      ASSERT_LE(s.b + s.tokens, b.size());
      for (std::uint32_t i = 0; i < s.tokens; ++i) {
        ASSERT_EQ(a[s.a + i], b[s.b + i]);
        covered[s.a + i] = true;
      }
    }
    const Trigrams in_b = trigrams(b);
    Trigrams seen;
    for (std::size_t i = 0; i + 3 <= a.size(); ++i) {
      const std::vector<std::uint32_t> shingle = {a[i], a[i + 1], a[i + 2]};
      // The first place of each counts.
      if (seen.insert(shingle).second && in_b.count(shingle) > 0) {
        ASSERT_TRUE(covered[i]) << "seed " << seed << ", token " << i;
      }
    }
  }
  EXPECT_GT(found, 1000u);
}

TEST(Align, ScriptsWithoutSpacesAlignByCharacters) {
  const std::string a = "香港经济今年增长百分之三", b = "据报道香港经济今年下跌百分之三";
  EXPECT_THAT(aligned(document_of(a), document_of(b), {}), ElementsAre(FieldsAre(0, 3, 6)));
}

}  // namespace
}  // namespace newsecho
