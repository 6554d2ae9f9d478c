// Crawls that make careless pipelines quadratic, or merge everything. Work is asserted by what was counted, not by
// the clock: a candidate is a comparison, and n articles may cost some fixed number of them each.
#include <cctype>

#include "pipeline/crawls.h"
#include "support.h"

namespace newsecho {
namespace {

using test::article;
using test::Outcome;
using test::prose;

std::string number(std::size_t n) { return std::to_string(n); }
std::string site(std::size_t n) { return "s" + number(n) + ".example"; }

// A report with a word put in at `places` places, so that no two copies are equal.
std::string edited(const std::string& text, std::uint64_t seed, std::size_t places) {
  base::SplitMix64 random(seed);
  std::string copy = text;
  for (std::size_t i = 0; i < places; ++i) {
    const std::size_t at = copy.find(' ', i * copy.size() / places + random.next() % 40);
    if (at != std::string::npos) copy.insert(at, " " + test::word(random.next()));
  }
  return copy;
}

// Most comparisons an article may cost. Two hot lists' representatives over 32 bands and its anchors bound it.
constexpr std::uint64_t kPerArticle = 60;

void expect_one_story(std::size_t copies, std::size_t places) {
  const std::string report = prose(1, 120);
  std::vector<Article> articles;
  for (std::size_t i = 0; i < copies; ++i) {
    const auto minute = static_cast<std::int64_t>(i * 7919 % copies);
    articles.push_back(article("copy-" + number(i), site(i), edited(report, i, places), test::kMonday + 60 * minute));
  }
  const Outcome o = test::detect(articles);
  ASSERT_EQ(o.result.stories.size(), 1u);
  EXPECT_EQ(o.result.stories[0].members.size(), copies);
  EXPECT_EQ(o.original("copy-5"), "copy-0") << "the only one of the first minute";
  EXPECT_GE(o.result.counts.candidates, copies - 1);
  EXPECT_LE(o.result.counts.candidates, kPerArticle * copies);
}

TEST(Scale, TwentyThousandCopiesAreOneStory) { expect_one_story(20'000, 1); }

// Too different for one to stand for another: each is compared with representatives only.
TEST(Scale, AThousandCopiesEditedAllOverAreOneStory) { expect_one_story(1'000, 10); }

// Rarity counts stories. Counted in articles nothing of a report printed two hundred times would be rare, and trimmed
// copies would be lost.
TEST(Scale, AReportPrintedOftenKeepsItsRareShingles) {
  const std::string report = prose(1, 400);
  const std::vector<std::string> lines = test::lines_of(report);
  std::vector<Article> articles;
  for (std::size_t i = 0; i < 200; ++i) {
    std::string copy;
    for (std::size_t l = 0; l < lines.size(); ++l) copy += (l + i) % 6 == 0 ? "" : lines[l] + "\n";
    articles.push_back(article("part-" + number(i), site(i), edited(copy, i, 4)));
  }
  articles.push_back(article("whole", "whole.example", report));
  test::add_background(articles, 40);
  EXPECT_EQ(test::detect(articles).story("whole").members.size(), 201u);
}

// The same with figures exchanged, all but each `kept`th, or with kept = 0 only each fifth.
std::string refigured(const std::string& text, std::uint64_t seed, std::size_t kept) {
  base::SplitMix64 random(seed);
  std::string out;
  std::size_t figures = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = std::isdigit(static_cast<unsigned char>(text[i])) != 0 && (i == 0 || text[i - 1] == ' ');
    const bool exchanged = begins && (kept == 0 ? figures % 5 == 0 : figures % kept != 0);
    figures += begins ? 1 : 0;
    if (exchanged) {
      out += number(100 + random.next() % 900);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// Corrections whose figures are others each make a story in the first pass. Were they counted as stories, nothing of
// the report would be rare, and its own corrections would be taken for a form filled in anew.
TEST(Scale, AReportPrintedOftenKeepsItsCorrections) {
  const std::string report = prose(1, 400);
  std::vector<Article> articles;
  for (std::size_t i = 0; i < 200; ++i) {
    articles.push_back(article("copy-" + number(i), site(i), edited(report, i, 3)));
  }
  for (std::size_t i = 0; i < 5; ++i) {
    const std::string id = "corrected-" + number(i);
    articles.push_back(article(id, id + ".example", refigured(edited(report, 300 + i, 6), i, 3)));
  }
  test::add_background(articles, 40);
  EXPECT_EQ(test::detect(articles).story("copy-0").members.size(), 205u);
}

// Five editions, three weeks apart, each with some figures of its own: were they counted as five stories, no wording
// would be rare, and a release printed again could not be told from a form.
TEST(Scale, AReleasePrintedAgainAndAgainIsOneStory) {
  const std::string report = prose(3, 500);
  std::vector<Article> articles;
  for (std::size_t i = 0; i < 5; ++i) {
    const std::string id = "edition-" + number(i);
    const std::int64_t day = test::kMonday + static_cast<std::int64_t>(i) * 21 * 24 * test::kHour;
    articles.push_back(article(id, "wire.example", refigured(edited(report, i, 4), i, 0), day));
    articles.back().title = "Month of the lighthouse begins with open doors";
  }
  test::add_background(articles, 40);
  EXPECT_EQ(test::detect(articles).story("edition-0").members.size(), 5u);
}

TEST(Scale, ExactCopiesAreOneNode) {
  constexpr std::size_t kCopies = 20'000;
  const std::string report = prose(1, 120);
  std::vector<Article> articles;
  for (std::size_t i = 0; i < kCopies; ++i) articles.push_back(article(number(i), site(i), report));
  const Outcome o = test::detect(articles);
  EXPECT_EQ(o.result.stories.size(), 1u);
  EXPECT_EQ(o.result.counts.exact_collapsed, kCopies - 1);
  EXPECT_EQ(o.result.counts.candidates, 0u);
}

TEST(Scale, TenThousandFormLettersStayApart) {
  constexpr std::size_t kLetters = 10'000;
  std::vector<Article> articles;
  base::SplitMix64 random(5);
  const auto fact = [&] { return number(random.next() % 9000 + 1000); };
  const auto name = [&] {
    std::string w = test::word(random.next()) + test::word(random.next());
    w[0] = static_cast<char>(std::toupper(w[0]));
    return w;
  };
  for (std::size_t i = 0; i < kLetters; ++i) {
    const std::string firm = name();
    articles.push_back(article(
        "letter-" + number(i), site(i),
        firm + " today reported financial results for the third quarter ended September 30. Revenue was $" + fact() +
            " million, compared with $" + fact() +
            " million in the same quarter of the year before. Net income came to $" + fact() + " million, or $" +
            number(random.next() % 9) + "." + number(random.next() % 90 + 10) +
            " per diluted share.\n\"We are pleased with our performance in the quarter,\" said " + name() + " " +
            name() + ", chief executive of " + firm + ". \"Our teams in " + name() +
            " continued to execute well against our plan.\"\n" + "The company expects full-year revenue between $" +
            fact() + " million and $" + fact() + " million. A conference call will be held at " +
            number(random.next() % 12 + 1) + ":" + number(random.next() % 50 + 10) +
            " a.m. Eastern time and can be heard at the website of the company.\n" + firm + " employs " + fact() +
            " people at " + number(random.next() % 90 + 10) + " sites and has its seat in " + name() + ".\n"));
  }
  const Outcome o = test::detect(articles);
  EXPECT_EQ(o.result.stories.size(), kLetters);
  EXPECT_LE(o.result.counts.candidates, kPerArticle * kLetters);
  EXPECT_LE(o.result.links.size(), 4 * kLetters);
}

TEST(Scale, OneSiteOfTwentyThousandPagesWithAFooter) {
  constexpr std::size_t kPages = 20'000;
  const std::string footer =
      "\nAll rights reserved by the Harbour Gazette and its suppliers, who may change these terms at any time.\n";
  std::vector<Article> articles;
  for (std::size_t i = 0; i < kPages; ++i) {
    articles.push_back(article("page-" + number(i), "gazette.example", prose(i, 50) + footer));
  }
  const Outcome o = test::detect(articles);
  EXPECT_EQ(o.result.stories.size(), kPages);
  EXPECT_LE(o.result.counts.candidates, kPages);
  EXPECT_GE(o.result.boilerplate.size(), 1u);
  EXPECT_EQ(o.result.boilerplate[0].pages, kPages);
  EXPECT_EQ(o.result.counts.stripped_words, 18 * kPages);
  EXPECT_EQ(o.result.counts.stripped_segments, kPages);
}

TEST(Scale, ALineOnEveryPageOfEverySite) {
  constexpr std::size_t kPages = 5'000;
  const std::string line =
      "We use cookies and similar means to improve this page, to measure it and to show advertisements.\n";
  std::vector<Article> articles;
  for (std::size_t i = 0; i < kPages; ++i)
    articles.push_back(article("page-" + number(i), site(i), line + prose(i, 50)));
  const Outcome o = test::detect(articles);
  EXPECT_EQ(o.result.stories.size(), kPages);
  EXPECT_LE(o.result.counts.candidates, kPages);
  ASSERT_EQ(o.result.boilerplate.size(), 1u);
  EXPECT_EQ(o.result.boilerplate[0].site, "");
}

TEST(Scale, OneArticleOfFiveMegabytes) {
  const std::string book = prose(1, 750'000);
  ASSERT_GT(book.size(), 5'000'000u);
  const std::string chapter = book.substr(2'000'000, 3000);
  std::vector<Article> articles = {article("book", "one.example", book),
                                   article("reprint", "two.example", edited(book, 1, 1000)),
                                   article("chapter", "three.example", chapter)};
  test::add_background(articles, 30);
  const Outcome o = test::detect(articles);
  EXPECT_TRUE(o.same("book", "reprint"));
  EXPECT_LE(o.result.counts.candidates, 10u);
}

TEST(Scale, FiftyThousandLines) {
  constexpr std::size_t kLines = 50'000;
  std::vector<Article> articles;
  for (std::size_t i = 0; i < kLines; ++i) articles.push_back(article(number(i), site(i % 500), prose(i, 8)));
  const Outcome o = test::detect(articles);
  EXPECT_EQ(o.result.stories.size(), kLines);
  EXPECT_LE(o.result.counts.candidates, kLines);
}

}  // namespace
}  // namespace newsecho
