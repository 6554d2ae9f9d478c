#include "verify/slots.h"

#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "verify/documents.h"

namespace newsecho::verify_detail {
namespace {

// The number a text is written with.
Number number(const std::string& text) {
  const Tokens tokens = tokenise(normalise(text), text);
  EXPECT_EQ(tokens.numbers.size(), 1u) << text;
  return tokens.numbers.empty() ? Number{} : tokens.numbers[0];
}

struct Written {
  const char *a, *b;
  bool agree;
};

TEST(Numbers, AgreeAtThePrecisionOfTheCoarser) {
  const Written all[] = {
      {"14", "14", true},
      {"14", "15", false},
      {"1,000", "1000", true},
      {"0", "0", true},
      {"0", "1", false},
      {"12,852,000", "12.9 mln", true},
      {"12,852,000", "12.85 million", true},
      {"12,852,000", "12.8 mln", false},
      {"12,852,000", "12.9 bn", false},
      {"12,852,000", "13 million", true},
      {"1.2 billion", "1,200 million", true},
      {"3.14", "3.1", true},
      {"3.15", "3.2", true},
      {"3.14", "3.2", false},
      {"45,300", "45,000", true},
      {"45,600", "45,000", false},
      // One digit is too coarse to say anything: "5 mln" would agree with everything from 4.5 on.
      {"5.2 million", "5 million", false},
      {"0.5", "5", false},
      {"50", "5", false},
      // A nought at the end is not a rounding: years, counts, scores.
      {"2020", "2021", false},
      {"2020", "2024", false},
      {"120", "123", false},
      {"2,350", "2,354", false},
  };
  for (const Written& w : all) {
    EXPECT_EQ(agree(number(w.a), number(w.b)), w.agree) << w.a << " and " << w.b;
    EXPECT_EQ(agree(number(w.b), number(w.a)), w.agree) << w.b << " and " << w.a;
  }
}

TEST(SharedNumbers, CountsDistinctOnesOfTheArticleWithFewer) {
  const Document a = document_of("It rose 12 points to 1,200; 12 firms gained, 7 lost and 41 halted."),
                 b = document_of("Up 12 points to 1.2 thousand, the best since 1998, with 7 losers, 3 halts, 8 new.");
  for (const Shared& shared : {shared_numbers(a.values, b.values), shared_numbers(b.values, a.values)}) {
    EXPECT_EQ(shared.of, 4u);
    EXPECT_EQ(shared.shared, 3u);
  }
  EXPECT_EQ(shared_numbers(a.values, document_of("No figures here.").values).of, 0u);
}

Slots slots(const std::string& a, const std::string& b) {
  const Document x = document_of(a), y = document_of(b);
  Alignment alignment;
  align(x, y, {}, alignment);
  return compare_slots(x, y, alignment);
}

constexpr char kReport[] =
    "The central bank in Oslo raised its key rate to 4.25 percent on Thursday after governor Ida Bache said that "
    "prices had gone up by 5 percent in 2023 and that 12,852,000 kroner were lost in fraud by Nordic Trust alone.";

std::string with(std::string text, const std::string& old, const std::string& fresh) {
  return text.replace(text.find(old), old.size(), fresh);
}

TEST(Slots, EqualTextsHaveNoConflict) {
  const Slots s = slots(kReport, kReport);
  EXPECT_EQ(s.numbers_equal, 4u);
  EXPECT_EQ(s.numbers_unequal, 0u);
  EXPECT_EQ(s.names_equal, 6u);  // Oslo, Thursday, Ida, Bache, Nordic, Trust; not The, which begins a sentence
  EXPECT_EQ(s.names_unequal, 0u);
  EXPECT_EQ(s.replaced, 0u);
}

TEST(Slots, AnotherNumberInOnePlaceIsAConflict) {
  const Slots s = slots(kReport, with(kReport, "2023", "2021"));
  EXPECT_EQ(s.numbers_equal, 3u);
  EXPECT_EQ(s.numbers_unequal, 1u);
  EXPECT_EQ(s.names_unequal, 0u);
}

TEST(Slots, TheSameNumberWrittenOtherwiseIsNone) {
  const Slots s = slots(kReport, with(kReport, "12,852,000 kroner", "12.9 mln kroner"));
  EXPECT_EQ(s.numbers_equal, 4u);
  EXPECT_EQ(s.numbers_unequal, 0u);
}

// What is aligned may end within a number.
TEST(Slots, NumbersThatBeginAlikeAreCompared) {
  const std::string quotes = "Soybean oil for July closed at 0.77 under August, and for May at 0.52 under August.";
  EXPECT_EQ(slots(quotes, quotes).numbers_equal, 2u);
  const Slots s = slots(quotes, with(quotes, "0.77", "0.80"));
  EXPECT_EQ(s.numbers_equal, 1u);
  EXPECT_EQ(s.numbers_unequal, 1u);
}

TEST(Slots, AnotherNameInOnePlaceIsAConflict) {
  EXPECT_EQ(slots(kReport, with(kReport, "Nordic Trust", "Baltic Savings")).names_unequal, 1u);
  // A name beside one that stays is a longer name.
  EXPECT_EQ(slots(kReport, with(kReport, "Nordic Trust", "the Nordic Trust Group")).names_unequal, 0u);
}

// Left out or put in says nothing of what is there.
TEST(Slots, WhatOneTextHasAloneIsNoConflict) {
  const Slots s = slots(kReport, with(kReport, " by 5 percent", ""));
  EXPECT_EQ(s.numbers_equal, 3u);
  EXPECT_EQ(s.numbers_unequal, 0u);
}

// A B 5 C became B A 6 C: between A and C there is a conflict, wherever B went.
TEST(Slots, AMovedPassageEndsNoGap) {
  Tokens a = words(joined({run(1, 20), run(101, 5), {9005}, run(201, 20)}));
  Tokens b = words(joined({run(101, 5), run(1, 20), {9006}, run(201, 20)}));
  a.numbers = {{25, 0, 5}};
  b.numbers = {{25, 0, 6}};
  const Document x = document(a), y = document(b);
  Alignment alignment;
  align(x, y, {}, alignment);
  EXPECT_EQ(alignment.blocks.size(), 3u);
  EXPECT_EQ(compare_slots(x, y, alignment).numbers_unequal, 1u);
}

// Twenty words in place of thirty are another passage; their numbers are not compared.
TEST(Slots, LongGapsAreReplacedPassages) {
  const auto text = [](std::uint32_t first, std::uint32_t n) {
    return joined({run(1, 30), run(first, n), run(100, 30)});
  };
  Tokens a = words(text(1000, 30)), b = words(text(2000, 20));
  a.numbers = {{35, 0, 5}};
  b.numbers = {{35, 0, 6}};
  const Document x = document(a), y = document(b);
  Alignment alignment;
  align(x, y, {}, alignment);
  const Slots s = compare_slots(x, y, alignment);
  EXPECT_EQ(s.replaced, 20u);
  EXPECT_EQ(s.numbers_unequal, 0u);
}

}  // namespace
}  // namespace newsecho::verify_detail
