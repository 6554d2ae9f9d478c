#include "report/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "nlohmann/json.hpp"
#include "report/result.h"
#include "support.h"
#include "unpack.h"

namespace newsecho {
namespace {

using nlohmann::json;
using test::Folder;
using testing::ElementsAre;
using testing::HasSubstr;

absl::StatusOr<Detector::Shown> show(std::uint32_t article) {
  return Detector::Shown{"text of " + std::to_string(article), {{0, 4}}};
}

TEST(Files, AreAllThere) {
  Folder folder;
  ReportOptions options;
  options.pairs = true;
  options.command = "newsecho cluster crawl.jsonl -o out";
  options.options_json = R"({"threshold":0.3})";
  ASSERT_TRUE(write_files(test::small_result(), show, folder.path(), options).ok());
  EXPECT_THAT(folder.names(),
              ElementsAre("assignments.csv", "boilerplate.jsonl", "links.jsonl", "pairs.jsonl.zst", "report.html",
                          "run.json", "skipped.jsonl", "stories.jsonl", "texts.jsonl.zst"));
  EXPECT_EQ(test::lines_of(test::slurp(folder / "assignments.csv")).at(0), "id,story,relation,score");
  EXPECT_EQ(test::lines_of(test::slurp(folder / "assignments.csv")).size(), 7u);
  EXPECT_EQ(test::lines_of(test::slurp(folder / "stories.jsonl")).size(), 3u);
  EXPECT_EQ(test::lines_of(test::unzstd(test::slurp(folder / "pairs.jsonl.zst"))).size(), 2u);
  const auto texts = test::lines_of(test::unzstd(test::slurp(folder / "texts.jsonl.zst")));
  ASSERT_EQ(texts.size(), 4u);  // of the one story with copies
  EXPECT_EQ(texts[1], R"({"id":"copy,\"1\"","text":"text of 1","stripped":[[0,4]]})");
  const json run = json::parse(test::slurp(folder / "run.json"));
  EXPECT_EQ(run["command"], options.command);
  EXPECT_DOUBLE_EQ(run["options"]["threshold"], 0.3);
  EXPECT_EQ(run["counts"]["articles"], 6);
  EXPECT_EQ(run["fields"]["text"]["maintext"], 6);
  EXPECT_EQ(run["scheme_id"], "scheme-1");
  EXPECT_EQ(run["stages"][0]["stage"], "read");
  EXPECT_EQ(run["summary"]["republications"], 2);
}

TEST(Files, TextsAreOfTheShownStoriesOnly) {
  Folder folder;
  ReportOptions options;
  options.shown_stories = 0;
  ASSERT_TRUE(write_files(test::small_result(), show, folder.path(), options).ok());
  EXPECT_EQ(test::unzstd(test::slurp(folder / "texts.jsonl.zst")), "");
}

// 3,000 stories of two, a thousand links among them.
Result many_stories() {
  Result r;
  for (std::uint32_t i = 0; i < 6000; ++i) {
    r.articles.push_back(test::article("id-" + std::to_string(i), "site-" + std::to_string(i % 7) + ".example",
                                       "Title " + std::to_string(i / 2), {test::kMarch1 + i, Precision::kTime}));
    r.assignments.push_back(
        {i / 2, i % 2 == 0 ? Relation::kOriginal : Relation::kCopy, static_cast<std::uint16_t>(1000 - i % 500)});
    if (i % 2 == 0) continue;
    Story story;
    story.members = {i - 1, i};
    story.evidence = {Evidence{}, test::evidence(Relation::kCopy, 900)};
    r.stories.push_back(story);
  }
  for (std::uint32_t i = 0; i < 1000; ++i) r.links.push_back({i, 5999 - i, test::evidence(Relation::kExcerpt, 200)});
  return r;
}

TEST(Files, AreTheSameOnAnyNumberOfThreads) {
  const Result result = many_stories();
  Folder one, three;
  ReportOptions options;
  options.pairs = true;
  options.threads = 1;
  ASSERT_TRUE(write_files(result, show, one.path(), options).ok());
  options.threads = 3;
  ASSERT_TRUE(write_files(result, show, three.path(), options).ok());
  ASSERT_EQ(test::lines_of(test::slurp(one / "stories.jsonl")).size(), 3000u);
  for (const std::string& name : one.names()) EXPECT_EQ(test::slurp(one / name), test::slurp(three / name)) << name;
}

TEST(Files, TextsEndWhereThePageHasNoMoreRoom) {
  Folder folder;
  const auto long_text = [](std::uint32_t article) -> absl::StatusOr<Detector::Shown> {
    return Detector::Shown{std::to_string(article) + std::string(40'000, 'x'), {}};
  };
  ASSERT_TRUE(write_files(many_stories(), long_text, folder.path(), {}).ok());
  const std::size_t texts = test::lines_of(test::unzstd(test::slurp(folder / "texts.jsonl.zst"))).size();
  EXPECT_GT(texts, 500u);
  EXPECT_LT(texts, 700u);  // 24 MiB
  const std::string before = test::slurp(folder / "report.html");
  ASSERT_TRUE(write_page(folder.path()).ok());
  EXPECT_TRUE(test::slurp(folder / "report.html") == before);
}

TEST(Files, OldPairsDoNotSurviveARunWithoutThem) {
  Folder folder;
  folder.write("pairs.jsonl.zst", "old");
  ASSERT_TRUE(write_files(test::small_result(), show, folder.path(), {}).ok());
  EXPECT_FALSE(std::filesystem::exists(folder / "pairs.jsonl.zst"));
}

TEST(Files, AFailureLeavesTheFolderAsItWas) {
  Folder folder;
  folder.write("stories.jsonl", "old");
  const Show fails = [](std::uint32_t) { return absl::DataLossError("the crawl is gone"); };
  const absl::Status status = write_files(test::small_result(), fails, folder.path(), {});
  EXPECT_EQ(std::string(status.message()), "the crawl is gone");
  EXPECT_THAT(folder.names(), ElementsAre("stories.jsonl"));
  EXPECT_EQ(test::slurp(folder / "stories.jsonl"), "old");
}

TEST(Files, AnInterruptLeavesTheFolderAsItWas) {
  Folder folder;
  // Whenever it comes: the answer turns true after n questions.
  for (int after = 0; after < 8; ++after) {
    ReportOptions options;
    options.cancelled = [left = after]() mutable { return left-- <= 0; };
    const absl::Status status = write_files(test::small_result(), show, folder.path(), options);
    EXPECT_EQ(status.code(), absl::StatusCode::kCancelled) << after;
    EXPECT_THAT(folder.names(), ElementsAre()) << after;
  }
}

TEST(Files, AFullDiskIsSaidAndNothingIsNamed) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full";
  Folder folder;
  std::filesystem::create_symlink("/dev/full", folder / "links.jsonl");
  const absl::Status status = write_files(test::small_result(), show, folder.path(), {});
  EXPECT_THAT(std::string(status.message()), HasSubstr("disk full"));
  EXPECT_THAT(folder.names(), ElementsAre("links.jsonl"));
}

TEST(Files, AnEmptyResultIsWrittenToo) {
  Folder folder;
  ASSERT_TRUE(write_files(Result{}, show, folder.path(), {}).ok());
  EXPECT_EQ(test::slurp(folder / "assignments.csv"), "id,story,relation,score\n");
  EXPECT_NO_THROW(json::parse(test::slurp(folder / "run.json")));
}

}  // namespace
}  // namespace newsecho
