#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/files.h"
#include "report/result.h"
#include "support.h"

namespace newsecho {
namespace {

using test::Folder;
using testing::HasSubstr;

absl::StatusOr<Detector::Shown> show(std::uint32_t) { return Detector::Shown{}; }

TEST(ReadBack, TheSamePageComesAgain) {
  Folder folder;
  ReportOptions options;
  options.shown_stories = 2;
  ASSERT_TRUE(write_files(test::small_result(), show, folder.path(), options).ok());
  const std::string before = test::slurp(folder / "report.html");
  std::filesystem::remove(folder / "report.html");
  ASSERT_TRUE(write_page(folder.path()).ok());
  EXPECT_EQ(test::slurp(folder / "report.html"), before);
}

TEST(ReadBack, SaysWhichFolderItNeeds) {
  Folder folder;
  EXPECT_THAT(std::string(write_page(folder.path()).message()), HasSubstr("newsecho cluster"));
  folder.write("run.json", "{}");
  EXPECT_THAT(std::string(write_page(folder.path()).message()), HasSubstr("run.json"));
}

TEST(ReadBack, ADamagedFileIsNotShown) {
  Folder folder;
  ASSERT_TRUE(write_files(test::small_result(), show, folder.path(), {}).ok());
  folder.write("stories.jsonl", "{\"story\": </script>}\n");
  EXPECT_THAT(std::string(write_page(folder.path()).message()), HasSubstr("stories.jsonl"));
}

}  // namespace
}  // namespace newsecho
