#include <gmock/gmock.h>

#include "newsecho/dedup.h"

namespace newsecho {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

ArticleInfo article(const char* id, const char* published, std::uint32_t words, const char* site) {
  ArticleInfo info;
  info.id = id;
  info.published = parse_date(published);
  info.words = words;
  info.site = site;
  return info;
}

// One story; its original is the first.
std::string kept(const std::string& rule, LargeVector<ArticleInfo> articles) {
  Result result;
  result.articles = std::move(articles);
  result.stories.resize(1);
  for (std::uint32_t i = 0; i < result.articles.size(); ++i) result.stories[0].members.push_back(i);
  const auto keep = parse_keep(rule);
  if (!keep.ok()) return std::string(keep.status().message());
  return std::string(result.articles[choose(result, *keep).at(0)].id);
}

TEST(Keep, EachRuleChoosesByItsOwn) {
  const LargeVector<ArticleInfo> story = {
      article("first", "2026-03-01T10:00:00Z", 200, "a.org"), article("second", "2026-03-01T12:00:00Z", 300, "b.org"),
      article("third", "2026-03-02T12:00:00Z", 300, "c.org"), article("undated", "", 100, "b.org")};
  EXPECT_EQ(kept("original", story), "first");
  EXPECT_EQ(kept("longest", story), "second") << "of two as long, the earlier";
  EXPECT_EQ(kept("newest", story), "third") << "what has no date is not new";
  EXPECT_EQ(kept("site=b.org", story), "second") << "the site's first one";
  EXPECT_EQ(kept("site=https://www.b.org/news", story), "second") << "the registrable domain counts";
  EXPECT_EQ(kept("site=nowhere.org", story), "first") << "else the original";
}

TEST(Keep, TheOriginalIsPreferredOnItsOwnSite) {
  EXPECT_EQ(
      kept("site=a.org", {article("original", "2026-03-02", 200, "a.org"), article("x", "2026-03-01", 9, "a.org")}),
      "original");
}

TEST(Keep, ADateAloneIsNeitherNewerNorOlderThanATimeOnThatDay) {
  EXPECT_EQ(kept("newest", {article("time", "2026-03-01T23:00:00Z", 100, ""), article("day", "2026-03-01", 200, "")}),
            "day")
      << "the longer of two that may be the newest";
  EXPECT_EQ(kept("newest", {article("time", "2026-03-01T01:00:00Z", 200, ""), article("day", "2026-03-01", 100, "")}),
            "time");
  EXPECT_EQ(kept("newest", {article("early", "2026-03-01T01:00:00Z", 900, ""), article("day", "2026-03-01", 100, ""),
                            article("late", "2026-03-01T02:00:00Z", 50, "")}),
            "day")
      << "a later time beats the early one, not the day";
  EXPECT_EQ(kept("newest", {article("b", "", 100, ""), article("a", "", 100, "")}), "a") << "then the smallest id";
}

TEST(Keep, WhatIsNoRuleIsToldWithThoseThatAre) {
  for (const char* text : {"", "oldest", "site=", "site", "Original"}) {
    const auto keep = parse_keep(text);
    ASSERT_FALSE(keep.ok()) << text;
    EXPECT_THAT(std::string(keep.status().message()), HasSubstr("original, longest, newest or site=NAME"));
  }
}

}  // namespace
}  // namespace newsecho
