// What editors do to a report, and what only looks like it: relations, chains, form letters.
#include "pipeline/stories.h"

namespace newsecho {
namespace {

using test::article;
using test::joined;
using test::kHour;
using test::kMonday;
using test::Outcome;
using test::paragraphs;
using test::prose;
using test::replaced;
using test::report;

// A crawl of ordinary size with one pair in it: "first", and "second" an hour later on another site.
Outcome pair(const std::string& first, const std::string& second) {
  std::vector<Article> articles = {article("first", "one.example", first),
                                   article("second", "two.example", second, kMonday + kHour)};
  for (std::size_t n = 1; n < 5; ++n) {
    for (const char* paper : {"a", "b"}) {
      articles.push_back(
          article("other-" + std::to_string(n) + paper, "o" + std::to_string(n) + paper + ".example", report(n)));
    }
  }
  test::add_background(articles, 40);
  return test::detect(articles);
}

TEST(Relations, Exact) {
  const Outcome o = pair(report(0), report(0));
  EXPECT_EQ(o.relation("first"), "original");
  EXPECT_EQ(o.relation("second"), "exact");
  EXPECT_EQ(o.assignment("second").agreement, 1000);
}

TEST(Relations, Copy) {
  std::string copy = replaced(report(0), "voted on Tuesday", "has voted");
  copy = replaced(copy, "Divers found cracks", "Divers discovered cracks");
  const Outcome o = pair(report(0), "By our own correspondent\n" + copy);
  EXPECT_EQ(o.original("second"), "first");
  EXPECT_EQ(o.relation("second"), "copy");
}

TEST(Relations, AbridgedFromTheEnd) {
  const Outcome o = pair(report(0), joined(paragraphs(report(0)), 0, 3));
  EXPECT_EQ(o.original("second"), "first");
  EXPECT_EQ(o.relation("second"), "abridged");
}

TEST(Relations, AbridgedInTheMiddle) {
  const std::vector<std::string> all = paragraphs(report(0));
  const Outcome o = pair(report(0), joined(all, 0, 2) + joined(all, 4, 5));
  EXPECT_EQ(o.original("second"), "first");
  EXPECT_EQ(o.relation("second"), "abridged");
}

// The shorter may come first: the report was extended.
TEST(Relations, ExtendedLater) {
  const Outcome o = pair(joined(paragraphs(report(0)), 0, 3), report(0));
  EXPECT_EQ(o.original("second"), "first");
}

TEST(Relations, RevisionWithCorrectedNumbers) {
  std::string revised = replaced(report(0), "3.4 million", "5.1 million");
  revised = replaced(revised, "14 of the 62", "17 of the 62");
  const Outcome o = pair(report(0), revised);
  EXPECT_EQ(o.original("second"), "first");
  EXPECT_EQ(o.relation("second"), "revision");
}

TEST(Relations, RevisionWithAParagraphMore) {
  const Outcome o =
      pair(report(0), replaced(report(0), "3.4 million", "5.1 million") +
                          "The board will meet the ferry lines again on Friday to agree on timetables.\n");
  EXPECT_EQ(o.original("second"), "first");
  EXPECT_EQ(o.relation("second"), "revision");
}

TEST(Relations, HouseSpellingIsNoRevision) {
  std::string copy = replaced(report(0), "3.4 million", "3.4mn");
  copy = replaced(copy, "\"Nobody wants", "\u201cNobody wants");
  copy = replaced(copy, "comes early,\"", "comes early,\u201d");
  const Outcome o = pair(report(0), copy);
  EXPECT_EQ(o.original("second"), "first");
  EXPECT_EQ(o.relation("second"), "copy");
}

// A report rewritten sentence by sentence, all over: each version is like the next, the first and the last have
// nothing in common.
TEST(Chains, DoNotPutTheUnlikeTogether) {
  constexpr std::size_t kSentences = 42, kVersions = 8, kStep = 6;
  std::vector<std::string> sentences;
  for (std::size_t i = 0; i < kSentences; ++i) sentences.push_back(prose(i, 8));
  std::vector<Article> articles;
  for (std::size_t v = 0; v < kVersions; ++v) {
    const std::string number = std::to_string(v);
    articles.push_back(article("version-" + number, "v" + number + ".example", joined(sentences, 0, kSentences)));
    for (std::size_t i = 0; i < kStep; ++i) {
      const std::size_t next = (v * kStep + i) * 11 % kSentences;  // each once, scattered
      sentences[next] = prose(1000 + next, 8);
    }
  }
  test::add_background(articles, 40);
  const Outcome o = test::detect(articles);
  EXPECT_FALSE(o.same("version-0", "version-7")) << "nothing in common, but in one story through those between";
  std::size_t together = 0;
  for (std::size_t v = 0; v + 1 < kVersions; ++v) {
    together += o.same("version-" + std::to_string(v), "version-" + std::to_string(v + 1)) ? 1 : 0;
  }
  EXPECT_GE(together, 3u) << "neighbours are like each other";
}

TEST(Chains, EveryMemberAgreesWithItsMedoid) {
  for (const int threshold : {300, 500, 800}) {
    Options options;
    options.threshold = static_cast<std::uint16_t>(threshold);
    for (const Story& s : test::detect(test::sample_articles(400), options).result.stories) {
      EXPECT_GE(s.cohesion.least_medoid, threshold);
      EXPECT_GE(s.cohesion.mean_medoid, s.cohesion.least_medoid);
    }
  }
}

std::string weather(const std::string& town, int low, int high, const std::string& wind, int rain) {
  return "Weather for " + town + ": The day begins dry with mist in the valleys. By noon temperatures rise to " +
         std::to_string(high) + " degrees after a low of " + std::to_string(low) + " at dawn. Winds blow from the " +
         wind + " and freshen on the coast towards evening.\nThe chance of rain in " + town + " is " +
         std::to_string(rain) +
         " percent. Drivers should allow for slippery roads on bridges and in shaded places.\nThe outlook for the days "
         "that follow remains unsettled, with more cloud than sun.\n";
}

TEST(Forms, WithOtherFactsStayApart) {
  const char* towns[] = {"Norrey", "Castrane", "Glenfarrow", "Ravensgate", "Fairlight", "Bluffside"};
  const char* winds[] = {"north", "southwest", "east", "west", "northeast", "south"};
  std::vector<Article> articles;
  for (int i = 0; i < 6; ++i) {
    articles.push_back(article(towns[i], std::string(towns[i]) + ".example",
                               weather(towns[i], 3 + i, 11 + 2 * i, winds[i], 15 + 7 * i)));
  }
  test::add_background(articles, 40);
  const Outcome o = test::detect(articles);
  for (const char* town : towns) EXPECT_EQ(o.relation(town), "single") << town;
  EXPECT_EQ(o.link("Norrey", "Ravensgate") + o.link("Norrey", "Castrane") + o.link("Norrey", "Bluffside") +
                    o.link("Norrey", "Fairlight") + o.link("Norrey", "Glenfarrow") ==
                "",
            false)
      << "not linked as a template to any of the others";
}

TEST(Forms, FilledInTheSameWayAreOneStory) {
  std::vector<Article> articles = {article("a", "one.example", weather("Norrey", 3, 11, "north", 15)),
                                   article("b", "two.example", weather("Norrey", 3, 11, "north", 15)),
                                   article("c", "three.example", weather("Castrane", 7, 14, "east", 60))};
  test::add_background(articles, 40);
  const Outcome o = test::detect(articles);
  EXPECT_TRUE(o.same("a", "b"));
  EXPECT_FALSE(o.same("a", "c"));
}

}  // namespace
}  // namespace newsecho
