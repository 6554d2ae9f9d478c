// Words that must not mix: an index finds candidates, verification makes relations, clustering makes stories.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "support.h"

namespace newsecho {
namespace {

namespace fs = std::filesystem;

// Lines of a file that hold a word in any case.
std::vector<std::string> lines_with(const fs::path& file, const std::string& word) {
  std::vector<std::string> found;
  for (const std::string& line : test::lines_of(test::slurp(file))) {
    std::string small = line;
    std::transform(small.begin(), small.end(), small.begin(), [](unsigned char c) { return std::tolower(c); });
    if (small.find(word) != std::string::npos) found.push_back(line);
  }
  return found;
}

// What was only proposed is no duplicate, in names, comments and messages of all that comes before verification.
TEST(Words, ACandidateIsNeverCalledADuplicate) {
  const fs::path source = NEWSECHO_SOURCE_DIR;
  std::vector<fs::path> files = {source / "include/newsecho/index.h", source / "include/newsecho/sign.h"};
  for (const char* stage : {"index", "sign", "shingle"}) {
    for (const auto& entry : fs::directory_iterator(source / "src" / stage)) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
  }
  ASSERT_GT(files.size(), 20u);
  std::size_t denied = 0;
  for (const fs::path& file : files) {
    for (const std::string& line : lines_with(file, "duplicate")) {
      const bool denies = line.find("never a duplicate") != std::string::npos;
      EXPECT_TRUE(denies) << file << ": " << line;
      denied += denies ? 1 : 0;
    }
  }
  EXPECT_GE(denied, 1u) << "the index says no more what a candidate is not";
}

}  // namespace
}  // namespace newsecho
