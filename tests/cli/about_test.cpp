// The manual page and the completions, written from the flags themselves.
#include <gmock/gmock.h>

#include <cstdlib>

#include "run.h"

namespace newsecho {
namespace {

using test::Folder;
using test::lines_of;
using test::Ran;
using test::slurp;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

bool has(const std::string& program) { return std::system(("command -v " + program + " >/dev/null").c_str()) == 0; }

std::string printed(const std::vector<std::string>& words) {
  const Ran r = test::run(words, {});
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_EQ(r.err, "");
  return r.out;
}

// What a shell command prints, errors included.
std::string shell(const Folder& folder, const std::string& command) {
  const std::string out = folder / "printed";
  const int code = std::system(("cd " + folder.path() + " && { " + command + "; } >" + out + " 2>&1").c_str());
  return slurp(out) + (code == 0 ? "" : "(failed)");
}

// Commands and their long flags as the tool's own help lists them.
std::vector<std::pair<std::string, std::vector<std::string>>> everything() {
  std::vector<std::pair<std::string, std::vector<std::string>>> all;
  for (const std::string name : {"cluster", "dedup", "compare", "eval", "report", "fields"}) {
    all.push_back({name, {}});
    for (const std::string& line : lines_of(printed({name, "--help"}))) {
      const std::size_t at = line.find("--");
      if (line.rfind("  -", 0) == 0 && at < 7) all.back().second.push_back(line.substr(at, line.find(' ', at) - at));
    }
    EXPECT_THAT(all.back().second, Contains("--help")) << name;
  }
  return all;
}

TEST(Manual, HasEveryCommandFlagAndExample) {
  std::string page = printed({"--man"});
  for (std::size_t at; (at = page.find("\\-")) != std::string::npos;) page.erase(at, 1);
  for (const auto& [command, flags] : everything()) {
    const std::size_t begin = page.find(".SS newsecho " + command);
    ASSERT_NE(begin, std::string::npos) << command;
    const std::string part = page.substr(begin, page.find("\n.S", begin + 1) - begin);
    for (const std::string& flag : flags) EXPECT_THAT(part, HasSubstr(flag + "\\fR")) << command;
    EXPECT_THAT(part, HasSubstr("Example: ")) << command;
  }
  for (const char* code : {"\n0\n", "\n1\n", "\n2\n", "\n3\n", "\n130\n"}) EXPECT_THAT(page, HasSubstr(code));
}

TEST(Manual, IsReadWithoutComplaint) {
  Folder folder;
  folder.write("newsecho.1", printed({"--man"}));
  if (has("groff")) {
    EXPECT_THAT(shell(folder, "groff -man -Tutf8 -ww -z newsecho.1"), IsEmpty());
  }
  if (!has("man")) GTEST_SKIP() << "no man";
  const std::string page = shell(folder, "MANWIDTH=200 man -l newsecho.1 | col -b");
  EXPECT_THAT(page, AllOf(HasSubstr("newsecho dedup [OPTIONS] INPUT... -o FILE"), HasSubstr("--keep RULE"),
                          HasSubstr("zcat dump.jsonl.gz | newsecho cluster - -o out"), Not(HasSubstr("\\"))));
}

// What bash offers at the end of a line of words, the last of them begun.
std::vector<std::string> offered(const Folder& folder, const std::string& words) {
  return lines_of(shell(folder, "bash -c 'source ./script; COMP_WORDS=(" + words +
                                    "); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _newsecho; printf \"%s\\n\" "
                                    "\"${COMPREPLY[@]}\"'"));
}

TEST(Completion, BashOffersWhatFits) {
  if (!has("bash")) GTEST_SKIP() << "no bash";
  Folder folder;
  folder.write("script", printed({"--completion", "bash"}));
  folder.write("a crawl.jsonl", "");
  std::filesystem::create_directory(folder / "afolder");
  EXPECT_THAT(shell(folder, "bash -n script"), IsEmpty());
  EXPECT_THAT(offered(folder, "newsecho d"), testing::ElementsAre("dedup"));
  EXPECT_THAT(offered(folder, "newsecho --com"), testing::ElementsAre("--completion"));
  EXPECT_THAT(offered(folder, "newsecho --completion z"), testing::ElementsAre("zsh"));
  EXPECT_THAT(offered(folder, "newsecho dedup --an"), testing::ElementsAre("--annotate"));
  EXPECT_THAT(offered(folder, "newsecho dedup --annotate --q"), testing::ElementsAre("--quiet"))
      << "a flag takes no value";
  EXPECT_THAT(offered(folder, "newsecho compare --color a"), testing::ElementsAre("auto", "always"));
  EXPECT_THAT(offered(folder, "newsecho compare --annot"), testing::ElementsAre("")) << "a flag of another command";
  EXPECT_THAT(offered(folder, "newsecho dedup a"), testing::UnorderedElementsAre("a crawl.jsonl", "afolder"));
  EXPECT_THAT(offered(folder, "newsecho cluster -o a"), testing::ElementsAre("afolder")) << "folders only";
  for (const auto& [command, flags] : everything()) {
    for (const std::string& flag : flags) {
      EXPECT_THAT(offered(folder, "newsecho " + command + " " + flag), Contains(flag)) << command;
    }
  }
}

TEST(Completion, OtherShellsReadTheirs) {
  Folder folder;
  const std::string zsh = printed({"--completion", "zsh"}), fish = printed({"--completion", "fish"});
  folder.write("zsh", zsh);
  folder.write("fish", fish);
  for (const auto& [command, flags] : everything()) {
    EXPECT_THAT(zsh, HasSubstr("'" + command + ":")) << command;
    for (const std::string& flag : flags) {
      EXPECT_THAT(zsh, HasSubstr(flag)) << command;
      EXPECT_THAT(
          fish, testing::ContainsRegex("__fish_seen_subcommand_from " + command + "'[^\n]* -l " + flag.substr(2) + " "))
          << command;
    }
  }
  if (has("zsh")) {
    EXPECT_THAT(shell(folder, "zsh -n zsh"), IsEmpty());
  }
  if (has("fish")) {
    EXPECT_THAT(shell(folder, "fish --no-execute fish"), IsEmpty());
  }
}

TEST(Completion, AnUnknownShellIsRefused) {
  const Ran r = test::run({"--completion", "tcsh"}, {});
  EXPECT_EQ(r.code, 2);
  EXPECT_THAT(r.err, HasSubstr("fish"));
}

}  // namespace
}  // namespace newsecho
