// tests/ mirrors src/: a stage's tests stand in the folder of its name.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

namespace newsecho {
namespace {

namespace fs = std::filesystem;

// Folders of tests/ that belong to no stage.
const std::set<std::string> kBesides = {"cases", "fuzz", "layout", "package"};

// Stages without a test so far. Whoever writes the first one takes the name out.
const std::set<std::string> kNotYet = {};

std::set<std::string> folders(const fs::path& root) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(root))
    if (entry.is_directory()) names.insert(entry.path().filename());
  return names;
}

bool has_test(const fs::path& folder) {
  if (!fs::is_directory(folder)) return false;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().filename().string().ends_with("_test.cpp")) return true;
  return false;
}

const fs::path kSource = NEWSECHO_SOURCE_DIR;

TEST(Mirror, TestFoldersAreStages) {
  const std::set<std::string> stages = folders(kSource / "src");
  for (const std::string& name : folders(kSource / "tests"))
    EXPECT_TRUE(stages.contains(name) || kBesides.contains(name))
        << "tests/" << name << " mirrors no folder of src/: move its tests to their stage";
}

TEST(Mirror, StagesHaveTests) {
  const std::set<std::string> stages = folders(kSource / "src");
  ASSERT_TRUE(stages.contains("base"));
  for (const std::string& name : stages) {
    if (kNotYet.contains(name)) continue;
    EXPECT_TRUE(has_test(kSource / "tests" / name)) << "src/" << name << " has no tests/" << name << "/*_test.cpp";
  }
}

TEST(Mirror, NotYetIsTrue) {
  const std::set<std::string> stages = folders(kSource / "src");
  for (const std::string& name : kNotYet) {
    EXPECT_TRUE(stages.contains(name)) << "there is no src/" << name << ": take it out of kNotYet";
    EXPECT_FALSE(has_test(kSource / "tests" / name)) << "tests/" << name << " has tests: take it out of kNotYet";
  }
}

}  // namespace
}  // namespace newsecho
