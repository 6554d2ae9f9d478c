// The features of a pair; which relation they make is tested with the rules.
#include "newsecho/verify.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <vector>

#include <gtest/gtest.h>

#include "verify/documents.h"

namespace newsecho {
namespace {

std::uint16_t permille(std::size_t part, std::size_t whole) {
  return static_cast<std::uint16_t>(std::lround(1000.0 * static_cast<double>(part) / static_cast<double>(whole)));
}

Evidence compare(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  return verify(document(words(a)), document(words(b)), {});
}

TEST(Verify, ResemblanceAndContainmentAreThoseOfTheSets) {
  int compared = 0;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const std::vector<std::uint32_t> a = patchwork(2 * seed, seed / 3), b = patchwork(2 * seed + 1, seed / 3);
    const Trigrams x = trigrams(a), y = trigrams(b);
    const std::size_t common = common_trigrams(x, y);
    const Evidence e = compare(a, b);
    ASSERT_EQ(e.common, common) << seed;
    ASSERT_EQ(e.size_a, x.size());
    ASSERT_EQ(e.size_b, y.size());
    if (common == 0) continue;
    ++compared;
    EXPECT_NEAR(e.resemblance, permille(common, x.size() + y.size() - common), 1) << seed;
    EXPECT_NEAR(e.a_in_b, permille(common, x.size()), 1) << seed;
    EXPECT_NEAR(e.b_in_a, permille(common, y.size()), 1) << seed;
  }
  EXPECT_GT(compared, 300);
}

TEST(Verify, IsTheSameFromBothSides) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const std::vector<std::uint32_t> a = patchwork(2 * seed, seed / 3), b = patchwork(2 * seed + 1, seed / 3);
    const Evidence e = compare(a, b), f = compare(b, a);
    EXPECT_EQ(e.common, f.common);
    EXPECT_EQ(e.resemblance, f.resemblance);
    EXPECT_EQ(e.a_in_b, f.b_in_a);
    EXPECT_EQ(e.b_in_a, f.a_in_b);
    EXPECT_EQ(e.numbers_shared, f.numbers_shared);
  }
}

// For the ablation: what is counted by sets stays, what is told by place is not there or is what the sets say.
TEST(Verify, WithoutAlignmentSetsAreAllThereIs) {
  const Document a = document(words(joined({run(1000, 40), run(1, 60)})));
  const Document b = document(words(joined({run(1, 30), run(3000, 2), run(31, 30), run(2000, 20)})));
  VerifyOptions sets_only;
  sets_only.use_alignment = false;
  const Evidence with = verify(a, b, {}), without = verify(a, b, sets_only);
  EXPECT_EQ(without.common, with.common);
  EXPECT_EQ(without.resemblance, with.resemblance);
  EXPECT_EQ(without.a_in_b, with.a_in_b);
  EXPECT_NE(with.mask_a, 0u);
  EXPECT_EQ(without.mask_a, 0u);
  EXPECT_EQ(with.mean_block, 30u);
  EXPECT_EQ(without.mean_block, 0u);
  EXPECT_NE(with.coverage_b, with.b_in_a);
  EXPECT_EQ(without.coverage_b, without.b_in_a);
  EXPECT_EQ(without.lead_a, without.a_in_b);
}

TEST(Verify, CoverageIsTheShareOfWordsInStretches) {
  // 60 of 100 words, 60 of 80; in a from its 40th word on.
  const Evidence e = compare(joined({run(1000, 40), run(1, 60)}), joined({run(1, 60), run(2000, 20)}));
  EXPECT_EQ(e.coverage_a, 600);
  EXPECT_EQ(e.coverage_b, 750);
  EXPECT_EQ(e.position_a, 400);
  EXPECT_EQ(e.position_b, 0);
  EXPECT_EQ(e.longest_block, 60u);
  EXPECT_EQ(e.mean_block, 60u);
}

TEST(Verify, MasksSayWhichPartsAreCovered) {
  const Evidence whole = compare(run(1, 640), run(1, 640));
  EXPECT_EQ(whole.mask_a, ~std::uint64_t{0});
  EXPECT_EQ(whole.mask_b, ~std::uint64_t{0});
  const Evidence half = compare(joined({run(1000, 320), run(1, 320)}), joined({run(1, 320), run(2000, 960)}));
  EXPECT_EQ(half.mask_a, ~std::uint64_t{0} << 32);
  EXPECT_EQ(half.mask_b, ~std::uint64_t{0} >> 48);
}

// A token stands in the part that its place is of; a part counts if more than half of its tokens are in a stretch.
std::uint64_t naive_mask(const std::vector<Stretch>& stretches, std::uint32_t Stretch::*side, std::size_t tokens) {
  std::vector<int> covered(tokens, 0);
  for (const Stretch& s : stretches) std::fill_n(covered.begin() + s.*side, s.tokens, 1);
  std::size_t of[64] = {}, inside[64] = {};
  for (std::size_t i = 0; i < tokens; ++i) {
    ++of[i * 64 / tokens];
    inside[i * 64 / tokens] += covered[i];
  }
  std::uint64_t mask = 0;
  for (std::size_t part = 0; part < 64; ++part) mask |= std::uint64_t{2 * inside[part] > of[part]} << part;
  return mask;
}

