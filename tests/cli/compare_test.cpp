#include <gmock/gmock.h>

#include "nlohmann/json.hpp"
#include "run.h"

namespace newsecho {
namespace {

using test::Folder;
using test::lines_of;
using test::Ran;
using test::slurp;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string kFirst =
    "The council voted seven to two on Tuesday night to close the swimming hall at the end of the summer. ";
const std::string kSecond =
    "Two hundred angry residents had come to the debate with banners, whistles and old towels. ";
const std::string kThird = "The mayor said that the roof alone would cost more than the library and both schools. ";
const std::string kOther =
    "A lorry with forty tonnes of onions overturned near the harbour early this morning, and the road to the ferries "
    "stayed closed until noon while the smell was noticed in the whole of the old town.";

std::string row(const std::string& id, const std::string& published, const std::string& text) {
  return nlohmann::json{
             {"id", id}, {"url", "https://e.org/" + id + published}, {"published", published}, {"text", text}}
             .dump() +
         "\n";
}

Ran compare(const Folder& folder, std::vector<std::string> words, const std::string& in = "") {
  words.insert(words.begin(), "compare");
  return test::run(words, {.folder = folder.path(), .in = in});
}

TEST(CompareCommand, TheVerdictComesFirstAndTheExitCodeSaysItToo) {
  Folder folder;
  folder.write("a.txt", kFirst + kSecond + kThird);
  folder.write("b.txt", kFirst + kSecond);
  folder.write("c.txt", kOther);
  folder.write("a.json", row("x", "2026-03-01", kFirst + kSecond + kThird));
  const Ran same = compare(folder, {"a.txt", "b.txt"});
  EXPECT_EQ(same.code, 0);
  EXPECT_THAT(same.out, StartsWith("same report, abridged: 100 % of B is in A\n  trimmed: "));
  EXPECT_THAT(same.out, AllOf(HasSubstr("agreement"), HasSubstr("[-The mayor said")));
  const Ran different = compare(folder, {"a.txt", "c.txt"});
  EXPECT_EQ(different.code, 1);
  EXPECT_THAT(different.out, StartsWith("different reports: "));
  const Ran record = compare(folder, {"a.txt", "a.json"});
  EXPECT_EQ(record.code, 0);
  EXPECT_THAT(record.out, StartsWith("same report, exact: word for word\n"));
  const Ran piped = compare(folder, {"a.txt", "-"}, kFirst + kSecond);
  EXPECT_EQ(piped.code, 0) << piped.err;
  EXPECT_EQ(compare(folder, {"a.txt", "c.txt", "--quiet"}).out, "");
  EXPECT_EQ(compare(folder, {"a.txt", "c.txt", "--quiet"}).code, 1);
  EXPECT_EQ(compare(folder, {"a.txt", "b.txt", "--threshold", "1"}).code, 0);
}

TEST(CompareCommand, ArticlesOfACrawlAreNamedAsResultsNameThem) {
  Folder folder;
  folder.write("crawl.jsonl", row("a", "2026-03-02", kSecond + kFirst) + row("b", "2026-03-01", kFirst + kSecond) +
                                  row("a", "2026-03-01", kOther) + row("a#2", "2026-03-05", kThird + kFirst));
  folder.write("mine.txt", kOther);
  const auto passages = [&](const std::string& id) {
    const Ran r = compare(folder, {id, "b", "--in", "crawl.jsonl", "--json"});
    const auto json = nlohmann::json::parse(r.out);
    std::string text;
    for (const auto& p : json["passages"]) text += p.value("a", "");
    return text;
  };
  EXPECT_EQ(passages("a"), kOther) << "the first published has the id";
  EXPECT_EQ(passages("a#2"), kThird + kFirst) << "an id of its own";
  EXPECT_EQ(passages("a#3"), kSecond + kFirst) << "numbers pass over ids that exist";
  EXPECT_EQ(passages("https://e.org/a2026-03-02"), kSecond + kFirst);
  EXPECT_EQ(passages("mine.txt"), kOther) << "a file beside the crawl";
  const Ran r = compare(folder, {"a#4", "b", "--in", "crawl.jsonl"});
  EXPECT_EQ(r.code, 2);
  EXPECT_THAT(
      r.err,
      HasSubstr(
          "no article of crawl.jsonl has the id or url a#4; newsecho fields crawl.jsonl shows how its ids look\n"));
}

TEST(CompareCommand, WhatIsNoPairIsRefusedWithTheRemedy) {
  Folder folder;
  folder.write("a.txt", kFirst);
  folder.write("empty.txt", "");
  folder.write("two.jsonl", row("x", "2026-03-01", kFirst) + row("y", "2026-03-01", kFirst));
  const std::pair<std::vector<std::string>, std::string> rows[] = {
      {{"a.txt"}, "B is required"},
      {{"a.txt", "no.txt"}, "no.txt does not exist; check the name, or name the crawl that has this id with --in"},
      {{"a.txt", "empty.txt"}, "empty.txt holds no article; empty.txt:1: the file is empty"},
      {{"a.txt", "two.jsonl"}, "newsecho compare x y --in two.jsonl"},
      {{"p", "q", "--in", "two.jsonl"}, "no article of two.jsonl has the id or url p or q;"},
      {{"x", "q", "--in", "two.jsonl"}, "no article of two.jsonl has the id or url q;"},
      {{"-", "-"}, "standard input can be read once"},
      {{"x", "-", "--in", "-"}, "standard input can be read once"},
      {{"a.txt", "a.txt", "--html", "no/pair.html"}, "cannot write no/pair.html"},
      {{"a.txt", "a.txt", "--color", "red"}, "--color"},
  };
  for (const auto& [words, message] : rows) {
    const Ran r = compare(folder, words);
    EXPECT_EQ(r.code, 2) << message;
    EXPECT_THAT(r.err, HasSubstr(message));
    EXPECT_EQ(r.out, "") << message;
  }
}

TEST(CompareCommand, NothingOfTheTextsActsOnTheTerminal) {
  Folder folder;
  const std::string hostile =
      "\x1b]0;owned\x07 \x1b[2J \x9b"
      "31m \xc2\x9b"
      "31m \u202e \r\b";
  nlohmann::json record = {
      {"id", "x\x1b[2J"}, {"title", "\x1b[2Jtitle\x07"}, {"text", kFirst + "\x1b[2J\x07\xc2\x9b 31m"}};
  folder.write("a.json", record.dump());
  folder.write("b.txt", kFirst + hostile + kSecond);
  for (const std::vector<std::string>& more :
       std::vector<std::vector<std::string>>{{}, {"--all"}, {"--width", "40"}, {"--json"}, {"--color", "always"}}) {
    std::vector<std::string> words = {"a.json", "b.txt"};
    words.insert(words.end(), more.begin(), more.end());
    std::string out = compare(folder, words).out;
    EXPECT_GT(out.size(), 100u);
    if (!more.empty() && more[0] == "--color") {
      EXPECT_THAT(out, HasSubstr("\x1b[3"));
      for (const std::string code :
           {"\x1b[1;4;31m", "\x1b[1;4;32m", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[0m", "\x1b[1m", "\x1b[2m"}) {
        for (std::size_t at; (at = out.find(code)) != std::string::npos;) out.erase(at, code.size());
      }
    }
    for (const char c : out) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20) << int(c);
    EXPECT_THAT(out, AllOf(Not(HasSubstr("\xc2\x9b")), Not(HasSubstr("\x7f"))));
    if (more.empty() || more[0] != "--json") {
      EXPECT_THAT(out, Not(HasSubstr("\u202e")));
    }
  }
}

TEST(CompareCommand, ColoursAreForTerminalsUnlessAskedFor) {
  Folder folder;
  folder.write("a.txt", kFirst + kSecond);
  folder.write("b.txt", kFirst + kThird);
  EXPECT_THAT(compare(folder, {"a.txt", "b.txt"}).out, AllOf(Not(HasSubstr("\x1b")), HasSubstr("[-Two")));
  const std::string coloured = compare(folder, {"a.txt", "b.txt", "--color", "always"}).out;
  EXPECT_THAT(coloured, AllOf(HasSubstr("\x1b[31mTwo"), HasSubstr("\x1b[32mThe mayor"), Not(HasSubstr("[-Two"))));
}

// The columns a line takes, where every character of the texts below is two wide or ASCII.
std::size_t columns(const std::string& line) {
  std::size_t columns = 0;
  for (const char c : line) columns += (c & 0xc0) == 0xc0 ? 2 : (c & 0x80) == 0 ? 1 : 0;
  return columns;
}

TEST(CompareCommand, LinesKeepToTheWidthAndWideCharactersCountTwice) {
  Folder folder;
  folder.write("a.txt",
               "市議会は火曜日に七対二で市営プールの閉鎖を決定した。住民は横断幕と笛を持って集まった。" + kFirst);
  folder.write("b.txt", "市議会は火曜日に七対三で市営プールの閉鎖を決定した。住民は横断幕と笛を持って集まった。" +
                            kFirst + "e.org/" + std::string(300, 'x'));
  for (const std::size_t width : {30, 75, 76, 77, 100, 300}) {
    const std::vector<std::string> lines =
        lines_of(compare(folder, {"a.txt", "b.txt", "--all", "--width", std::to_string(width)}).out);
    const auto begin = std::find(lines.begin(), lines.end(), "");
    const auto figures = std::find(begin + 1, lines.end(), "");
    ASSERT_NE(figures, lines.end());
    ASSERT_GT(lines.end() - figures, 8);
    for (auto line = lines.begin(); line != lines.end(); ++line) {
      EXPECT_LE(columns(*line), width) << *line;
      // The sign between the two texts stands in one column.
      const std::size_t sign = line->find(" | ");
      if (width >= 76 && line > figures && sign != std::string::npos) {
        EXPECT_EQ(columns(line->substr(0, sign)), std::min<std::size_t>(78, (width - 3) / 2)) << *line;
      }
    }
  }
}

TEST(CompareCommand, SentencesFarFromADifferenceAreLeftOut) {
  Folder folder;
  std::string same;
  for (int i = 0; i < 20; ++i) same += "Sentence number " + std::to_string(i) + " is the same in both of them. ";
  folder.write("a.txt", same + kFirst);
  folder.write("b.txt", same + kThird);
  const std::string out = compare(folder, {"a.txt", "b.txt"}).out;
  EXPECT_THAT(out, AllOf(HasSubstr("… 19 equal sentences …"), HasSubstr("number 19"), Not(HasSubstr("number 3"))));
  EXPECT_THAT(compare(folder, {"a.txt", "b.txt", "--all"}).out, AllOf(HasSubstr("number 3"), Not(HasSubstr("…"))));
}

TEST(CompareCommand, WhatOnlyOneHasIsShortened) {
  Folder folder;
  std::string menu;
  for (int i = 0; i < 30; ++i) menu += "Menu entry number " + std::to_string(i) + " of the page\n";
  folder.write("a.txt", kFirst + "\n" + kThird);
  folder.write("b.txt", kFirst + "\n" + menu + kThird);
  const std::string out = compare(folder, {"a.txt", "b.txt"}).out;
  EXPECT_THAT(out, AllOf(HasSubstr("number 2 of"), HasSubstr("… 25 more sentences only in B …"),
                         HasSubstr("number 29 of"), Not(HasSubstr("number 9 of"))));
  EXPECT_THAT(compare(folder, {"a.txt", "b.txt", "--all"}).out, HasSubstr("number 9 of"));
  std::string words;
  for (int i = 0; i < 3000; ++i) words += "word" + std::to_string(i) + " ";
  folder.write("c.txt", kFirst + "\n" + words);
  EXPECT_LT(lines_of(compare(folder, {"a.txt", "c.txt"}).out).size(), 45u) << "one sentence without an end";
}

TEST(CompareCommand, ChangedFactsAreListedAboveAndMarkedBelow) {
  Folder folder;
  std::string revised = kFirst + kSecond;
  revised.replace(revised.find("Tuesday"), 7, "Monday");
  folder.write("a.txt", kFirst + kSecond);
  folder.write("b.txt", revised);
  EXPECT_THAT(compare(folder, {"a.txt", "b.txt"}).out, HasSubstr("Tuesday → Monday"));
  EXPECT_THAT(compare(folder, {"a.txt", "b.txt", "--color", "always"}).out, HasSubstr("\x1b[1;4;31mTuesday"));
}

TEST(CompareCommand, AReaderThatHasSeenEnoughIsNoError) {
  Folder folder;
  folder.write("a.txt", kFirst + kSecond);
  std::string much;
  for (int i = 0; i < 20'000; ++i) much += "Sentence " + std::to_string(i) + " is here. ";
  folder.write("b.txt", much);
  const auto closed_pipe = [] {
    int ends[2];
    return ::pipe(ends) == 0 && ::close(ends[0]) == 0 && ::dup2(ends[1], 1) == 1;
  };
  const Ran same = test::run({"compare", "b.txt", "b.txt", "--all"}, {.folder = folder.path(), .before = closed_pipe});
  EXPECT_EQ(same.code, 141);
  EXPECT_EQ(same.err, "");
  EXPECT_EQ(test::run({"compare", "a.txt", "b.txt", "--all"}, {.folder = folder.path(), .before = closed_pipe}).code, 1)
      << "the answer is known all the same";
}

TEST(CompareCommand, PagesAndJsonAreForOthers) {
  Folder folder;
  folder.write("a.txt", kFirst + kSecond);
  folder.write("b.txt", kFirst + kThird);
  const Ran page = compare(folder, {"a.txt", "b.txt", "--html", "pair.html"});
  EXPECT_THAT(page.out, HasSubstr("pair.html shows both texts"));
  EXPECT_THAT(slurp(folder / "pair.html"), AllOf(StartsWith("<!doctype html>"), HasSubstr("The mayor said")));
  EXPECT_THAT(compare(folder, {"a.txt", "b.txt", "--html", "-"}).out, StartsWith("<!doctype html>"));
  const auto json = nlohmann::json::parse(compare(folder, {"a.txt", "b.txt", "--json"}).out);
  EXPECT_TRUE(json.contains("evidence"));
}

}  // namespace
}  // namespace newsecho
