#include "newsecho/evaluate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.h"

namespace newsecho {
namespace {

using test::Folder;
using testing::HasSubstr;

std::string csv(const std::vector<std::pair<std::string, std::string>>& rows) {
  std::string out = "id,story,relation,score\n";
  for (const auto& [id, story] : rows) out += id + "," + story + ",copy,1.0000\n";
  return out;
}

std::string score(const std::string& assignments, const std::string& labels, int least_confidence = 1) {
  Folder folder;
  auto s =
      evaluate(folder.write("assignments.csv", assignments), folder.write("labels.jsonl", labels), least_confidence);
  return s.ok() ? to_json(*s) : std::string(s.status().message());
}

// Golden: worked out by hand. Found {a b c}{d}{e f}; true {a b}{c d}{e f}: 2 of 4 found pairs are right,
// 2 of 3 true pairs are found; expected 4*3/15 = .8, ARI = (2-.8)/(3.5-.8); B3 P = (2/3+2/3+1/3+1+1+1)/6,
// R = (1+1+.5+.5+1+1)/6.
TEST(Evaluate, StoriesByHand) {
  EXPECT_EQ(score(csv({{"a", "a"}, {"b", "a"}, {"c", "a"}, {"d", "d"}, {"e", "e"}, {"f", "e"}}),
                  R"({"id":"a","story":"1"}
{"id":"b","story":"1"}
{"id":"c","story":"2"}
{"id":"d","story":"2"}
{"id":"e","story":"3"}
{"id":"f","story":"3"}
)"),
            R"({"articles":6,"gold_stories":3,"found_stories":3,"largest":3,"ari":0.4444,"pair_p":0.5,"pair_r":0.6667,)"
            R"("pair_f1":0.5714,"b3_p":0.7778,"b3_r":0.8333,"b3_f1":0.8046,"recall_by_story_size":{"2":0.6667}})");
}

TEST(Evaluate, PerfectAndAllAlone) {
  const std::string labels =
      "{\"id\":\"a\",\"cluster\":1}\n{\"id\":\"b\",\"cluster\":1}\n{\"id\":\"c\",\"cluster\":2}\n";
  EXPECT_THAT(score(csv({{"a", "x"}, {"b", "x"}, {"c", "y"}}), labels), HasSubstr(R"("ari":1.0,"pair_p":1.0)"));
  // No pair found: nothing found is wrong.
  EXPECT_THAT(score(csv({{"a", "x"}, {"b", "y"}, {"c", "z"}}), labels),
              HasSubstr(R"("ari":0.0,"pair_p":1.0,"pair_r":0.0,"pair_f1":0.0)"));
}

TEST(Evaluate, UnlabelledArticlesDoNotCountAndTrapsDo) {
  const std::string found = csv({{"a", "a"}, {"t", "a"}, {"u", "u"}, {"other", "u"}});
  const std::string json = score(found, R"({"id":"a","story":"1","relation":"original"}
{"id":"t","story":"2","relation":"template"}
{"id":"u","story":"3","relation":"junk"}
)");
  EXPECT_THAT(json, HasSubstr(R"("articles":3,"gold_stories":3,"found_stories":2,"largest":2)"));
  EXPECT_THAT(json, HasSubstr(R"("traps":2,"traps_merged":0.5)"));  // u is alone among the labelled
}

TEST(Evaluate, RecallBySize) {
  std::vector<std::pair<std::string, std::string>> rows;
  std::string labels;
  const auto add = [&](const std::string& story, int size, int split) {
    for (int i = 0; i < size; ++i) {
      const std::string id = story + std::to_string(i);
      rows.emplace_back(id, i < split ? story : story + "rest");
      labels += "{\"id\":\"" + id + "\",\"story\":\"" + story + "\"}\n";
    }
  };
  add("p", 2, 2);
  add("q", 2, 1);
  add("m", 9, 9);
  add("n", 10, 5);  // 2 * 10 of 45 pairs
  add("l", 50, 50);
  EXPECT_THAT(score(csv(rows), labels),
              HasSubstr(R"("recall_by_story_size":{"10-49":0.4444,"2":0.5,"3-9":1.0,"50+":1.0})"));
}

constexpr const char* kPairs = R"({"a":"a","b":"b","label":"same","confidence":3}
{"a":"a","b":"c","label":"revision","confidence":2}
{"a":"a","b":"d","label":"template","confidence":3}
{"a":"c","b":"d","label":"background","confidence":1}
{"a":"b","b":"d","label":"unsure"}
)";

TEST(Evaluate, Pairs) {
  const std::string found = csv({{"a", "a"}, {"b", "a"}, {"c", "c"}, {"d", "a"}});
  EXPECT_EQ(
      score(found, kPairs),
      R"({"pairs":4,"tp":1,"fp":1,"fn":1,"tn":1,"f1":0.5,"wrong":{"background":"0/1","revision":"1/1","same":"0/1","template":"1/1"}})");
  EXPECT_THAT(score(found, kPairs, 3), HasSubstr(R"("pairs":2,"tp":1,"fp":1,"fn":0,"tn":0,"f1":0.6667)"));
}

TEST(Evaluate, SaysWhatIsWrong) {
  const std::string found = csv({{"a", "a"}});
  EXPECT_THAT(score(found, ""), HasSubstr("no labels in"));
  EXPECT_THAT(score(found, "{\"id\":\"x\",\"story\":\"1\"}\n{\"id\":\"y\",\"story\":\"1\"}\n"),
              HasSubstr("2 labelled articles have no story, first x"));
  EXPECT_THAT(score(found, kPairs), HasSubstr("5 pair ids have no story, first b"));
  EXPECT_THAT(score(csv({{"a", "a"}, {"a", "b"}}), "{\"id\":\"a\",\"story\":\"1\"}"), HasSubstr("a is assigned twice"));
  EXPECT_THAT(score(found, "{\"id\":\"a\",\"story\":\"1\"}\nbroken"), HasSubstr("line 2: not a JSON object"));
  EXPECT_THAT(score("x,y\n", kPairs), HasSubstr("no columns id and story"));
  EXPECT_THAT(score(found + "b", kPairs), HasSubstr("cut or damaged"));
  EXPECT_THAT(std::string(evaluate("/nowhere/a.csv", "l").status().message()), HasSubstr("/nowhere/a.csv"));
}

}  // namespace
}  // namespace newsecho
