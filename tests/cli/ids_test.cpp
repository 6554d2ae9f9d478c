// Every article is assigned once, under an id of its own.
#include <gmock/gmock.h>

#include "nlohmann/json.hpp"
#include "run.h"

namespace newsecho {
namespace {

using test::assigned_ids;
using test::Folder;
using testing::ElementsAre;
using testing::HasSubstr;

test::Ran cluster(const Folder& folder, const std::vector<std::string>& words) {
  std::vector<std::string> line = {"cluster", "-o", "out"};
  line.insert(line.end(), words.begin(), words.end());
  return test::run(line, {.folder = folder.path()});
}

TEST(Ids, OfEqualOnesTheLaterGetANumber) {
  Folder folder;
  const std::string rows[] = {
      R"({"id":"a","text":"later","published":"2026-03-02"})",
      R"({"id":"a","text":"undated"})",
      R"({"id":"a","text":"first","published":"2026-03-01"})",
      R"({"id":"a#2","text":"a name someone chose"})",
      R"({"id":"b","url":"http://x.org/2","text":"by url"})",
      R"({"id":"b","url":"http://x.org/1","text":"by url"})",
      R"({"id":"c","text":"by text, second"})",
      R"({"id":"c","text":"by text, first"})",
  };
  std::string bytes, backwards;
  for (const std::string& row : rows) {
    bytes += row + "\n";
    backwards = row + "\n" + backwards;
  }
  folder.write("a.jsonl", bytes);
  const test::Ran r = cluster(folder, {"a.jsonl"});
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_THAT(assigned_ids(folder / "out"), ElementsAre("a#3", "a#4", "a", "a#2", "b#2", "b", "c#2", "c"));
  EXPECT_THAT(r.out, HasSubstr("4 were there before and got a number"));
  // Whatever the order of the input.
  folder.write("a.jsonl", backwards);
  EXPECT_EQ(cluster(folder, {"a.jsonl"}).code, 0);
  EXPECT_THAT(assigned_ids(folder / "out"), ElementsAre("c", "c#2", "b", "b#2", "a#2", "a", "a#4", "a#3"));
}

TEST(Ids, TheSameFileTwiceIsTwiceTheArticles) {
  Folder folder;
  folder.write("a.jsonl", "{\"id\":\"1\",\"text\":\"one\"}\n{\"id\":\"2\",\"text\":\"two\"}\n");
  EXPECT_EQ(cluster(folder, {"a.jsonl", "a.jsonl"}).code, 0);
  EXPECT_THAT(assigned_ids(folder / "out"), testing::UnorderedElementsAre("1", "2", "1#2", "2#2"));
}

TEST(Ids, EveryArticleIsAssignedOnceInTheOrderOfTheInput) {
  Folder folder;
  std::vector<std::string> expected;
  std::filesystem::create_directory(folder / "crawl");
  for (const std::string name : {"c.jsonl", "a.jsonl", "b.csv"}) {
    std::string bytes = name == "b.csv" ? "id,text\n" : "";
    for (int i = 0; i < 3000; ++i) {
      const std::string id = name + std::to_string(i * 7919 % 3001);
      const std::string text = "article " + std::to_string(i % 40) + " of many that say hardly anything new at all";
      bytes += name == "b.csv" ? id + "," + text + "\n" : nlohmann::json{{"id", id}, {"text", text}}.dump() + "\n";
      expected.push_back(id);
    }
    folder.write("crawl/" + name, bytes);
  }
  std::rotate(expected.begin(), expected.begin() + 3000, expected.end());  // a, b, c: by name
  const test::Ran r = cluster(folder, {"crawl", "--threads", "3"});
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_EQ(assigned_ids(folder / "out"), expected);
}

TEST(Ids, MissingDatesAreCounted) {
  Folder folder;
  folder.write("a.jsonl",
               "{\"id\":\"1\",\"text\":\"one\",\"date\":\"None\"}\n{\"id\":\"2\",\"text\":\"two\"}\n"
               "{\"id\":\"3\",\"text\":\"three\",\"date\":\"2026-03-01\"}\n");
  const test::Ran r = cluster(folder, {"a.jsonl"});
  EXPECT_EQ(r.code, 0);
  EXPECT_THAT(r.err, HasSubstr("date ← date, 2 records without date"));
  EXPECT_THAT(assigned_ids(folder / "out"), ElementsAre("1", "2", "3"));
}

}  // namespace
}  // namespace newsecho
