// What the rules make of a pair's features, one feature changed at a time.
#include "verify/rules.h"

#include <gtest/gtest.h>

namespace newsecho {
namespace {

using verify_detail::decide;

// A copy with some passages exchanged: clearly one report, by a margin that a doubt may use up.
Evidence edited() {
  Evidence e;
  e.size_a = e.size_b = 400;
  e.common = 320;
  e.resemblance = 667;
  e.a_in_b = e.b_in_a = e.rare = 800;
  e.coverage_a = e.coverage_b = e.prose_a = e.prose_b = 800;
  e.lead_a = e.lead_b = 500;
  e.longest_block = 90;
  e.headline = 500;
  e.seconds_apart = 86400;
  return e;
}

Evidence decided(Evidence e) {
  decide(e, VerifyOptions{}, /*provisional=*/false);
  return e;
}

bool merges(const Evidence& e) { return same_report(decided(e).relation); }

TEST(Rules, AnEditedCopyMerges) { EXPECT_TRUE(merges(edited())); }

TEST(Rules, ACopyOfMillionsOfWordsMerges) {
  Evidence e = edited();
  e.size_a = e.size_b = 10'000'000;
  e.common = 8'000'000;
  EXPECT_EQ(decided(e).agreement, decided(edited()).agreement);
  EXPECT_TRUE(merges(e));
}

TEST(Rules, SubjectsApartSpeakAgainstOneReport) {
  Evidence e = edited();
  e.subjects_apart = 1;
  EXPECT_LT(decided(e).agreement, decided(edited()).agreement);
  EXPECT_TRUE(merges(e));
  e.subjects_apart = 2;
  EXPECT_FALSE(merges(e));
  // An editor's headline above what no other story holds.
  Evidence own = e;
  own.a_in_b = own.b_in_a = own.rare = 950;
  EXPECT_TRUE(merges(own));
  own.own = 300;
  EXPECT_FALSE(merges(own));
  // And keep a provisional story pure.
  e.subjects_apart = 1;
  decide(e, VerifyOptions{}, /*provisional=*/true);
  EXPECT_EQ(e.agreement, 0);
  EXPECT_GT(e.most, 300);
}

TEST(Rules, AFormFilledInAgainNeedsOneOtherNumberAndDays) {
  Evidence form = edited();
  form.own = 200;
  EXPECT_TRUE(merges(form));
  form.numbers_shared = 900;
  EXPECT_TRUE(merges(form));
  form.seconds_apart = 2 * 86400;
  EXPECT_FALSE(merges(form));
  form.own = 600;  // what they share is their own
  EXPECT_TRUE(merges(form));
}

// A release printed again under its headline may be of another day; a notice that comes each quarter is not the last
// one.
TEST(Rules, PrintedAgainItDiffersInFewPlaces) {
  Evidence e = edited();
  e.rare = e.a_in_b = e.b_in_a = 950;
  e.headline = 1000;
  e.own = 200;
  e.numbers = e.numbers_shared = 950;
  e.seconds_apart = 30 * 86400;
  e.number_conflicts = 1;
  EXPECT_TRUE(merges(e));
  e.name_conflicts = 3;
  EXPECT_FALSE(merges(e));
}

TEST(Rules, AnotherHeadlineAboveAnotherOpeningIsAnotherReport) {
  Evidence e = edited();
  e.headline = 400;
  EXPECT_FALSE(merges(e));
  e.lead_b = 800;
  EXPECT_TRUE(merges(e));
  e.lead_b = 500;
  e.headline = 0;  // may be missing
  EXPECT_TRUE(merges(e));
}

TEST(Rules, OneNumberThatDiffersIsAnEditHoweverFewThereAre) {
  Evidence e = edited();
  e.rare = e.a_in_b = 840;
  e.numbers = 0;
  e.numbers_shared = 800;
  e.number_conflicts = 1;
  EXPECT_TRUE(merges(e));
  e.number_conflicts = 3;
  EXPECT_FALSE(merges(e));
}

TEST(Rules, ConflictsCountByHowMuchTextTheyAreSpreadOver) {
  Evidence e = edited();
  e.rare = e.a_in_b = e.b_in_a = 700;
  e.name_conflicts = 9;
  EXPECT_TRUE(merges(e));
  e.common = 60;
  EXPECT_FALSE(merges(e));
}

TEST(Rules, FiguresAndNamesThatAScannerMisreadDoNotDiffer) {
  Evidence e = edited();
  e.numbers = e.numbers_shared = 500;
  e.number_conflicts = 4;
  e.name_conflicts = 6;
  EXPECT_FALSE(merges(e));
  e.characters = 100;
  EXPECT_TRUE(merges(e));
}

TEST(Rules, AnotherSubjectWithOtherNumbersIsAFormHoweverRareItsWording) {
  Evidence e = edited();
  e.rare = e.a_in_b = 1000;
  e.number_conflicts = 3;
  e.numbers = e.numbers_shared = 250;
  EXPECT_TRUE(merges(e));  // an update of all figures
  e.subjects_apart = 1;
  EXPECT_FALSE(merges(e));
  e.number_conflicts = 2;
  EXPECT_TRUE(merges(e));
}

}  // namespace
}  // namespace newsecho
