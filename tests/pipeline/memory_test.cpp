// A bound on memory: kept with the same results, or refused with what would do.
#include "pipeline/memory.h"

#include <gmock/gmock.h>

#include "cli/run.h"
#include "pipeline/crawls.h"

namespace newsecho {
namespace {

using test::Folder;
using test::Ran;
using testing::AllOf;
using testing::HasSubstr;

constexpr std::uint64_t kMega = 1u << 20;

TEST(Memory, WithoutABoundTheSpoolHasItsOwn) {
  Options options;
  options.spool_bytes = 20 * kMega;
  const pipeline::MemoryPlan plan = pipeline::plan_memory(options);
  EXPECT_EQ(plan.spool_bytes, 4 * kMega);
  EXPECT_EQ(plan.records_bytes, 16 * kMega);
  EXPECT_EQ(plan.rare_bytes, 5 * kMega);
}

TEST(Memory, WhatCanLieInTheFileTakesLittleOfABound) {
  Options options;
  options.memory_bytes = 320 * kMega;
  const pipeline::MemoryPlan plan = pipeline::plan_memory(options);
  EXPECT_EQ(plan.spool_bytes + plan.records_bytes + plan.rare_bytes, 0u);
  EXPECT_LE(plan.arrays_bytes, 32 * kMega);
}

TEST(Memory, TheBoundThatIsAskedForSuffices) {
  for (const std::uint64_t articles : {1u, 1'000u, 1'000'000u}) {
    const pipeline::CrawlSize size{articles, articles * 2'000};
    Options options;
    options.memory_bytes = pipeline::least_memory(4, size);
    EXPECT_TRUE(pipeline::check_memory(options, 4, size, size).ok()) << articles;
    --options.memory_bytes;
    EXPECT_EQ(pipeline::check_memory(options, 4, size, size).code(), absl::StatusCode::kResourceExhausted) << articles;
  }
}

TEST(Memory, ABoundTooSmallIsRefusedWithTheLeast) {
  Options options;
  options.memory_bytes = kMega;
  Detector detector(options);
  ASSERT_TRUE(detector.add({.id = "a", .text = "One article."}).ok());
  const absl::StatusOr<Result> result = detector.finish();
  EXPECT_EQ(result.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(result.status().message()),
              AllOf(HasSubstr("cannot be held to 1M"), HasSubstr("1 article with"), HasSubstr("--memory ")));
}

TEST(Memory, WhatIsExpectedDecidesWhenItIsFarTooMuch) {
  Options options;
  options.memory_bytes = pipeline::least_memory(2, {800, 800 * kMega});
  const pipeline::CrawlSize read{100, 100 * kMega};
  EXPECT_TRUE(pipeline::check_memory(options, 2, read, {3'000, 3'000 * kMega}).ok());
  const absl::Status refused = pipeline::check_memory(options, 2, read, {4'000, 4'000 * kMega});
  EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(refused.message()), HasSubstr("about 4000 articles with 4000 MB of text"));
  // What was read is known, though.
  EXPECT_FALSE(pipeline::check_memory(options, 2, {1'000, 1'000 * kMega}, {1'000, 1'000 * kMega}).ok());
}

TEST(Memory, ALongRecordIsRefusedBeforeItIsTakenApart) {
  Folder folder;
  folder.write("a.jsonl", R"({"id":"a","text":")" + std::string(8 * kMega, 'x') + "\"}\n");
  const Ran r = test::run({"cluster", "a.jsonl", "-o", "out", "--memory", "128M"}, {.folder = folder.path()});
  EXPECT_EQ(r.code, 2);
  EXPECT_THAT(r.err, AllOf(HasSubstr("a record of 9 MB among them"), HasSubstr("--max-record")));
  EXPECT_EQ(test::run({"cluster", "a.jsonl", "-o", "out", "--memory", "512M"}, {.folder = folder.path()}).code, 0);
}

// Many one-line articles: that they will not fit is known long before their end.
TEST(Memory, ARunThatWillNotFitIsRefusedAfterItsFirstMegabytes) {
  Folder folder;
  std::string crawl;
  for (int i = 0; i < 400'000; ++i)
    crawl += R"({"id":")" + std::to_string(i) +
             R"(","text":"A line of text."})"
             "\n";
  folder.write("a.jsonl", crawl);
  const Ran r =
      test::run({"cluster", "a.jsonl", "-o", "out", "--memory", "64M", "--threads", "2"}, {.folder = folder.path()});
  EXPECT_EQ(r.code, 2);
  EXPECT_THAT(r.err, AllOf(HasSubstr("cannot be held to 64M"), HasSubstr("--memory ")));
  EXPECT_THAT(r.err, HasSubstr("about ")) << "it was read to its end";
  EXPECT_TRUE(std::filesystem::is_empty(folder / "out"));
}

// So tight that texts, tokens and records lie in files and few articles are held ready.
TEST(Memory, ABoundChangesNoFile) {
  Folder folder;
  std::vector<std::uint64_t> peaks;
  for (const std::vector<std::string>& bound : {std::vector<std::string>{}, {"--memory", "64M"}}) {
    const std::string out = folder / (bound.empty() ? "free" : "bound");
    std::vector<std::string> words = {"cluster", test::kSample, "-o", out, "--quiet", "--pairs", "--threads", "1"};
    words.insert(words.end(), bound.begin(), bound.end());
    const Ran r = test::run(words, {});
    ASSERT_EQ(r.code, 0) << r.err;
    peaks.push_back(r.peak_bytes);
  }
#ifndef NEWSECHO_SANITIZED  // whose shadow memory counts as well
  EXPECT_LE(peaks[1], 64 * kMega);
  EXPECT_LE(peaks[1], peaks[0] - 4 * kMega) << "what can lie in files stayed in memory";
#endif
  for (const char* file : {"assignments.csv", "stories.jsonl", "links.jsonl", "boilerplate.jsonl", "skipped.jsonl",
                           "texts.jsonl.zst", "pairs.jsonl.zst"}) {
    EXPECT_TRUE(test::slurp(folder / (std::string("free/") + file)) ==
                test::slurp(folder / (std::string("bound/") + file)))
        << file;
  }
}

}  // namespace
}  // namespace newsecho
