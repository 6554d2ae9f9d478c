#include "report/rows.h"

#include <gtest/gtest.h>

#include "nlohmann/json.hpp"
#include "report/result.h"

namespace newsecho {
namespace {

using nlohmann::json;

TEST(Rows, AssignmentsAreQuotedAndHaveFourDecimals) {
  const Result r = test::small_result();
  std::string out;
  for (const ArticleInfo& article : r.articles) rows::append_assignment(out, r, article);
  EXPECT_EQ(out,
            "o,o,original,1.0000\n"
            "\"copy,\"\"1\"\"\",o,copy,0.9300\n"
            "alone,alone,single,1.0000\n"
            "trimmed,o,abridged,0.0710\n"
            "again,o,exact,1.0000\n"
            "junk,junk,junk,1.0000\n");
}

TEST(Rows, AStoryTellsOfItsMembers) {
  const Result r = test::small_result();
  std::string out;
  rows::append_story(out, r, r.stories[0]);
  const json story = json::parse(out);
  EXPECT_EQ(story["story"], "o");
  EXPECT_EQ(story["original"], "o");
  EXPECT_EQ(story["size"], 4);
  EXPECT_EQ(story["sites"], 3);
  EXPECT_EQ(story["first"], "2026-03-01");
  EXPECT_EQ(story["last"], "2026-03-03T00:00:00Z");
  EXPECT_EQ(story["same_day"], true);
  EXPECT_DOUBLE_EQ(story["cohesion"]["least_medoid"], 0.071);
  ASSERT_EQ(story["articles"].size(), 4u);
  EXPECT_TRUE(story["articles"][0]["evidence"].is_null());
  EXPECT_EQ(story["articles"][0]["title"], "Bridge <script>alert(1)</script> reopens");
  const json& copy = story["articles"][1];
  EXPECT_EQ(copy["id"], "copy,\"1\"");
  EXPECT_EQ(copy["relation"], "copy");
  EXPECT_DOUBLE_EQ(copy["score"], 0.93);
  EXPECT_DOUBLE_EQ(copy["evidence"]["b_in_a"], 0.95);
  EXPECT_EQ(copy["evidence"]["channels"], "bands+anchors");
  EXPECT_TRUE(copy["evidence"]["seconds_apart"].is_null());
  EXPECT_FALSE(copy["evidence"]["reason"].get<std::string>().empty());
}

TEST(Rows, SameDayNeedsADateAloneOnAnotherSite) {
  Result r = test::small_result();
  const auto same_day = [&] {
    std::string out;
    rows::append_story(out, r, r.stories[0]);
    return json::parse(out)["same_day"].get<bool>();
  };
  EXPECT_TRUE(same_day());
  r.articles[1].site = "first.example";  // a re-crawl does not contest the first place
  EXPECT_FALSE(same_day());
  r.articles[1].site = "second.example";
  r.articles[1].published = {test::kMarch1 + 86400, Precision::kDay};
  EXPECT_FALSE(same_day());
  r.articles[1].published = {test::kMarch1 + 3600, Precision::kTime};
  EXPECT_FALSE(same_day());
}

TEST(Rows, StrippedSpansHoldInTheTextAsWritten) {
  std::string out;
  // The bad byte becomes three; the span behind it moves.
  rows::append_text(out, "a", {"x\xff Sign up. End", {{3, 11}}});
  const json row = json::parse(out);
  const std::string text = row["text"];
  const std::size_t begin = row["stripped"][0][0], end = row["stripped"][0][1];
  EXPECT_EQ(text.substr(begin, end - begin), "Sign up.");
}

TEST(Rows, SkippedAndBoilerplateNameTheirPlace) {
  const Result r = test::small_result();
  std::string out;
  rows::append_skipped(out, r, r.skipped[0]);
  EXPECT_EQ(out, "{\"source\":\"crawl.jsonl\",\"line\":7,\"byte_offset\":4711,\"reason\":\"not JSON: <b>\"}\n");
  out.clear();
  rows::append_boilerplate(out, r, r.boilerplate[0]);
  const json row = json::parse(out);
  EXPECT_EQ(row["pages"], 12);
  EXPECT_EQ(row["examples"].size(), 2u);
}

}  // namespace
}  // namespace newsecho
