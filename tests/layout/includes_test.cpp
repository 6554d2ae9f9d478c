// Includes point one way. Reads every #include line of src/ and include/ and names those that do not.
//
//   a stage    its own folder, base/, public headers of its own and of earlier stages
//   pipeline   its own folder, base/, every public header
//   cli        its own folder, every public header; nothing else of src/
//   a public header   public headers of its own and of earlier stages
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace newsecho {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace fs = std::filesystem;

// In the order of the data; a later stage may know an earlier one.
constexpr std::array<std::string_view, 15> kStages = {"base",   "read",  "normalise", "boilerplate", "shingle",
                                                      "sign",   "index", "verify",    "cluster",     "pipeline",
                                                      "report", "dedup", "evaluate",  "compare",     "cli"};

// A public header belongs to the stage it is named after, except these.
const std::map<std::string_view, std::string_view> kHeaderStages = {
    {"article", "read"}, {"features", "sign"}, {"large", "base"}, {"texts", "base"}, {"version", "base"}};

int rank(std::string_view stage) {
  const auto found = std::find(kStages.begin(), kStages.end(), stage);
  return found == kStages.end() ? -1 : static_cast<int>(found - kStages.begin());
}

// The stage of "newsecho/<name>.h".
std::string_view header_stage(std::string_view header) {
  std::string_view name = header.substr(header.find('/') + 1);
  name = name.substr(0, name.find('.'));
  const auto exception = kHeaderStages.find(name);
  return exception == kHeaderStages.end() ? name : exception->second;
}

bool is_public(std::string_view path) { return path.starts_with("newsecho/"); }

// Returns why `file` may not include `included`, or nothing. `file` counts from src/ or from include/, so a
// public header is "newsecho/sign.h" on either side.
std::string objection(std::string_view file, std::string_view included) {
  if (included.find("..") != std::string_view::npos) return "write the path from src/, not relative to the file";
  const std::string_view own = is_public(file) ? header_stage(file) : file.substr(0, file.find('/'));
  if (rank(own) < 0) return "its stage is not in the order this test knows";

  if (is_public(included)) {
    const std::string_view stage = header_stage(included);
    if (rank(stage) < 0) return "that header's stage is not in the order this test knows";
    const bool knows_all = !is_public(file) && (own == "pipeline" || own == "cli");
    return knows_all || rank(stage) <= rank(own) ? "" : "a later stage's header";
  }
  const std::size_t slash = included.find('/');
  const std::string_view stage = included.substr(0, slash);
  if (slash == std::string_view::npos || rank(stage) < 0) return "";  // of another library, or <compare>
  if (is_public(file)) return "a private header in a public one";
  if (stage == own) return "";
  if (own == "cli") return "the tool knows public headers only";
  return stage == "base" ? "" : "another stage's private header";
}

struct Include {
  std::string file;  // counted from src/ or include/
  int line;
  std::string included;
};

std::vector<Include> includes_below(const fs::path& root) {
  std::vector<Include> includes;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const std::string extension = entry.path().extension();
    if (extension != ".h" && extension != ".cpp" && extension != ".inc") continue;
    std::ifstream in(entry.path());
    int number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      const std::size_t hash = line.find_first_not_of(" \t");
      if (hash == std::string::npos || line[hash] != '#') continue;
      const std::size_t word = line.find_first_not_of(" \t", hash + 1);
      if (word == std::string::npos || line.compare(word, 7, "include") != 0) continue;
      const std::size_t open = line.find_first_of("<\"", word);
      const std::size_t close = line.find_first_of(">\"", open + 1);
      if (open == std::string::npos || close == std::string::npos) continue;
      includes.push_back({fs::relative(entry.path(), root), number, line.substr(open + 1, close - open - 1)});
    }
  }
  return includes;
}

TEST(Includes, PointOneWay) {
  const fs::path source = NEWSECHO_SOURCE_DIR;
  for (const char* root : {"src", "include"}) {
    const std::vector<Include> includes = includes_below(source / root);
    ASSERT_GT(includes.size(), 20u) << "found hardly an #include below " << source / root;
    for (const Include& i : includes) {
      const std::string why = objection(i.file, i.included);
      if (!why.empty())
        ADD_FAILURE() << root << "/" << i.file << ":" << i.line << ": includes " << i.included << ": " << why;
    }
  }
}

TEST(Includes, RuleAllows) {
  EXPECT_THAT(objection("index/bands.cpp", "index/bands.h"), IsEmpty());
  EXPECT_THAT(objection("index/bands.cpp", "base/hash.h"), IsEmpty());
  EXPECT_THAT(objection("index/bands.cpp", "newsecho/index.h"), IsEmpty());
  EXPECT_THAT(objection("index/bands.cpp", "newsecho/sign.h"), IsEmpty());
  EXPECT_THAT(objection("index/bands.cpp", "absl/types/span.h"), IsEmpty());
  EXPECT_THAT(objection("index/bands.cpp", "compare"), IsEmpty());
  EXPECT_THAT(objection("normalise/kernels/scalar.cpp", "normalise/utf8.h"), IsEmpty());
  EXPECT_THAT(objection("pipeline/pipeline.cpp", "newsecho/report.h"), IsEmpty());
  EXPECT_THAT(objection("cli/main.cpp", "newsecho/compare.h"), IsEmpty());
  EXPECT_THAT(objection("cli/main.cpp", "cli/terminal.h"), IsEmpty());
  EXPECT_THAT(objection("newsecho/features.h", "newsecho/sign.h"), IsEmpty());
}

TEST(Includes, RuleRefuses) {
  EXPECT_THAT(objection("index/bands.cpp", "newsecho/verify.h"), HasSubstr("later stage"));
  EXPECT_THAT(objection("index/bands.cpp", "sign/kernels.h"), HasSubstr("another stage's private"));
  EXPECT_THAT(objection("base/hash.h", "newsecho/article.h"), HasSubstr("later stage"));
  EXPECT_THAT(objection("pipeline/pipeline.cpp", "verify/align.h"), HasSubstr("another stage's private"));
  EXPECT_THAT(objection("cli/main.cpp", "base/file.h"), HasSubstr("public headers only"));
  EXPECT_THAT(objection("newsecho/sign.h", "newsecho/index.h"), HasSubstr("later stage"));
  EXPECT_THAT(objection("newsecho/pipeline.h", "newsecho/report.h"), HasSubstr("later stage"));
  EXPECT_THAT(objection("newsecho/sign.h", "base/hash.h"), HasSubstr("private header in a public one"));
  EXPECT_THAT(objection("verify/align.cpp", "../index/bands.h"), HasSubstr("from src/"));
  EXPECT_THAT(objection("verify/align.cpp", "newsecho/service.h"), HasSubstr("not in the order"));
  EXPECT_THAT(objection("service/main.cpp", "newsecho/sign.h"), HasSubstr("not in the order"));
}

}  // namespace
}  // namespace newsecho
