#include <gmock/gmock.h>

#include "run.h"

namespace newsecho {
namespace {

using test::Folder;
using test::Ran;
using testing::AllOf;
using testing::HasSubstr;

// The commands as the tool's own help lists them.
std::vector<std::string> commands() {
  std::vector<std::string> names;
  bool listed = false;
  for (const std::string& line : test::lines_of(test::run({"--help"}, {}).out)) {
    if (listed && line.rfind("  ", 0) == 0 && line.size() > 2 && line[2] != ' ') {
      names.push_back(line.substr(2, line.find(' ', 2) - 2));
    }
    listed = line == "Commands:" || (listed && line.rfind("  ", 0) == 0);
  }
  return names;
}

TEST(Flags, HelpIsThereForEveryCommand) {
  const std::vector<std::string> names = commands();
  EXPECT_THAT(names, testing::IsSupersetOf({"cluster", "eval", "report", "fields"}));
  for (const std::string& name : names) {
    const Ran r = test::run({name, "--help"}, {});
    EXPECT_EQ(r.code, 0) << name;
    EXPECT_THAT(r.out, AllOf(HasSubstr("Examples:"), HasSubstr("newsecho " + name))) << name;
    EXPECT_EQ(r.err, "") << name;
  }
}

TEST(Flags, VersionNamesItselfOnStandardOutput) {
  const Ran r = test::run({"--version"}, {});
  EXPECT_EQ(r.code, 0);
  EXPECT_THAT(r.out, testing::StartsWith("newsecho 0."));
}

TEST(Flags, WhatIsUnknownIsNamedAndTheCodeIs2) {
  for (const std::string& name : commands()) {
    const Ran r = test::run({name, "--no-such-flag"}, {});
    EXPECT_EQ(r.code, 2) << name;
    EXPECT_NE(r.err, "") << name;
    EXPECT_EQ(r.out, "") << name;
  }
  Folder folder;
  folder.write("a.jsonl", "{\"text\":\"x\"}\n");
  const std::vector<std::string> wrong[] = {
      {},
      {"clutser", "a.jsonl"},
      {"cluster", "a.jsonl"},
      {"cluster", "-o", "out"},
      {"cluster", "a.jsonl", "-o", "out", "--no-such-flag"},
      {"cluster", "a.jsonl", "-o", "out", "--threshold", "2"},
      {"cluster", "a.jsonl", "-o", "out", "--kernel", "mmx"},
      {"cluster", "a.jsonl", "-o", "out", "--window", "soon"},
      {"cluster", "a.jsonl", "-o", "out", "--max-record", "big"},
      {"cluster", "a.jsonl", "-o", "out", "--tmp", "no/such/folder"},
  };
  for (const auto& words : wrong) {
    const Ran r = test::run(words, {.folder = folder.path()});
    EXPECT_EQ(r.code, 2) << testing::PrintToString(words);
    EXPECT_NE(r.err, "") << testing::PrintToString(words);
  }
  EXPECT_THAT(test::run({"cluster", "a.jsonl", "-o", "out", "--no-such-flag"}, {.folder = folder.path()}).err,
              HasSubstr("--no-such-flag"));
  EXPECT_FALSE(std::filesystem::exists(folder / "out")) << "nothing is made before the flags are understood";
}

TEST(Flags, QuietPrintsNothingAndJsonOneObject) {
  Folder folder;
  folder.write("a.jsonl", "{\"text\":\"x\"}\n");
  const Ran quiet = test::run({"cluster", "a.jsonl", "-o", "out", "--quiet"}, {.folder = folder.path()});
  EXPECT_EQ(quiet.code, 0);
  EXPECT_EQ(quiet.out + quiet.err, "");
  const Ran json = test::run({"cluster", "a.jsonl", "-o", "out", "--json"}, {.folder = folder.path()});
  EXPECT_EQ(test::lines_of(json.out).size(), 1u);
  EXPECT_THAT(json.out, testing::StartsWith("{\"articles\":1,"));
}

}  // namespace
}  // namespace newsecho
