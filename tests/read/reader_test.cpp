#include "newsecho/read.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <algorithm>
#include <numeric>
#include <thread>

#include "everything.h"

namespace newsecho {
namespace {

using test::as_text;
using test::Folder;
using test::packed;
using test::read_bytes;
using test::read_everything;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string lines(std::size_t n) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i)
    out += "{\"id\":" + std::to_string(i) + ",\"text\":\"text of " + std::to_string(i * i) + "\"}\n";
  return out;
}

TEST(Reader, FilesFollowInTheirOrder) {
  Folder folder;
  const auto e = read_everything(
      {folder.write("b.jsonl", lines(2)), folder.write("a.csv", "text\nrow\n"), folder.write("z.txt", "whole")});
  EXPECT_THAT(e.texts(), ElementsAre("text of 0", "text of 1", "row", "whole"));
  EXPECT_THAT(e.reader->sources(), ElementsAre(folder / "b.jsonl", folder / "a.csv", folder / "z.txt"));
  EXPECT_EQ(e.articles()[2].place.source, 1u);
  EXPECT_EQ(e.articles()[2].place.line, 2u);
  EXPECT_EQ(e.reader->done_bytes(), e.reader->total_bytes());
}

TEST(Reader, StandardInputIsOneOfTheInputs) {
  Folder folder;
  for (const std::string ending : {"", ".gz"}) {
    const std::string path = folder.write("input", packed(ending, lines(3)));
    const int before = ::dup(0), file = ::open(path.c_str(), O_RDONLY);
    ::dup2(file, 0);
    const auto e = read_everything({"-"});
    ::dup2(before, 0);
    ::close(before);
    ::close(file);
    EXPECT_EQ(e.articles().size(), 3u) << ending;
    EXPECT_EQ(e.reader->total_bytes(), 0u);
    EXPECT_THAT(e.record(e.articles()[0].place), HasSubstr("cannot be read twice"));
  }
}

