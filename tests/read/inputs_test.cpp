#include "read/inputs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.h"

namespace newsecho {
namespace {

using read::expand;
using test::Folder;
using testing::ElementsAre;
using testing::HasSubstr;

std::string failure(const std::vector<std::string>& inputs) {
  const auto found = expand(inputs);
  return found.ok() ? "" : std::string(found.status().message());
}

TEST(Inputs, FilesStayInTheirOrder) {
  Folder folder;
  const std::string b = folder.write("b.jsonl", "12345"), a = folder.write("a.any", "123");
  const auto found = expand({b, a, b});
  ASSERT_TRUE(found.ok());
  EXPECT_THAT(found->files, ElementsAre(b, a, b));
  EXPECT_EQ(found->total_bytes, 13u);
}

TEST(Inputs, FoldersGiveTheirFilesByName) {
  Folder folder;
  std::filesystem::create_directories(folder / "sub");
  for (const char* name : {"c.csv", "a.jsonl.gz", "README.md", "B.JSONL", "picture.png", "sub/d.txt.zst", "e.gz"}) {
    folder.write(name, "x");
  }
  const auto found = expand({folder.path()});
  ASSERT_TRUE(found.ok());
  EXPECT_THAT(found->files,
              ElementsAre(folder / "B.JSONL", folder / "a.jsonl.gz", folder / "c.csv", folder / "sub/d.txt.zst"));
}

TEST(Inputs, AResultOfAnEarlierRunIsNoCrawl) {
  Folder folder;
  std::filesystem::create_directories(folder / "out");
  folder.write("a.jsonl", "x");
  for (const char* name : {"out/run.json", "out/assignments.csv", "out/stories.jsonl", "out/texts.jsonl.zst"}) {
    folder.write(name, "x");
  }
  const auto found = expand({folder.path()});
  ASSERT_TRUE(found.ok());
  EXPECT_THAT(found->files, ElementsAre(folder / "a.jsonl"));
}

TEST(Inputs, GlobsMatchByName) {
  Folder folder;
  folder.write("b.jsonl", "x");
  folder.write("a.jsonl", "x");
  folder.write("[1].jsonl", "x");
  const auto found = expand({folder / "?.jsonl"});
  ASSERT_TRUE(found.ok());
  EXPECT_THAT(found->files, ElementsAre(folder / "a.jsonl", folder / "b.jsonl"));
  // A file of that very name is meant, not a pattern.
  EXPECT_THAT(expand({folder / "[1].jsonl"})->files, ElementsAre(folder / "[1].jsonl"));
}

TEST(Inputs, AGlobMayMatchAFolder) {
  Folder folder;
  std::filesystem::create_directories(folder / "day1");
  folder.write("day1/a.jsonl", "x");
  const auto found = expand({folder / "day*"});
  ASSERT_TRUE(found.ok());
  EXPECT_THAT(found->files, ElementsAre(folder / "day1/a.jsonl"));
}

TEST(Inputs, StandardInputHasNoSize) {
  Folder folder;
  const auto found = expand({folder.write("a.jsonl", "x"), "-"});
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->files.back(), "-");
  EXPECT_EQ(found->total_bytes, 0u);
}

TEST(Inputs, FailuresNameTheInputAndTheRemedy) {
  Folder folder, empty;
  folder.write("picture.png", "x");
  EXPECT_THAT(failure({}), HasSubstr("no input"));
  EXPECT_THAT(failure({folder / "no.jsonl"}), HasSubstr(folder / "no.jsonl" + " does not exist; check the name"));
  EXPECT_THAT(failure({folder / "*.jsonl"}), HasSubstr("nothing matches"));
  EXPECT_THAT(failure({folder.path()}), HasSubstr("holds no .jsonl"));
  EXPECT_THAT(failure({empty.path()}), HasSubstr(empty.path()));
}

TEST(Inputs, ALinkToNothingIsNotPassedOver) {
  Folder folder;
  folder.write("b.jsonl", "x");
  std::filesystem::create_symlink("gone", folder / "a.jsonl");
  const auto found = expand({folder.path()});
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_THAT(found->files, ElementsAre(folder / "a.jsonl", folder / "b.jsonl"));
}

}  // namespace
}  // namespace newsecho
