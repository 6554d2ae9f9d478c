#include <gmock/gmock.h>
#include <unistd.h>

#include <random>

#include "nlohmann/json.hpp"
#include "run.h"

namespace newsecho {
namespace {

using test::Folder;
using test::lines_of;
using test::Ran;
using test::slurp;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string kStory =
    "The council voted seven to two on Tuesday night to close the swimming hall at the end of the summer, after three "
    "hours of debate in front of two hundred angry residents who had come with banners and whistles.";

std::string line(const std::string& id, const std::string& url, const std::string& published) {
  return "{\"id\":\"" + id + "\",\"url\":\"" + url + "\",\"published\":\"" + published + "\",\"text\":\"" + kStory +
         "\"}\n";
}

const std::string kLate = line("late", "https://a.example.org/1", "2026-03-02");
const std::string kFirst = line("first", "https://b.example.net/1", "2026-03-01");

Ran dedup(const Folder& folder, std::vector<std::string> words, const std::string& in = "") {
  words.insert(words.begin(), "dedup");
  return test::run(words, {.folder = folder.path(), .in = in});
}

TEST(DedupCommand, KeepsWhatItIsAskedTo) {
  Folder folder;
  folder.write("a.jsonl", kLate + kFirst);
  const std::pair<std::string, std::string> rows[] = {
      {"original", kFirst}, {"newest", kLate}, {"site=example.org", kLate}, {"site=example.net", kFirst}};
  for (const auto& [rule, expected] : rows) {
    const Ran r = dedup(folder, {"a.jsonl", "-o", "out", "--keep", rule});
    EXPECT_EQ(r.code, 0) << r.err;
    EXPECT_EQ(slurp(folder / "out"), expected) << rule;
    EXPECT_THAT(r.out, AllOf(HasSubstr("2 articles, 1 story"), HasSubstr("removed      1 (50.0 %)"))) << rule;
  }
  EXPECT_THAT(dedup(folder, {"a.jsonl", "-o", "out", "--keep", "site=example.org"}).out,
              HasSubstr("of the site  1 story kept as example.org had them"));
}

TEST(DedupCommand, StandardOutputIsTheCrawlAlone) {
  Folder folder;
  folder.write("a.jsonl", kLate + kFirst);
  for (const auto& more : {std::vector<std::string>{}, {"--json"}, {"--quiet"}}) {
    std::vector<std::string> words = {"a.jsonl", "-o", "-"};
    words.insert(words.end(), more.begin(), more.end());
    const Ran r = dedup(folder, words);
    EXPECT_EQ(r.code, 0);
    EXPECT_EQ(r.out, kFirst);
    EXPECT_EQ(r.err.empty(), !more.empty() && more[0] == "--quiet") << r.err;
  }
}

TEST(DedupCommand, AFileOnStandardInputIsReadAgain) {
  Folder folder;
  const Ran r = dedup(folder, {"-", "-o", "out", "--removed", "-"}, kLate + kFirst);
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_EQ(slurp(folder / "out"), kFirst);
  EXPECT_EQ(r.out, kLate);
}

// Puts a pipe with these bytes in the place of standard input.
bool pipe_in(const std::string& bytes) {
  int ends[2];
  if (::pipe(ends) != 0) return false;
  if (::fork() == 0) {
    ::close(ends[0]);
    for (std::string_view left = bytes; !left.empty();) {
      const ssize_t n = ::write(ends[1], left.data(), left.size());
      if (n <= 0) break;
      left.remove_prefix(static_cast<std::size_t>(n));
    }
    ::_exit(0);
  }
  ::close(ends[1]);
  return ::dup2(ends[0], 0) == 0;
}

TEST(DedupCommand, APipeIsKeptWhileItIsNeeded) {
  Folder folder;
  std::filesystem::create_directory(folder / "tmp");
  std::string other;
  for (int i = 0; i < 3000; ++i) {
    other += "{\"text\":\"" + std::to_string(i * 7919 % 3001) + " lorry with onions at the harbour " +
             std::to_string(i * 104729 % 3001) + "\"}\n";
  }
  const Ran r = test::run({"dedup", "-", "-o", "-", "--annotate", "--tmp", "tmp"},
                          {.folder = folder.path(), .before = [&] { return pipe_in(kLate + kFirst + other); }});
  EXPECT_EQ(r.code, 0) << r.err;
  const std::vector<std::string> lines = lines_of(r.out);
  ASSERT_EQ(lines.size(), 3002u);
  EXPECT_EQ(nlohmann::json::parse(lines[0])["newsecho_story"], "first");
  EXPECT_EQ(nlohmann::json::parse(lines[0])["newsecho_relation"], "exact");
  EXPECT_EQ(nlohmann::json::parse(lines[2])["newsecho_story"], "-:3") << "named as standard input, not as a copy";
  EXPECT_TRUE(std::filesystem::is_empty(folder / "tmp"));
}

TEST(DedupCommand, UnreadableRecordsAreCountedAndStrictSaysSo) {
  Folder folder;
  folder.write("a.jsonl", kFirst + "{\"id\":\n");
  const Ran r = dedup(folder, {"a.jsonl", "-o", "out"});
  EXPECT_EQ(r.code, 0);
  EXPECT_THAT(r.out, AllOf(HasSubstr("unreadable   1 record, in neither file"), HasSubstr("a.jsonl:2: not JSON")));
  const Ran strict = dedup(folder, {"a.jsonl", "-o", "out", "--strict", "--json"});
  EXPECT_EQ(strict.code, 3);
  const nlohmann::json counts = nlohmann::json::parse(strict.out);
  EXPECT_EQ(counts["articles"], 1);
  EXPECT_EQ(counts["kept"], 1);
  EXPECT_EQ(counts["unreadable"], 1);
  EXPECT_EQ(slurp(folder / "out"), kFirst) << "written all the same";
}

TEST(DedupCommand, WithoutAnyArticleNothingIsWritten) {
  Folder folder;
  folder.write("a.jsonl", "{\"title\":\"x\"}\n");
  const Ran r = dedup(folder, {"a.jsonl", "-o", "out"});
  EXPECT_EQ(r.code, 1);
  EXPECT_THAT(r.err, AllOf(HasSubstr("no article was found"), HasSubstr("nothing was written")));
  EXPECT_THAT(folder.names(), ElementsAre("a.jsonl"));
}

TEST(DedupCommand, WhatCannotWorkIsRefusedWithTheRemedy) {
  Folder folder;
  folder.write("a.jsonl", kFirst);
  folder.write("a.csv", "id,text\n1,x\n");
  folder.write("a.txt", "The council voted.");
  const std::pair<std::vector<std::string>, std::string> rows[] = {
      {{"a.jsonl", "a.csv", "-o", "out"}, "a.jsonl holds JSON and a.csv a table"},
      {{"a.txt", "-o", "out"}, "a.txt is a plain text"},
      {{"a.jsonl", "-o", "no/out"}, "cannot write no/out: its folder does not exist"},
      {{"a.jsonl", "-o", "out", "--removed", "out"}, "name two files"},
      {{"a.jsonl", "-o", "out", "--keep", "best"}, "best is no rule"},
      {{"a.jsonl", "-o", "out", "--annotate", "--removed", "x"}, "--removed"},
      {{"a.jsonl"}, "--output"},
  };
  for (const auto& [words, message] : rows) {
    const Ran r = dedup(folder, words);
    EXPECT_EQ(r.code, 2) << message;
    EXPECT_THAT(r.err, HasSubstr(message));
  }
  EXPECT_THAT(folder.names(), ElementsAre("a.csv", "a.jsonl", "a.txt"));
}

TEST(DedupCommand, AnInterruptedRunLeavesNothingAndEndsWith130) {
  Folder folder;
  std::mt19937 random(3);
  std::string bytes;
  for (int i = 0; i < 40'000; ++i) {
    bytes += "{\"text\":\"";
    for (int w = 0; w < 150; ++w) bytes += "w" + std::to_string(random() % 50'000) + " ";
    bytes += "\"}\n";
  }
  folder.write("a.jsonl", bytes);
  folder.write("out", "of an earlier run");
  int interrupted = 0;
  for (const int ms : {30, 400, 1200}) {
    const Ran r = test::run({"dedup", "a.jsonl", "-o", "out", "--removed", "copies"},
                            {.folder = folder.path(), .signal = SIGINT, .signal_after_ms = ms});
    if (r.code == 0) continue;  // a very fast machine
    ++interrupted;
    EXPECT_EQ(r.code, 130) << r.err;
    EXPECT_THAT(r.err, HasSubstr("interrupted; nothing was written"));
    EXPECT_THAT(folder.names(), ElementsAre("a.jsonl", "out"));
    EXPECT_EQ(slurp(folder / "out"), "of an earlier run");
  }
  EXPECT_GT(interrupted, 0);
}

}  // namespace
}  // namespace newsecho