// Articles of fewer tokens than parts among them, moved passages and those that stand twice.
TEST(Verify, MasksAreThoseOfANaiveCount) {
  std::size_t partly = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    const Document a = document(words(patchwork(2 * seed, seed))), b = document(words(patchwork(2 * seed + 1, seed)));
    const Evidence e = verify(a, b, {});
    if (e.common == 0) continue;
    const std::vector<Stretch> stretches = aligned(a, b, {});
    ASSERT_EQ(e.mask_a, naive_mask(stretches, &Stretch::a, a.tokens.size())) << seed;
    ASSERT_EQ(e.mask_b, naive_mask(stretches, &Stretch::b, b.tokens.size())) << seed;
    partly += e.mask_a != 0 && e.mask_a != ~std::uint64_t{0} ? 1 : 0;
  }
  EXPECT_GT(partly, 1000u);
}

// 50 words of menus, 50 of prose: the overlap is 20 of the menus and the last 40 of the prose.
TEST(Verify, ProseAndLeadLeaveOutMenus) {
  Tokens a = words(run(1, 100));
  for (std::size_t i = 50; i < 100; ++i) a.flags[i] = kProse;
  const Evidence e = verify(document(a), document(words(joined({run(1000, 30), run(21, 20), run(61, 40)}))), {});
  EXPECT_EQ(e.coverage_a, 600);
  EXPECT_EQ(e.prose_a, 800);
  EXPECT_EQ(e.lead_a, 750);  // 30 of the first 40 of its prose
  // Without any prose marked, all of it is taken for prose.
  EXPECT_EQ(e.prose_b, e.coverage_b);
  EXPECT_EQ(e.lead_b, e.prose_b);
}

TEST(Verify, QuotedIsTheShareOfTheOverlapInsideQuotationMarks) {
  Tokens a = words(run(1, 100));
  for (std::size_t i = 20; i < 60; ++i) a.flags[i] = kQuoted;
  EXPECT_EQ(verify(document(a), document(words(run(1, 100))), {}).quoted, 400);
  EXPECT_EQ(verify(document(a), document(words(run(21, 40))), {}).quoted, 1000);
  EXPECT_EQ(verify(document(a), document(words(run(61, 30))), {}).quoted, 0);
}

TEST(Verify, TheHeadlineIsComparedApart) {
  const Tokens body = words(run(1, 100));
  const Evidence e = verify(document(body, {1, 2, 3, 4}), document(body, {4, 3, 9, 9}), {});
  EXPECT_EQ(e.headline, 400);  // 2 of 5
  EXPECT_EQ(e.resemblance, 1000);
  EXPECT_EQ(verify(document(body), document(body, {1}), {}).headline, 0);
}

TEST(Verify, SecondsApartNeedBothDates) {
  const Tokens body = words(run(1, 50));
  const Published first{1767225600, Precision::kTime}, second{1767229200, Precision::kTime};
  EXPECT_EQ(verify(document(body, {}, first), document(body, {}, second), {}).seconds_apart, 3600);
  EXPECT_EQ(verify(document(body, {}, second), document(body, {}, first), {}).seconds_apart, 3600);
  EXPECT_EQ(verify(document(body, {}, first), document(body), {}).seconds_apart, -1);
}

TEST(Verify, NumbersInPlaceAndAnywhereAreTwoFeatures) {
  const Evidence e =
      verify(document_of("The club beat its rivals from the coast by 31 points to 24 in the final on Sunday."),
             document_of("The club beat its rivals from the coast by 28 points to 24 in the final on Sunday."), {});
  EXPECT_EQ(e.number_conflicts, 1u);
  EXPECT_EQ(e.numbers, 500);
  EXPECT_EQ(e.numbers_shared, 500);
  const Evidence none = verify(document(words(run(1, 50))), document(words(run(1, 50))), {});
  EXPECT_EQ(none.numbers, 1000);
  EXPECT_EQ(none.numbers_shared, 1000);
  EXPECT_EQ(none.number_conflicts, 0u);
}

// Shingles that stand in more than three stories say little: what is left of the smaller decides.
TEST(Verify, RareContainmentCountsOnlyWhatFewStoriesHold) {
  StoryFrequency frequency(100'000);
  for (std::uint32_t i = 0; i < 10; ++i)
    frequency.add(document(words(joined({run(1, 52), run(10'000 + 1000 * i, 20)}))));
  const auto rare = [&](const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    Document x = document(words(a));
    Document y = document(words(b));
    mark_rare(frequency, x);
    mark_rare(frequency, y);
    return verify(x, y, {}).rare;
  };
  // Only the form in common, 50 shingles; then half of the rest as well. The two shingles at each seam are rare.
  EXPECT_LE(rare(joined({run(1, 52), run(500, 40)}), joined({run(1, 52), run(700, 40)})), 60);
  EXPECT_EQ(rare(joined({run(1, 52), run(500, 40)}), joined({run(1, 52), run(500, 40)})), 1000);
  EXPECT_NEAR(rare(joined({run(1, 52), run(500, 40)}), joined({run(1, 52), run(500, 20), run(900, 60)})), 500, 50);
}

TEST(Verify, EmptyAndShortArticlesAreCompared) {
  EXPECT_EQ(compare({}, {}).common, 0u);
  EXPECT_EQ(compare({}, run(1, 10)).resemblance, 0);
  EXPECT_EQ(compare({5}, {5}).resemblance, 1000);
  EXPECT_EQ(compare({5}, {6}).resemblance, 0);
  EXPECT_EQ(compare({5, 6}, {5, 6, 7}).common, 0u);
}

}  // namespace
}  // namespace newsecho
