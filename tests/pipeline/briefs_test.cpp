// Texts of a sentence or a headline: equal or nearly equal with equal numbers, or alone; never one big group.
#include <gmock/gmock.h>

#include "pipeline/stories.h"

namespace newsecho {
namespace {

using test::article;
using test::Outcome;

// Headlines as feeds deliver them, in place of texts. No two are one report.
constexpr const char* kHeadlines[] = {
    "Markets close higher as oil prices ease",
    "Markets close lower as oil prices ease",
    "Oil prices ease as markets close higher",
    "Markets close higher as gold prices ease",
    "Police seek witnesses after crash on A9",
    "Police seek witnesses after crash on A7",
    "Police seek witnesses after robbery in Norrey",
    "Police seek witnesses after robbery in Castrane",
    "Norrey beat Castrane 2-1",
    "Norrey beat Castrane 3-1",
    "Castrane beat Norrey 2-1",
    "Weather: sunny spells, highs of 21 degrees",
    "Weather: sunny spells, highs of 17 degrees",
    "Weather: rain later, highs of 17 degrees",
    "Man, 34, dies in fall from scaffolding",
    "Man, 43, dies in fall from scaffolding",
    "Woman, 34, dies in fall from ladder",
    "Council to vote on harbour plan on Tuesday",
    "Council to vote on school plan on Tuesday",
    "Council to vote on harbour plan on Friday",
    "Ilse Varden elected chairwoman of harbour board",
    "Peder Losk elected chairman of harbour board",
    "Bus strike enters third day",
    "Bus strike enters fourth day",
    "Train strike enters third day",
    "Quarterly profit up 12 percent at Hollin Mills",
    "Quarterly profit up 14 percent at Hollin Mills",
    "Quarterly loss at Hollin Mills",
    "Live: follow the latest news as it happens",
    "Photos of the day",
    "Morning briefing",
    "Your letters",
};

std::vector<Article> headlines() {
  std::vector<Article> articles;
  for (const char* headline : kHeadlines) {
    const std::string id = "h" + std::to_string(articles.size());
    articles.push_back(article(id, id + ".example", headline));
  }
  return articles;
}

TEST(Briefs, HeadlinesOfDifferentReportsAreAlone) {
  std::vector<Article> articles = headlines();
  for (const bool in_company : {false, true}) {
    if (in_company) test::add_background(articles, 40);
    const Outcome o = test::detect(articles);
    for (std::size_t i = 0; i < std::size(kHeadlines); ++i) {
      const std::string id = "h" + std::to_string(i);
      EXPECT_EQ(o.relation(id), "single") << kHeadlines[i] << " / " << o.original(id);
    }
  }
}

// What differs is not what is said: quotes, dashes, spaces, capitals, a full stop.
TEST(Briefs, NearlyEqualOnesWithEqualNumbersAreOneStory) {
  const std::pair<const char*, const char*> pairs[] = {
      {"Markets close higher as oil prices ease", "MARKETS CLOSE HIGHER AS OIL PRICES EASE"},
      {"Norrey beat Castrane 2-1", "Norrey beat Castrane 2\u20131."},
      {"\"A quay that may give way is not a quay,\" Varden says",
       "\u2018A quay that may give way is not a quay\u2019, Varden says"},
      {"A tanker carrying 1,200 tonnes of oil ran aground off Gannet Point early on Friday, the coastguard said",
       "A tanker carrying 1200 tonnes of oil ran aground off Gannet Point early on Friday, the coastguard said."},
      {"Two climbers were rescued from the north face of Mount Ellery after a night at minus 14 degrees",
       "UPDATE: Two climbers were rescued from the north face of Mount Ellery after a night at minus 14 degrees"}};
  std::vector<Article> articles = headlines();
  articles.erase(articles.begin(), articles.begin() + 12);  // those of the markets and of the match stand in the pairs
  for (std::size_t i = 0; i < std::size(pairs); ++i) {
    const std::string id = "pair-" + std::to_string(i);
    articles.push_back(article(id + "a", id + "a.example", pairs[i].first));
    articles.push_back(article(id + "b", id + "b.example", pairs[i].second));
  }
  const Outcome o = test::detect(articles);
  for (std::size_t i = 0; i < std::size(pairs); ++i) {
    const std::string id = "pair-" + std::to_string(i);
    EXPECT_TRUE(o.same(id + "a", id + "b")) << pairs[i].first;
    EXPECT_EQ(o.story(id + "a").members.size(), 2u);
  }
}

TEST(Briefs, NearlyEqualOnesWithOtherFactsAreNot) {
  const std::pair<const char*, const char*> pairs[] = {
      {"A tanker carrying 1,200 tonnes of oil ran aground off Gannet Point",
       "A tanker carrying 1,900 tonnes of oil ran aground off Gannet Point"},
      {"A tanker carrying 1,200 tonnes of oil ran aground off Gannet Point",
       "A tanker carrying 1,200 tonnes of oil ran aground off Ravens Point"},
      {"Two climbers rescued from Mount Ellery after a night at minus 14",
       "Two climbers rescued from Mount Ellery after a night at minus 4"},
      {"Shares in Hollin Mills closed at 14.20 crowns, down 3 percent on the day",
       "Shares in Hollin Mills closed at 14.20 crowns, down 6 percent on the day"},
      {"Peder Losk, 61, has been elected chairman of the Glen valley dairy",
       "Maren Oduya, 61, has been elected chairman of the Glen valley dairy"}};
  for (const auto& [first, second] : pairs) {
    const Outcome o = test::detect({article("a", "one.example", first), article("b", "two.example", second)});
    EXPECT_FALSE(o.same("a", "b")) << second;
  }
}

// Two hundred one-line items of a ticker: each its own story, whatever they have in common.
TEST(Briefs, ATickerIsNoStory) {
  constexpr const char* kTowns[] = {"Norrey",    "Castrane", "Glenfarrow", "Ravensgate", "Fairlight",
                                    "Bluffside", "Hollin",   "Ellery",     "Tuvale",     "Wray"};
  constexpr const char* kEvents[] = {"lorry overturns, road closed",    "water main bursts, schools shut",
                                     "two hurt in kitchen fire",        "power back after storm",
                                     "missing dog found in church",     "bridge toll to rise",
                                     "hospital opens new ward",         "thieves take copper from station",
                                     "mayor to step down in May",       "library hours cut",
                                     "ferry runs aground, nobody hurt", "football ground sold",
                                     "beach closed over algae",         "town hall clock stops",
                                     "three arrested after brawl",      "market moves to the quay",
                                     "bakery wins national prize",      "trees felled for tram line",
                                     "snow closes mountain road",       "council bans leaf blowers"};
  std::vector<Article> articles;
  for (const char* town : kTowns) {
    for (const char* event : kEvents) {
      const std::string id = "t" + std::to_string(articles.size());
      articles.push_back(article(id, "ticker.example", std::string(town) + ": " + event,
                                 test::kMonday + static_cast<std::int64_t>(articles.size()) * test::kHour));
    }
  }
  const Outcome o = test::detect(articles);
  EXPECT_EQ(o.result.stories.size(), articles.size());
  EXPECT_EQ(o.result.stories.front().members.size(), 1u);
}

}  // namespace
}  // namespace newsecho
