// The table of traps is true: every trap names tests, and they are there.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

#include "support.h"

namespace newsecho {
namespace {

namespace fs = std::filesystem;

const fs::path kTests = fs::path(NEWSECHO_SOURCE_DIR) / "tests";

// "Suite.Name" of every test in tests/.
std::set<std::string> all_tests() {
  std::set<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(kTests)) {
    if (!entry.path().string().ends_with("_test.cpp")) continue;
    for (const std::string& line : test::lines_of(test::slurp(entry.path()))) {
      const std::size_t open = line.find('('), comma = line.find(", "), close = line.find(')');
      if (line.rfind("T", 0) != 0 || line.find("TEST") == std::string::npos || open > comma || comma > close) continue;
      names.insert(line.substr(open + 1, comma - open - 1) + "." + line.substr(comma + 2, close - comma - 2));
    }
  }
  return names;
}

TEST(Traps, EachHasATest) {
  const std::set<std::string> tests = all_tests();
  ASSERT_GT(tests.size(), 300u);
  std::size_t traps = 0;
  for (const std::string& line : test::lines_of(test::slurp(kTests / "cases/traps.md"))) {
    if (!line.starts_with("| ") || line.starts_with("| trap |")) continue;
    ++traps;
    const std::size_t middle = line.find(" | ");
    ASSERT_NE(middle, std::string::npos) << line;
    std::istringstream names(line.substr(middle + 3, line.rfind(" |") - middle - 3));
    std::size_t named = 0;
    for (std::string name; std::getline(names, name, ',');) {
      name.erase(0, name.find_first_not_of(' '));
      const bool there = name.starts_with("case/") ? fs::exists(kTests / "cases" / name.substr(5) / "expect.json")
                                                   : tests.contains(name);
      EXPECT_TRUE(there) << name << " is no test; " << line;
      ++named;
    }
    EXPECT_GE(named, 1u) << line;
  }
  EXPECT_GE(traps, 35u);
}

}  // namespace
}  // namespace newsecho
