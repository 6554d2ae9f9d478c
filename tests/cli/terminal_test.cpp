// What people see on a terminal of their size, and what a file gets instead.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <pty.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "furnished.h"
#include "run.h"

namespace newsecho {
namespace {

using test::Folder;
using test::lines_of;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// Runs the tool on a terminal that many columns wide. Returns all that was written to it.
std::string on_terminal(const std::string& folder, std::vector<std::string> words, std::size_t columns) {
  words.insert(words.begin(), NEWSECHO_TOOL);
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  winsize size{24, static_cast<unsigned short>(columns), 0, 0};
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, &size);
  if (child == 0) {
    ::unsetenv("NO_COLOR");
    ::setenv("TERM", "xterm", 1);
    if (::chdir(folder.c_str()) == 0) ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  std::string out;
  char bytes[4096];
  for (ssize_t n; (n = ::read(terminal, bytes, sizeof bytes)) > 0;) out.append(bytes, static_cast<std::size_t>(n));
  ::close(terminal);
  int status = 0;
  ::waitpid(child, &status, 0);
  return out;
}

// Lines as they stay: what "\r" and "clear the line" wiped out is gone, colours are left out.
std::vector<std::string> shown(const std::string& written) {
  std::vector<std::string> lines(1);
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] == '\x1b') {
      const std::size_t end = written.find_first_of("mK", i);
      if (written[end] == 'K') lines.back().clear();
      i = end;
    } else if (written[i] == '\n') {
      lines.emplace_back();
    } else if (written[i] != '\r') {
      lines.back() += written[i];
    }
  }
  return lines;
}

// Of the characters below those of three bytes and a high first one are two columns wide.
std::size_t columns(const std::string& line) {
  std::size_t columns = 0;
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    columns += byte >= 0xe3 ? 2 : byte < 0x80 || byte >= 0xc0 ? 1 : 0;
  }
  return columns;
}

// One story on three sites, in wide characters, and two records that are none.
void write_crawl(const Folder& folder) {
  const std::string text =
      "市議会は火曜日の夜、三時間に及ぶ議論の末、七対二で市営プールを夏の終わりに閉鎖することを決定した。"
      "住民二百人が横断幕と笛を持って傍聴席に集まり、市長は修理に三百二十万円かかると説明した。";
  std::string crawl;
  for (int i = 0; i < 3; ++i) {
    crawl += "{\"id\":\"" + std::to_string(i) + "\",\"url\":\"https://site" + std::to_string(i) +
             ".example/1\",\"published\":\"2026-03-0" + std::to_string(i + 1) +
             "\",\"title\":\"市議会が市営プールの閉鎖を賛成多数で決定、住民は強く反発し署名活動を続ける方針を示した\","
             "\"text\":\"" +
             text + "\"}\n";
  }
  crawl += "{\"id\":\n{\"title\":\"a record of which nothing can be read because there is no text in it at all\"}\n";
  folder.write("a.jsonl", crawl);
}

class Terminal : public testing::Test {
 protected:
  void SetUp() override {
    const int terminal = ::posix_openpt(O_RDWR);
    if (terminal < 0) GTEST_SKIP() << "no pseudo-terminal here: " << std::strerror(errno);
    ::close(terminal);
  }
};

TEST_F(Terminal, TheSummaryFitsIt) {
  Folder folder;
  write_crawl(folder);
  for (const std::size_t width : {60, 80, 140}) {
    const std::string written = on_terminal(folder.path(), {"cluster", "a.jsonl", "-o", "out"}, width);
    EXPECT_THAT(written, AllOf(HasSubstr("\x1b[1m"), HasSubstr("1 told again"), HasSubstr("市議会")));
    EXPECT_EQ(written.find("site0.example") != std::string::npos, width >= 90) << "the title comes first";
    for (const std::string& line : shown(written)) {
      EXPECT_LE(columns(line), width) << line;
    }
  }
}

TEST_F(Terminal, ProgressIsShownAndWipedOut) {
  Folder folder;
  write_crawl(folder);
  const std::string written = on_terminal(folder.path(), {"cluster", "a.jsonl", "-o", "out"}, 80);
  EXPECT_THAT(written, HasSubstr("\r\x1b[Kreport"));
  for (const std::string& line : shown(written)) EXPECT_THAT(line, Not(testing::StartsWith("report ")));
  EXPECT_THAT(on_terminal(folder.path(), {"cluster", "a.jsonl", "-o", "out", "--quiet"}, 80), testing::IsEmpty());
}

TEST_F(Terminal, AFileGetsNeitherColoursNorProgress) {
  Folder folder;
  write_crawl(folder);
  const test::Ran r = test::run({"cluster", "a.jsonl", "-o", "out"}, {.folder = folder.path()});
  EXPECT_THAT(r.out, AllOf(HasSubstr("1 told again"), Not(HasSubstr("\x1b"))));
  EXPECT_THAT(r.err, AllOf(Not(HasSubstr("\x1b")), Not(HasSubstr("\r"))));
}

TEST_F(Terminal, DedupAndFieldsFitItToo) {
  Folder folder;
  write_crawl(folder);
  for (const std::size_t width : {40, 60, 140}) {
    for (const auto& words :
         {std::vector<std::string>{"dedup", "a.jsonl", "-o", "out.jsonl", "--keep", "site=site1.example"},
          {"fields", "a.jsonl"}}) {
      for (const std::string& line : shown(on_terminal(folder.path(), words, width))) {
        EXPECT_LE(columns(line), width) << words[0] << ": " << line;
      }
    }
  }
}

}  // namespace
}  // namespace newsecho
