// What README.md tells people to type works.
#include <gmock/gmock.h>

#include "furnished.h"
#include "run.h"

namespace newsecho {
namespace {

const std::string kRoot = NEWSECHO_SOURCE_DIR "/";

// The lines of README.md that begin with `word`, four spaces in, without their comments.
std::vector<std::string> commands(const std::string& word) {
  std::vector<std::string> found;
  for (const std::string& line : test::lines_of(test::slurp(kRoot + "README.md"))) {
    if (line.rfind("    " + word, 0) != 0) continue;
    std::string command =
        line.substr(4, line.find(" # ") == std::string::npos ? std::string::npos : line.find(" # ") - 4);
    while (command.ends_with(' ')) command.pop_back();
    found.push_back(command);
  }
  return found;
}

TEST(Readme, ItsCommandsRun) {
  test::Folder folder;
  test::furnish(folder);
  const std::vector<std::string> all = commands("newsecho ");
  EXPECT_GE(all.size(), 5u);
  for (const std::string& command : all) EXPECT_EQ(test::run_shell(folder, command), "") << command;
}

TEST(Readme, WhatItSaysComparePrintsIsWhatIsPrinted) {
  const std::string text = test::slurp(kRoot + "README.md");
  const std::size_t begin = text.find("```\nsame report");
  ASSERT_NE(begin, std::string::npos);
  const std::size_t from = begin + 4;
  const test::Ran r = test::run({"compare", "gazette.json", "evening-post.json"}, {.folder = kRoot + "data/example"});
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_EQ(text.substr(from, text.find("```", from) - from), r.out);
}

TEST(Readme, ItsScriptsAndPagesAreThere) {
  std::vector<std::string> programs = commands("scripts/");
  for (const std::string& bench : commands("bench/")) programs.push_back(bench);
  EXPECT_GE(programs.size(), 2u);
  for (const std::string& line : programs) {
    EXPECT_TRUE(std::filesystem::exists(kRoot + line.substr(0, line.find(' ')))) << line;
  }
  const std::string text = test::slurp(kRoot + "README.md");
  std::size_t links = 0;
  for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 2)) {
    const std::string target = text.substr(at + 2, text.find(')', at) - at - 2);
    if (target.rfind("http", 0) == 0) continue;
    ++links;
    EXPECT_TRUE(std::filesystem::exists(kRoot + target)) << target;
  }
  EXPECT_GT(links, 3u);
}

}  // namespace
}  // namespace newsecho
