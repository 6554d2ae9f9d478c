// Each option of the pipeline does what it says, and what a result claims it can show.
#include <gmock/gmock.h>

#include <algorithm>
#include <set>

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

// A report, a shorter copy a day earlier, and one ten days later.
std::vector<Article> three() {
  std::vector<Article> articles = {
      article("full", "one.example", report(0)),
      article("early", "two.example", joined(paragraphs(report(0)), 0, 4), kMonday - 24 * kHour),
      article("late", "three.example", "By our own desk\n" + report(0), kMonday + 240 * kHour)};
  test::add_background(articles, 30);
  return articles;
}

TEST(Options, OriginalRule) {
  EXPECT_EQ(test::detect(three()).original("late"), "early");
  Options options;
  options.original_rule = "longest";
  EXPECT_EQ(test::detect(three(), options).original("early"), "late");
}

TEST(Options, WindowKeepsApartWhatIsFarApart) {
  Options options;
  options.window_seconds = 3 * 24 * kHour;
  const Outcome o = test::detect(three(), options);
  EXPECT_TRUE(o.same("full", "early"));
  EXPECT_FALSE(o.same("full", "late"));
  EXPECT_TRUE(test::detect(three()).same("full", "late"));
}

// Equal articles are compared as one: it has the date of the earliest, whatever their ids.
TEST(Options, WindowCountsFromTheEarliestOfEqualArticles) {
  std::vector<Article> articles = {
      article("z-first", "one.example", report(0)), article("a-late", "two.example", report(0), kMonday + 240 * kHour),
      article("edited", "three.example", "By our own desk\n" + report(0), kMonday + kHour)};
  test::add_background(articles, 30);
  Options options;
  options.window_seconds = 3 * 24 * kHour;
  EXPECT_TRUE(test::detect(articles, options).same("z-first", "edited"));
}

TEST(Options, ThresholdIsTheLeastAgreement) {
  std::vector<Article> articles = three();
  Options options;
  options.threshold = 1000;
  for (const Story& s : test::detect(articles, options).result.stories) {
    for (const Evidence& e : s.evidence) EXPECT_EQ(e.agreement, 1000);
  }
}

TEST(Options, KeepPairsKeepsWhatWasVerified) {
  Options options;
  EXPECT_TRUE(test::detect(three(), options).result.pairs.empty());
  options.keep_pairs = true;
  const Outcome o = test::detect(three(), options);
  EXPECT_EQ(o.result.pairs.size(), 3u);
  for (const Link& p : o.result.pairs) EXPECT_NE(p.evidence.channels, 0) << "which channel proposed it";
}

// Nothing is decided otherwise because someone wants to see every pair.
TEST(Options, KeepPairsChangesNothingElse) {
  Options options;
  const std::vector<Article> articles = test::sample_articles(2000);
  const Outcome plain = test::detect(articles, options);
  options.keep_pairs = true;
  const Outcome kept = test::detect(articles, options);
  ASSERT_EQ(kept.result.stories.size(), plain.result.stories.size());
  for (std::size_t i = 0; i < plain.result.stories.size(); ++i) {
    EXPECT_EQ(kept.result.stories[i].members, plain.result.stories[i].members);
    EXPECT_EQ(kept.result.stories[i].evidence, plain.result.stories[i].evidence);
  }
  const auto links = [](const Outcome& o) {
    std::vector<std::tuple<std::uint32_t, std::uint32_t, Evidence>> all;
    for (const Link& l : o.result.links) all.emplace_back(l.a, l.b, l.evidence);
    return all;
  };
  EXPECT_EQ(links(kept), links(plain));
  EXPECT_GE(kept.result.pairs.size(), plain.result.counts.candidates);
}

// Beside the candidates the grouping asks for pairs of its own; these say so, and are told from what was proposed.
TEST(Options, KeepPairsNamesTheChannelOfEachPair) {
  Options options;
  options.keep_pairs = true;
  const Outcome o = test::detect(test::sample_articles(2000), options);
  std::size_t asked = 0;
  for (const Link& p : o.result.pairs) {
    EXPECT_NE(p.evidence.channels, 0) << o.result.articles[p.a].id << ", " << o.result.articles[p.b].id;
    asked += p.evidence.channels == kAsked ? 1 : 0;
  }
  EXPECT_GT(asked, 0u);
}