TEST(Reader, SeveralMembersAreOneFile) {
  Folder folder;
  for (const std::string ending : {".gz", ".zst", ".xz"}) {
    // The second member begins inside a line.
    const std::string all = lines(20'000);
    const std::string bytes = packed(ending, all.substr(0, 300'007)) + packed(ending, all.substr(300'007));
    const auto e = read_bytes(folder, "a.jsonl" + ending, bytes);
    EXPECT_EQ(e.articles().size(), 20'000u) << ending;
    EXPECT_THAT(e.skipped(), IsEmpty()) << ending;
    EXPECT_EQ(e.record(e.articles()[15'000].place), "{\"id\":15000,\"text\":\"text of 225000000\"}");
  }
}

TEST(Reader, WhatCameBeforeACutIsKeptAndTheRestIsOneSkippedRecord) {
  Folder folder;
  const std::string after = folder.write("b.jsonl", lines(1));
  for (const std::string name : {"a.jsonl", "a.json", "a.csv"}) {
    std::string all = lines(30'000);
    if (name == "a.json") {
      std::replace(all.begin(), all.end(), '\n', ',');
      all = "[" + all + "{\"text\":\"x\"}]";
    } else if (name == "a.csv") {
      all = "id,text\n";
      for (int i = 0; i < 30'000; ++i) all += std::to_string(i) + ",\"text of " + std::to_string(i * 7) + "\"\n";
    }
    for (const std::string ending : {".gz", ".zst", ".xz"}) {
      const std::string whole = packed(ending, all);
      const auto e = read_everything({folder.write(name + ending, whole.substr(0, whole.size() * 2 / 3)), after});
      EXPECT_GT(e.articles().size(), 10'000u) << name << ending;
      EXPECT_EQ(e.articles().back().place.source, 1u) << "the next file is read";
      ASSERT_EQ(e.skipped().size(), 1u) << name << ending << e.skipped()[0].reason;
      EXPECT_THAT(e.skipped()[0].reason, HasSubstr("truncated")) << name << ending;
      const Place last = e.articles()[e.articles().size() - 2].place;
      EXPECT_GE(e.skipped()[0].place.line, last.line);
      EXPECT_GE(e.skipped()[0].place.offset_bytes, last.offset_bytes + last.size_bytes);
      EXPECT_EQ(e.record(last).size(), last.size_bytes);
    }
  }
}

TEST(Reader, FilesWithoutRecordsAreSkippedWithTheReason) {
  Folder folder;
  folder.write("a.jsonl", "");
  folder.write("b.jsonl", "\n \n");
  folder.write("c.json", "[]");
  folder.write("d.csv", "id,text\n");
  folder.write("e.jsonl.gz", packed(".gz", ""));
  folder.write("f.jsonl", "\xEF\xBB\xBF");
  folder.write("g.json", "{\"articles\": [ ]}");
  const auto e = read_everything({folder.path()});
  EXPECT_THAT(e.articles(), IsEmpty());
  EXPECT_THAT(e.reasons(), ElementsAre("the file is empty", "the file is empty", "the file holds no record",
                                       "the file holds no record", "the file is empty", "the file is empty",
                                       testing::AnyOf("the file holds no record", HasSubstr("no text field"))));
  for (std::size_t i = 0; i < e.skipped().size(); ++i) EXPECT_EQ(e.skipped()[i].place.source, i);
}

TEST(Reader, APictureAmongTheFilesIsSkippedByItself) {
  Folder folder;
  folder.write("a.jsonl", lines(1));
  folder.write("b.txt", std::string("\x89PNG\r\n\x1a\n\0\0", 10));
  folder.write("c.jsonl", lines(1));
  const auto e = read_everything({folder.path()});
  EXPECT_EQ(e.articles().size(), 2u);
  EXPECT_THAT(e.reasons(), ElementsAre("the file is a picture"));
}

TEST(Reader, PlacesOfSeveralFilesGiveTheBytesAgainInAnyOrder) {
  Folder folder;
  const std::string all = lines(5000);
  const auto e = read_everything({folder.write("a.jsonl.gz", packed(".gz", all)), folder.write("b.jsonl", all)});
  ASSERT_EQ(e.articles().size(), 10'000u);
  for (std::size_t i = 0; i < 10'000; i += 1237) {
    const Place p = e.articles()[(i * 7919) % 10'000].place;
    EXPECT_EQ(e.record(p), all.substr(p.offset_bytes, p.size_bytes));
  }
}

TEST(Reader, AFileThatBecameShorterIsToldOf) {
  Folder folder;
  const auto e = read_bytes(folder, "a.jsonl", lines(100));
  folder.write("a.jsonl", "gone");
  EXPECT_THAT(e.record(e.articles()[50].place), HasSubstr("shorter"));
}

TEST(Reader, ChunksAreParsedOnAnyThread) {
  Folder folder;
  auto reader = Reader::open({folder.write("a.jsonl", lines(50'000))}, {.chunk_bytes = 50'000});
  ASSERT_TRUE(reader.ok());
  std::vector<Chunk> chunks;
  for (Chunk chunk; *(*reader)->next(chunk);) chunks.push_back(std::move(chunk));
  ASSERT_GT(chunks.size(), 10u);
  std::vector<std::size_t> found(chunks.size());
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = t; i < chunks.size(); i += 4) found[i] = (*reader)->parse(chunks[i]).articles.size();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::accumulate(found.begin(), found.end(), std::size_t{0}), 50'000u);
  EXPECT_EQ((*reader)->parse(chunks[3]).articles.size(), found[3]) << "the same chunk gives the same batch";
}

TEST(Reader, OpensOnlyWhatIsThere) {
  Folder folder;
  const auto missing = Reader::open({folder / "no.jsonl"}, {});
  EXPECT_EQ(missing.status().code(), absl::StatusCode::kNotFound);
  if (::geteuid() == 0) GTEST_SKIP() << "root may read anything";
  const std::string path = folder.write("a.jsonl", lines(1));
  std::filesystem::permissions(path, std::filesystem::perms::none);
  EXPECT_THAT(std::string(Reader::open({path}, {}).status().message()), HasSubstr("chmod +r"));
}

}  // namespace
}  // namespace newsecho
