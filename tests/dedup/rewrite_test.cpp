#include <gmock/gmock.h>

#include <filesystem>
#include <random>

#include "newsecho/dedup.h"
#include "support.h"
#include "unpack.h"

namespace newsecho {
namespace {

using test::Folder;
using test::slurp;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string kStory =
    "The council voted seven to two on Tuesday night to close the swimming hall at the end of the summer, after three "
    "hours of debate in front of two hundred angry residents who had come with banners and whistles.";
const std::string kOther =
    "A lorry that carried forty tonnes of onions overturned near the harbour early this morning; nobody was hurt, but "
    "the road to the ferries stayed closed until noon and the smell was noticed in the old town.";

std::string line(const std::string& id, const std::string& text, const std::string& published) {
  return "{\"id\": \"" + id + "\",\"text\":\"" + text + "\", \"published\":\"" + published + "\",\"n\": 1.50}\n";
}

absl::StatusOr<Rewritten> rewrite(const std::vector<std::string>& inputs, const DedupOptions& options,
                                  const ReadOptions& read = {}) {
  auto again = Rewriter::open(inputs, read, options);
  if (!again.ok()) return again.status();
  Detector detector(Options{});
  if (absl::Status s = detector.read((*again)->sources(), read); !s.ok()) return s;
  const auto result = detector.finish();
  if (!result.ok()) return result.status();
  return (*again)->write(*result);
}

TEST(Rewrite, KeptRemovedAndUnreadableAreTheWholeInput) {
  Folder folder;
  const std::string late = line("late", kStory, "2026-03-02"), first = line("first", kStory, "2026-03-01"),
                    other = line("other", kOther, "2026-03-01");
  folder.write("a.jsonl", late + "{\"id\": broken\n" + first + other);
  const auto done = rewrite({folder / "a.jsonl"}, {.output = folder / "kept", .removed = folder / "removed"});
  ASSERT_TRUE(done.ok()) << done.status().message();
  EXPECT_EQ(slurp(folder / "kept"), first + other);
  EXPECT_EQ(slurp(folder / "removed"), late);
  EXPECT_EQ(done->articles, 3u);
  EXPECT_EQ(done->kept, 2u);
  EXPECT_EQ(done->removed, 1u);
  EXPECT_EQ(done->unreadable, 1u);
  EXPECT_EQ(done->kept_bytes, first.size() + other.size() - 2);
  EXPECT_EQ(done->removed_bytes, late.size() - 1);
  EXPECT_THAT(folder.names(), ElementsAre("a.jsonl", "kept", "removed")) << "no temporary file stays";
}

TEST(Rewrite, RecordsAreFoundAcrossChunksAndFiles) {
  Folder folder;
  std::mt19937 random(1);
  std::string all;
  for (const std::string name : {"a.jsonl", "b.jsonl", "c.jsonl"}) {
    std::string bytes;
    for (int i = 0; i < 300; ++i) {
      std::string text;
      for (int w = 0; w < 40; ++w) text += "w" + std::to_string(random() % 50'000) + " ";
      bytes += line(name + std::to_string(i), text, "2026-03-01");
    }
    folder.write(name, bytes);
    all += bytes;
  }
  ReadOptions read;
  read.chunk_bytes = 5000;
  const auto done = rewrite({folder.path()}, {.output = folder / "all.out"}, read);
  ASSERT_TRUE(done.ok()) << done.status().message();
  EXPECT_EQ(done->removed, 0u);
  EXPECT_TRUE(slurp(folder / "all.out") == all);
}

TEST(Rewrite, AnnotatingKeepsEverythingAndSaysWhatItIs) {
  Folder folder;
  folder.write("a.csv", "id,published,text\r\nlate,2026-03-02,\"" + kStory + "\"\r\nfirst,2026-03-01,\"" + kStory +
                            "\"\r\nother,2026-03-01,\"" + kOther + "\"");
  const auto done = rewrite({folder / "a.csv"}, {.annotate = true, .output = folder / "kept.csv"});
  ASSERT_TRUE(done.ok()) << done.status().message();
  EXPECT_EQ(done->kept, 3u);
  EXPECT_EQ(slurp(folder / "kept.csv"), "id,published,text,newsecho_story,newsecho_relation\r\nlate,2026-03-02,\"" +
                                            kStory + "\",first,exact\r\nfirst,2026-03-01,\"" + kStory +
                                            "\",first,original\r\nother,2026-03-01,\"" + kOther + "\",other,single\n");
}

TEST(Rewrite, TheNameCompresses) {
  Folder folder;
  const std::string bytes = line("1", kStory, "2026-03-01");
  folder.write("a.jsonl", bytes);
  const std::pair<std::string, std::string (*)(const std::string&)> kinds[] = {
      {"k.gz", test::ungzip}, {"k.zst", test::unzstd}, {"k.xz", test::unxz}};
  for (const auto& [name, unpack] : kinds) {
    ASSERT_TRUE(rewrite({folder / "a.jsonl"}, {.output = folder / name}).ok());
    EXPECT_EQ(unpack(slurp(folder / name)), bytes) << name;
  }
}

TEST(Rewrite, AnInputIsNoOutput) {
  Folder folder;
  const std::string crawl = line("first", kStory, "2026-03-01") + "{broken\n" + line("late", kStory, "2026-03-02");
  folder.write("a.jsonl", crawl);
  std::filesystem::create_symlink(folder / "a.jsonl", folder / "b.jsonl");
  for (const DedupOptions& options :
       {DedupOptions{.output = folder / "a.jsonl"}, DedupOptions{.output = folder / "./a.jsonl"},
        DedupOptions{.output = folder / "b.jsonl"}, DedupOptions{.annotate = true, .output = folder / "a.jsonl"},
        DedupOptions{.output = folder / "kept", .removed = folder / "a.jsonl"}}) {
    const auto done = rewrite({folder / "a.jsonl"}, options);
    EXPECT_THAT(std::string(done.status().message()), HasSubstr("is read, so it cannot be written"));
    EXPECT_EQ(slurp(folder / "a.jsonl"), crawl);
  }
  EXPECT_THAT(folder.names(), ElementsAre("a.jsonl", "b.jsonl"));
}

TEST(Rewrite, WhatEndsItLeavesNothing) {
  Folder folder;
  folder.write("a.jsonl", line("1", kStory, "2026-03-01") + line("2", kOther, "2026-03-01"));
  folder.write("kept", "of an earlier run");
  const DedupOptions options = {.output = folder / "kept", .removed = folder / "removed"};
  DedupOptions cancelled = options;
  cancelled.cancelled = [] { return true; };
  EXPECT_EQ(rewrite({folder / "a.jsonl"}, cancelled).status().code(), absl::StatusCode::kCancelled);
  EXPECT_THAT(folder.names(), ElementsAre("a.jsonl", "kept"));
  EXPECT_EQ(slurp(folder / "kept"), "of an earlier run");

  auto again = Rewriter::open({folder / "a.jsonl"}, {}, options);
  ASSERT_TRUE(again.ok());
  Detector detector(Options{});
  ASSERT_TRUE(detector.read((*again)->sources()).ok());
  const auto result = detector.finish();
  folder.write("a.jsonl", line("1", kStory, "2026-03-01"));
  const auto done = (*again)->write(*result);
  again->reset();
  EXPECT_THAT(std::string(done.status().message()), AllOf(HasSubstr("a.jsonl was changed"), HasSubstr("run again")));
  EXPECT_THAT(folder.names(), ElementsAre("a.jsonl", "kept"));
}

TEST(Rewrite, WhatCannotBeWrittenIsKnownBeforeTheWork) {
  Folder folder;
  folder.write("a.jsonl", line("1", kStory, "2026-03-01"));
  const auto refusal = [&](const DedupOptions& options) {
    return std::string(Rewriter::open({folder / "a.jsonl"}, {}, options).status().message());
  };
  EXPECT_THAT(refusal({.output = folder / "no/such"}), HasSubstr("its folder does not exist"));
  EXPECT_THAT(refusal({.output = folder / "k", .removed = folder / "no/such"}), HasSubstr("its folder does not exist"));
  EXPECT_THAT(refusal({.output = folder / "k", .removed = folder / "k"}), HasSubstr("name two files"));
  EXPECT_THAT(refusal({.output = folder / "k", .removed = folder / "./k"}), HasSubstr("name two files"));
  EXPECT_THAT(folder.names(), ElementsAre("a.jsonl"));
}

}  // namespace
}  // namespace newsecho
