// Crawls too small to learn anything from, articles too short to compare by parts, and pages that are no articles.
#include "pipeline/stories.h"

namespace newsecho {
namespace {

using test::article;
using test::joined;
using test::kHour;
using test::kMonday;
using test::Outcome;
using test::paragraphs;
using test::report;

TEST(Tiny, NoArticle) {
  const Outcome o = test::detect({});
  EXPECT_TRUE(o.result.stories.empty());
  EXPECT_EQ(o.result.scheme_id.rfind("ne2-", 0), 0u);
}

TEST(Tiny, OneArticle) {
  const Outcome o = test::detect({article("only", "one.example", report(0))});
  ASSERT_EQ(o.result.stories.size(), 1u);
  EXPECT_EQ(o.relation("only"), "single");
  EXPECT_EQ(o.assignment("only").agreement, 1000);
  EXPECT_EQ(o.result.counts.candidates, 0u);
}

// The scheme says what changes a signature, the options id what else changes a result; speed is in neither.
TEST(Tiny, OptionsHaveAnId) {
  const auto id = [](auto change) {
    Options options;
    change(options);
    const Result r = test::detect({}, options).result;
    return r.scheme_id + " " + r.options_id;
  };
  const std::string usual = id([](Options&) {});
  EXPECT_NE(usual, id([](Options& o) { o.threshold = 301; }));
  EXPECT_NE(usual, id([](Options& o) { o.window_seconds = 86400; }));
  EXPECT_NE(usual, id([](Options& o) { o.original_rule = "longest"; }));
  EXPECT_NE(usual, id([](Options& o) { o.strip_boilerplate = false; }));
  EXPECT_NE(usual, id([](Options& o) { o.use_alignment = false; }));
  EXPECT_NE(usual, id([](Options& o) { o.shingle_words = 4; }));
  EXPECT_EQ(usual, id([](Options& o) { o.threads = 3; }));
}

TEST(Tiny, OneEmptyArticle) {
  const Outcome o = test::detect({article("empty", "one.example", "")});
  EXPECT_EQ(o.relation("empty"), "junk");
  EXPECT_EQ(o.result.counts.empty, 1u);
}

TEST(Tiny, EmptyArticlesAreNotCopiesOfEachOther) {
  const Outcome o = test::detect({article("a", "one.example", ""), article("b", "two.example", " \n\t"),
                                  article("c", "three.example", "\u200b"), article("d", "four.example", "--- ***")});
  EXPECT_EQ(o.result.stories.size(), 4u);
}

Outcome two(const std::string& first, const std::string& second) {
  return test::detect(
      {article("first", "one.example", first), article("second", "two.example", second, kMonday + kHour)});
}

TEST(Tiny, TwoCopies) {
  const Outcome o = two(report(0), "By our own correspondent\n" + report(0));
  EXPECT_EQ(o.original("second"), "first");
  EXPECT_EQ(o.relation("second"), "copy");
}

TEST(Tiny, TwoOfWhichOneIsAbridged) {
  const Outcome o = two(report(0), joined(paragraphs(report(0)), 0, 3));
  EXPECT_EQ(o.original("second"), "first");
  EXPECT_EQ(o.relation("second"), "abridged");
}

TEST(Tiny, TwoOfWhichOneIsRevised) {
  const Outcome o = two(report(0), test::replaced(report(0), "3.4 million", "5.1 million"));
  EXPECT_EQ(o.original("second"), "first");
  EXPECT_EQ(o.relation("second"), "revision");
}

TEST(Tiny, TwoUnlike) {
  const Outcome o = two(report(0), report(1));
  EXPECT_FALSE(o.same("first", "second"));
  EXPECT_TRUE(o.result.links.empty());
}

TEST(Tiny, TwoOfWhichOneQuotesTheOther) {
  const Outcome o = two(report(2), test::prose(1, 200) + joined(paragraphs(report(2)), 1, 3) + test::prose(2, 200));
  EXPECT_FALSE(o.same("first", "second"));
  EXPECT_EQ(o.link("first", "second"), "excerpt");
}

constexpr char kBrief[] =
    "A tanker ran aground off Gannet Point early on Friday; nobody was hurt, the coastguard said.";

TEST(Briefs, EqualAreOneStory) {
  std::vector<Article> articles = {article("a", "one.example", kBrief), article("b", "two.example", kBrief)};
  test::add_background(articles, 40);
  EXPECT_TRUE(test::detect(articles).same("a", "b"));
}

TEST(Briefs, UnequalStayApart) {
  std::vector<Article> articles = {article("a", "one.example", "Share prices rose 2 percent."),
                                   article("b", "two.example", "Share prices rose 3 percent."),
                                   article("c", "three.example", "Share prices fell 2 percent."),
                                   article("d", "four.example", "Ilse Varden resigned."),
                                   article("e", "five.example", "Peder Losk resigned."),
                                   article("f", "six.example", "Norrey 2, Castrane 1."),
                                   article("g", "seven.example", "Norrey 1, Castrane 2."),
                                   article("h", "eight.example", "Norrey 12, Castrane 1.")};
  test::add_background(articles, 40);
  const Outcome o = test::detect(articles);
  for (const char* id : {"a", "b", "c", "d", "e", "f", "g", "h"}) EXPECT_EQ(o.relation(id), "single") << id;
  EXPECT_EQ(o.result.counts.briefs, 8u);
}

// An id that several articles claim stays with the earliest; no article is lost.
TEST(Ids, Repeated) {
  std::vector<Article> articles;
  for (int i = 0; i < 3; ++i) articles.push_back(article("same", "one.example", report(i), kMonday - i * kHour));
  articles.push_back(article("same#2", "one.example", report(3)));
  Outcome o = test::detect(articles);
  EXPECT_EQ(o.result.counts.duplicate_ids, 2u);
  EXPECT_EQ(o.result.articles[2].id, "same");
  EXPECT_EQ(o.result.articles[1].id, "same#3");
  EXPECT_EQ(o.result.articles[0].id, "same#4");
  EXPECT_EQ(o.result.articles[3].id, "same#2");
}

// Articles with one id, text and date, told apart by nothing but headline and site: their order must not matter.
TEST(Ids, RepeatedByNearlyEqualArticles) {
  std::vector<Article> articles = {article("same", "one.example", report(0)),
                                   article("same", "two.example", report(0))};
  articles[1].title = "Another headline";
  articles[0].url = articles[1].url = "";
  const auto site_of_same = [](const std::vector<Article>& all) {
    const Outcome o = test::detect(all);
    return std::string(o.result.articles[o.at.at("same")].site);
  };
  const std::string once = site_of_same(articles);
  std::swap(articles[0], articles[1]);
  EXPECT_EQ(site_of_same(articles), once);
}

// One notice in place of many reports over many weeks, under the headlines of the reports.
std::vector<Article> cookie_walls(std::size_t n) {
  std::vector<Article> articles;
  for (std::size_t i = 0; i < n; ++i) {
    articles.push_back(article("wall-" + std::to_string(i), "gazette.example",
                               "Please accept cookies to continue reading this page.",
                               kMonday + static_cast<std::int64_t>(i) * 5 * 24 * kHour));
  }
  test::add_background(articles, 40);
  return articles;
}

TEST(Junk, CookieWallsAreNoStory) {
  const Outcome o = test::detect(cookie_walls(9));
  for (int i = 0; i < 9; ++i) {
    const std::string id = "wall-" + std::to_string(i);
    EXPECT_EQ(o.relation(id), "junk");
    EXPECT_EQ(o.story(id).members.size(), 1u);
  }
  EXPECT_EQ(o.result.counts.junk, 9u);
}

// One error page for many addresses of many sites, each crawled under the address's own headline or none.
TEST(Junk, ErrorPagesAreNoStory) {
  std::vector<Article> articles;
  for (std::size_t i = 0; i < 60; ++i) {
    Article a = article("error-" + std::to_string(i), "s" + std::to_string(i % 12) + ".example",
                        "404 Not Found\nThe page you are looking for does not exist or has been moved.",
                        kMonday + static_cast<std::int64_t>(i) * 24 * kHour);
    if (i % 3 == 0) a.title = "";
    articles.push_back(a);
  }
  test::add_background(articles, 40);
  const Outcome o = test::detect(articles);
  for (std::size_t i = 0; i < 60; ++i) EXPECT_EQ(o.relation("error-" + std::to_string(i)), "junk") << i;
  EXPECT_EQ(o.result.stories.front().members.size(), 1u);
}

TEST(Junk, ABriefUnderOneHeadlineIsNone) {
  std::vector<Article> articles = cookie_walls(9);
  for (int i = 0; i < 9; ++i) articles[i].title = "Tanker aground";
  const Outcome o = test::detect(articles);
  EXPECT_EQ(o.relation("wall-3"), "exact");
  EXPECT_EQ(o.story("wall-0").members.size(), 9u);
}

// Copies of a brief come within a day or two; one paper is late.
TEST(Junk, ABriefCopiedInABurstIsNone) {
  std::vector<Article> articles = cookie_walls(9);
  for (int i = 0; i < 8; ++i) articles[i].published.seconds = kMonday + i * 5 * kHour;
  const Outcome o = test::detect(articles);
  EXPECT_EQ(o.relation("wall-8"), "exact");
}

}  // namespace
}  // namespace newsecho