// All that decided is there: equal articles, which are compared as one, but not equal pages without a report.
TEST(Options, KeepPairsKeepsEqualArticlesToo) {
  std::vector<Article> articles = three();
  articles.push_back(article("again", "four.example", report(0), kMonday + 5 * kHour));
  for (int i = 0; i < 5; ++i) {
    articles.push_back(article("wall-" + std::to_string(i), "w.example", "Please accept cookies to read on.",
                               kMonday + i * 240 * kHour));
  }
  Options options;
  options.keep_pairs = true;
  const Outcome o = test::detect(articles, options);
  EXPECT_EQ(o.relation("wall-3"), "junk");
  EXPECT_EQ(o.result.pairs.size(), 4u);
  const auto exact = std::find_if(o.result.pairs.begin(), o.result.pairs.end(),
                                  [](const Link& p) { return p.evidence.channels == kExactBody; });
  ASSERT_NE(exact, o.result.pairs.end());
  EXPECT_EQ(std::set({exact->a, exact->b}), std::set({o.at.at("again"), o.at.at("full")}));
  EXPECT_EQ(exact->evidence.relation, Relation::kExact);
  EXPECT_EQ(exact->evidence.seconds_apart, 5 * kHour);
}

TEST(Options, WithoutBoilerplateNothingIsStripped) {
  Options options;
  options.strip_boilerplate = false;
  const Outcome o = Outcome(test::detect(test::sample_articles(300), options));
  EXPECT_TRUE(o.result.boilerplate.empty());
  EXPECT_EQ(o.result.counts.stripped_words, 0u);
}

TEST(Options, OnePassKnowsNoStoryFrequency) {
  Options options;
  EXPECT_NE(test::detect(three(), options).result.story_frequency_id, "");
  options.second_pass = false;
  const Outcome o = test::detect(three(), options);
  EXPECT_EQ(o.result.story_frequency_id, "");
  EXPECT_EQ(o.result.counts.reverified, 0u);
}

TEST(Options, CancelledRunsEnd) {
  Options options;
  options.cancelled = [] { return true; };
  Detector detector(options);
  for (const Article& a : three()) ASSERT_TRUE(detector.add(a).ok());
  EXPECT_EQ(detector.finish().status().code(), absl::StatusCode::kCancelled);
}

TEST(Options, ASpoolThatCannotBeMadeIsAnErrorWithARemedy) {
  Options options;
  options.spool_bytes = 1;
  options.tmp = "/nowhere/at/all";
  Detector detector(options);
  const absl::Status s = detector.add(article("a", "one.example", report(0)));
  EXPECT_FALSE(s.ok());
  EXPECT_THAT(std::string(s.message()),
              testing::AllOf(testing::HasSubstr("/nowhere/at/all"), testing::HasSubstr("--tmp")));
}

TEST(Options, EvidenceSaysHowFarApartTheArticlesAre) {
  std::vector<Article> articles = three();
  articles.push_back(article("again", "four.example", report(0), kMonday + 5 * kHour));
  const Outcome o = test::detect(articles);
  const Story& s = o.story("early");
  for (std::size_t i = 1; i < s.members.size(); ++i) {
    const std::int64_t first = o.result.articles[s.original()].published.seconds;
    EXPECT_EQ(s.evidence[i].seconds_apart, o.result.articles[s.members[i]].published.seconds - first);
  }
}

TEST(Options, NoTwoArticlesAreOneStoryWithoutEvidence) {
  const Outcome o = test::detect(test::sample_articles(600));
  for (const Story& s : o.result.stories) {
    for (std::size_t i = 1; i < s.members.size(); ++i) {
      EXPECT_GT(s.evidence[i].common, 0u);
      EXPECT_NE(reason(s.evidence[i]), "");
      EXPECT_EQ(s.evidence[i].agreement, o.result.assignments[s.members[i]].agreement);
    }
  }
  for (const Link& l : o.result.links) EXPECT_TRUE(links(l.evidence.relation));
}

}  // namespace
}  // namespace newsecho
