// What a person types first: help, a wrong word, an example.
#include <gmock/gmock.h>

#include "furnished.h"
#include "run.h"

namespace newsecho {
namespace {

using test::Folder;
using test::lines_of;
using test::Ran;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const char* const kCommands[] = {"cluster", "dedup", "compare", "eval", "report", "fields"};

TEST(Help, IsAskedForInThreeWays) {
  for (const std::string command : kCommands) {
    const std::string help = test::run({command, "--help"}, {}).out;
    EXPECT_EQ(test::run({"help", command}, {}).out, help);
    EXPECT_EQ(test::run({command, "-h"}, {}).out, help);
    EXPECT_THAT(help,
                AllOf(HasSubstr("Usage: newsecho " + command), Not(HasSubstr("REQUIRED")), Not(HasSubstr(":INT"))));
    for (const std::string& line : lines_of(help)) EXPECT_LE(line.size(), 100u) << line;
  }
  EXPECT_EQ(test::run({"help"}, {}).out, test::run({"--help"}, {}).out);
  const Ran nothing = test::run({}, {});
  EXPECT_EQ(nothing.code, 2);
  EXPECT_THAT(nothing.err, HasSubstr("Commands:"));
}

TEST(Help, TheNearestWordIsSuggested) {
  const std::pair<std::vector<std::string>, std::string> rows[] = {
      {{"clutser", "x"}, "there is no command clutser; did you mean cluster?"},
      {{"help", "comapre"}, "there is no command comapre; did you mean compare?"},
      {{"frobnicate"}, "there is no command frobnicate\n"},
      {{"dedup", "x", "--kep", "longest"}, "newsecho dedup has no flag --kep; did you mean --keep?"},
      {{"dedup", "x", "--out=y"}, "newsecho dedup has no flag --out; did you mean --output?"},
      {{"compare", "a", "b", "--colour", "never"}, "newsecho compare has no flag --colour; did you mean --color?"},
      {{"compare", "a", "b", "--annotate"}, "newsecho compare has no flag --annotate\n"},
      {{"cluster", "-x"}, "newsecho cluster has no flag -x"},
      {{"--verison"}, "newsecho has no flag --verison; did you mean --version?"},
  };
  for (const auto& [words, message] : rows) {
    const Ran r = test::run(words, {});
    EXPECT_EQ(r.code, 2) << message;
    EXPECT_THAT(r.err, HasSubstr(message));
    EXPECT_THAT(r.err, HasSubstr("--help teaches how it is used"));
  }
}

TEST(Help, ValuesAreNotTakenForFlags) {
  Folder folder;
  folder.write("a.jsonl", "{\"--body\":\"one two three\"}\n");
  EXPECT_EQ(test::run({"fields", "a.jsonl", "--text-field", "--body"}, {.folder = folder.path()}).code, 0);
  EXPECT_EQ(
      test::run({"cluster", "a.jsonl", "-oout", "--text-field=--body", "--quiet"}, {.folder = folder.path()}).code, 0);
}

TEST(Help, EveryExampleRuns) {
  std::size_t ran = 0;
  for (const std::string command : kCommands) {
    Folder folder;  // its own: examples write over the results of others
    test::furnish(folder);
    bool examples = false;
    std::size_t of_command = 0;
    for (const std::string& line : lines_of(test::run({command, "--help"}, {}).out)) {
      examples = line == "Examples:" || (examples && !line.empty());
      if (!examples || line.rfind("  ", 0) != 0 || line[2] == ' ') continue;
      EXPECT_EQ(test::run_shell(folder, line.substr(2)), "") << line;
      ++of_command;
    }
    EXPECT_GE(of_command, 2u) << command;
    ran += of_command;
  }
  EXPECT_GE(ran, 14u);
}

}  // namespace
}  // namespace newsecho
