#include "boilerplate/sketch.h"

#include <cmath>
#include <cstdint>
#include <string>

#include <gtest/gtest.h>

#include "boilerplate/lines.h"
#include "boilerplate/pages.h"

namespace newsecho::boilerplate {
namespace {

constexpr std::uint16_t kNoLine = 0;

std::uint16_t tag_of(const std::string& line) { return line_tag(tokens_of(line).segments.at(0).hash); }

Sketch sketch(const std::string& text) {
  const Tokens tokens = tokens_of(text);
  return sketch_of(OwnLines(tokens).lines(), tokens.hash);
}

// Two pages of ten sentences each, `common` of which both have.
std::pair<std::string, std::string> two_pages(std::uint64_t common, std::uint64_t seed) {
  std::pair<std::string, std::string> pages;
  for (std::uint64_t i = 0; i < 10; ++i) {
    pages.first += sentence(12, seed * 1000 + i) + "\n";
    pages.second += sentence(12, seed * 1000 + (i < common ? i : 500 + i)) + "\n";
  }
  return pages;
}

TEST(Sketch, TellsTheSameProseFromOther) {
  EXPECT_EQ(resemblance(sketch(report(1)), sketch(report(1)), kNoLine), 1000u);
  EXPECT_EQ(resemblance(sketch(report(1)), sketch(report(2)), kNoLine), 0u);
}

// 2,000 pairs a cell; the mean within 5 standard errors of the resemblance, the error what the header states.
TEST(Sketch, EstimatesResemblanceWithTheErrorItStates) {
  for (const std::uint64_t common : {2u, 5u, 8u}) {
    const double j = static_cast<double>(common) / static_cast<double>(20 - common);
    double mean = 0, square = 0;
    constexpr int kTrials = 2000;
    for (int i = 0; i < kTrials; ++i) {
      const auto [a, b] = two_pages(common, static_cast<std::uint64_t>(i));
      const double error = resemblance(sketch(a), sketch(b), kNoLine) / 1000.0 - j;
      mean += error / kTrials;
      square += error * error / kTrials;
    }
    EXPECT_NEAR(mean, 0, 5 * 0.072 / std::sqrt(kTrials)) << j;
    EXPECT_LE(std::sqrt(square), 0.075) << j;
  }
}

TEST(Sketch, LeavesOutTheLineUnderQuestion) {
  const std::string line = sentence(40, 1);
  const Sketch a = sketch(report(1) + line), b = sketch(report(2) + line);
  EXPECT_GT(resemblance(a, b, kNoLine), 0u);
  EXPECT_EQ(resemblance(a, b, tag_of(line)), 0u);
}

TEST(Sketch, CountsWordsWithoutTheLineUnderQuestion) {
  const std::string line = sentence(100, 1) + "\n";
  EXPECT_EQ(words(sketch(sentence(40, 3)), kNoLine), 38u);  // sequences of three
  double mean = 0, common = 0;
  constexpr int kTrials = 500;
  for (std::uint64_t i = 1; i <= kTrials; ++i) {
    mean += words(sketch(report(i) + line), tag_of(line)) / static_cast<double>(kTrials);
    const Overlap o = overlap(sketch(report(i) + line), sketch(report(i + 1000) + line), kNoLine);
    common += o.both / static_cast<double>(kTrials);
  }
  EXPECT_NEAR(mean, 80, 3);
  EXPECT_NEAR(common, 98, 10);  // high by a little: the shorter reach of two is chosen
}

// A page without its site's lines compares like one that never had them, as far as is known of it.
TEST(Sketch, LeavesLinesOutForGood) {
  const std::string frame = sentence(200, 1) + "\n";
  const std::uint16_t tag = tag_of(frame);
  Sketch a = sketch(report(1) + frame), b = sketch(report(2) + frame), c = sketch(frame + report(1));
  for (Sketch* s : {&a, &b, &c}) s->leave_out([tag](std::uint16_t t) { return t == tag; });
  EXPECT_EQ(resemblance(a, b, kNoLine), 0u);
  EXPECT_EQ(resemblance(a, sketch(report(1)), kNoLine), 1000u);
  EXPECT_EQ(a, c);
}

// Menus are short and the same everywhere: they say nothing of a page unless it has nothing else.
TEST(Sketch, ShortLinesCountOnlyWhereThereIsNoProse) {
  const std::string menu = "Home\nWorld news\nSport and culture\nWeather for the week\n";
  EXPECT_EQ(resemblance(sketch(menu + report(1)), sketch(menu + report(2)), kNoLine), 0u);
  EXPECT_EQ(resemblance(sketch(menu), sketch(menu), kNoLine), 1000u);
  EXPECT_EQ(resemblance(sketch(menu), sketch("About us\nContact and imprint\nJobs at the paper\n"), kNoLine), 0u);
  EXPECT_EQ(sketch(menu + report(1)), sketch(report(1)));
}

TEST(Sketch, DoesNotDependOnTheOrderOfLines) {
  const std::string first = sentence(12, 1) + "\n" + sentence(15, 2) + "\n", second = report(3);
  EXPECT_EQ(sketch(first + second), sketch(second + first));
}

TEST(Sketch, OfAnEmptyPageIsLikeEverything) {
  EXPECT_EQ(resemblance(sketch(""), sketch(report(1)), kNoLine), 1000u);
  EXPECT_EQ(resemblance(sketch(""), sketch(""), kNoLine), 1000u);
}

}  // namespace
}  // namespace newsecho::boilerplate
