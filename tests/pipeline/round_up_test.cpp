// A page that holds several reports, or quotes one, is linked to them and merges nothing.
#include <algorithm>

#include "pipeline/stories.h"

namespace newsecho {
namespace {

using test::article;
using test::joined;
using test::Outcome;
using test::paragraphs;
using test::report;

// Four reports, each printed by three papers.
std::vector<Article> four_stories() {
  std::vector<Article> articles;
  for (std::size_t n = 0; n < 4; ++n) {
    for (const char* paper : {"a", "b", "c"}) {
      articles.push_back(article("story-" + std::to_string(n) + paper,
                                 std::string(paper) + std::to_string(n) + ".example",
                                 "By our " + std::string(paper) + " desk\n" + report(n)));
    }
  }
  test::add_background(articles, 40);
  return articles;
}

void expect_apart(const Outcome& o) {
  for (std::size_t n = 0; n < 4; ++n) {
    const std::string story = "story-" + std::to_string(n);
    EXPECT_TRUE(o.same(story + "a", story + "b"));
    EXPECT_TRUE(o.same(story + "a", story + "c"));
    EXPECT_EQ(o.story(story + "a").members.size(), 3u) << story;
  }
}

// Whether the article is linked by this relation to one of the story's.
bool linked(const Outcome& o, const std::string& id, const std::string& story, const std::string& relation) {
  for (const char* paper : {"a", "b", "c"}) {
    if (o.link(id, story + paper) == relation) return true;
  }
  return false;
}

TEST(RoundUp, OfWholeReportsMergesNothing) {
  std::vector<Article> articles = four_stories();
  articles.push_back(article("digest", "digest.example", report(0) + report(1) + report(2) + report(3)));
  const Outcome o = test::detect(articles);
  expect_apart(o);
  EXPECT_EQ(o.relation("digest"), "single");
  for (const char* story : {"story-0", "story-1", "story-2", "story-3"}) {
    EXPECT_TRUE(linked(o, "digest", story, "roundup")) << story;
  }
}

TEST(RoundUp, OfOpeningsMergesNothing) {
  std::vector<Article> articles = four_stories();
  std::string digest = "The morning in brief\n";
  for (std::size_t n = 0; n < 4; ++n) digest += joined(paragraphs(report(n)), 0, 2);
  articles.push_back(article("digest", "digest.example", digest));
  const Outcome o = test::detect(articles);
  expect_apart(o);
  EXPECT_EQ(o.relation("digest"), "single");
  for (const char* story : {"story-0", "story-1", "story-2", "story-3"}) {
    EXPECT_TRUE(linked(o, "digest", story, "roundup")) << story;
  }
}

TEST(RoundUp, TwoOfThemMergeNothing) {
  std::vector<Article> articles = four_stories();
  articles.push_back(article("monday", "one.example", report(0) + report(1) + report(2)));
  articles.push_back(article("tuesday", "two.example", report(1) + report(2) + report(3)));
  const Outcome o = test::detect(articles);
  expect_apart(o);
  EXPECT_EQ(o.relation("monday"), "single");
  EXPECT_EQ(o.relation("tuesday"), "single");
}

TEST(RoundUp, OfASitesOwnReportsMergesNothing) {
  std::vector<Article> articles;
  std::string digest;
  for (std::size_t n = 0; n < 4; ++n) {
    articles.push_back(article("report-" + std::to_string(n), "gazette.example", report(n)));
    digest += report(n);
  }
  articles.push_back(article("digest", "gazette.example", digest));
  test::add_background(articles, 40);
  const Outcome o = test::detect(articles);
  for (const char* id : {"digest", "report-0", "report-1", "report-2", "report-3"})
    EXPECT_EQ(o.relation(id), "single") << id;
  EXPECT_EQ(o.link("digest", "report-2"), "roundup");
}

// Pages of one site whose menus and lists are glued to the report: no round-ups of each other.
TEST(RoundUp, PagesOfASiteWithoutLineBreaksAreNone) {
  std::string menu, list;
  for (std::uint64_t i = 0; i < 45; ++i) menu += test::word(31 * i) + " ";
  for (std::uint64_t i = 0; i < 60; ++i) list += test::word(77 * i) + " ";
  std::vector<Article> articles;
  for (std::size_t n = 0; n < 5; ++n) {
    const std::string number = std::to_string(n);
    articles.push_back(article("first-" + number, "s" + number + ".example", report(n)));
    std::string page = menu + "Story " + number + " " + report(n) + "Most read " + list;
    std::replace(page.begin(), page.end(), '\n', ' ');
    articles.push_back(article("flat-" + number, "flat.example", page, test::kMonday + test::kHour));
  }
  test::add_background(articles, 40);
  const Outcome o = test::detect(articles);
  for (std::size_t n = 0; n < 5; ++n) {
    const std::string number = std::to_string(n);
    EXPECT_TRUE(o.same("first-" + number, "flat-" + number)) << n;
    EXPECT_EQ(o.story("first-" + number).members.size(), 2u);
  }
}

// Two pages are too few to learn their menus and lists from; these are most of each page and hold its both ends.
TEST(RoundUp, TheFrameOfASitesPagesIsNoPart) {
  std::string menu, list;
  for (std::uint64_t i = 0; i < 160; ++i) menu += test::word(31 * i + 5) + " ";
  for (std::uint64_t i = 0; i < 160; ++i) list += test::word(77 * i + 9) + " ";
  std::vector<Article> articles;
  for (std::size_t n = 0; n < 2; ++n) {
    const std::string number = std::to_string(n);
    const std::string text = test::prose(500 + n, 150);
    articles.push_back(article("first-" + number, "s" + number + ".example", text));
    articles.push_back(article("framed-" + number, "framed.example", menu + text + list, test::kMonday + test::kHour));
  }
  test::add_background(articles, 40);
  const Outcome o = test::detect(articles);
  for (std::size_t n = 0; n < 2; ++n) {
    const std::string number = std::to_string(n);
    EXPECT_NE(o.link("framed-" + number, "first-" + number), "roundup") << n;
    EXPECT_TRUE(o.same("first-" + number, "framed-" + number)) << n;
  }
}

// The same digest on two sites is one story: the digest.
TEST(RoundUp, ItsOwnCopyIsItsCopy) {
  std::vector<Article> articles = four_stories();
  const std::string digest = report(0) + report(1) + report(2);
  articles.push_back(article("digest", "one.example", digest));
  articles.push_back(article("digest-again", "two.example", digest));
  const Outcome o = test::detect(articles);
  expect_apart(o);
  EXPECT_TRUE(o.same("digest", "digest-again"));
}

// A feed page that its site shows under many urls is still a feed page, and one that shares reports with it another.
TEST(RoundUp, IsNoReportForStandingOftenOnItsSite) {
  std::vector<Article> articles;
  std::vector<std::string> reports;
  for (std::uint64_t i = 0; i < 7; ++i) reports.push_back(test::prose(700 + i, 320));
  const auto page = [&](const std::string& id, std::size_t first) {
    std::string text;
    for (std::size_t i = first; i < first + 3; ++i) text += reports[i];
    articles.push_back(article(id, "feed.example", text));
  };
  for (std::uint64_t i = 0; i < 7; ++i) {
    page("feed-" + std::to_string(i), 2);
    articles.back().text += test::prose(800 + i, 20);
  }
  page("before", 0);
  page("behind", 4);
  test::add_background(articles, 40);
  const Outcome o = test::detect(articles);
  EXPECT_EQ(o.relation("before"), "single");
  EXPECT_EQ(o.relation("behind"), "single");
  EXPECT_EQ(o.link("feed-0", "before"), "roundup");
}

// A copy below which the site puts the opening of another report is a copy.
TEST(RoundUp, AForeignParagraphMakesNone) {
  std::vector<Article> articles = four_stories();
  articles.push_back(article("teased", "teased.example", report(0) + joined(paragraphs(report(1)), 0, 1)));
  const Outcome o = test::detect(articles);
  EXPECT_TRUE(o.same("teased", "story-0a"));
  EXPECT_EQ(o.story("story-1a").members.size(), 3u);
}

// Nor does another report's opening that the site puts into the middle: what stands around it is one report.
TEST(RoundUp, AForeignReportInsideMakesNone) {
  std::vector<Article> articles = four_stories();
  const std::string report = test::prose(600, 200);
  const std::size_t middle = report.find('\n', report.size() / 2) + 1;
  const std::string opening = joined(paragraphs(test::report(1)), 0, 2);
  articles.push_back(
      article("first", "first.example", report.substr(0, middle) + test::prose(601, 50) + report.substr(middle)));
  articles.push_back(article("teased", "teased.example", report.substr(0, middle) + opening + report.substr(middle)));
  const Outcome o = test::detect(articles);
  EXPECT_TRUE(o.same("teased", "first"));
  EXPECT_EQ(o.story("story-1a").members.size(), 3u);
}

TEST(Excerpt, IsLinkedAndNotMerged) {
  std::vector<Article> articles = four_stories();
  const std::string quote = joined(paragraphs(report(2)), 1, 3);  // 79 words
  articles.push_back(article("column", "column.example", test::prose(77, 250) + quote + test::prose(78, 150)));
  const Outcome o = test::detect(articles);
  expect_apart(o);
  EXPECT_EQ(o.relation("column"), "single");
  EXPECT_TRUE(linked(o, "column", "story-2", "excerpt"));
}

TEST(Excerpt, OfTwentyWordsOrFewerIsNone) {
  std::vector<Article> articles = four_stories();
  articles.push_back(article("column", "column.example",
                             test::prose(77, 250) + "A collision in the past is the better guess, Oduya said.\n"));
  const Outcome o = test::detect(articles);
  expect_apart(o);
  EXPECT_EQ(o.relation("column"), "single");
  for (const char* paper : {"a", "b", "c"}) EXPECT_EQ(o.link("column", std::string("story-2") + paper), "");
}

}  // namespace
}  // namespace newsecho
