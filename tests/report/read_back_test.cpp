#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/files.h"
#include "report/result.h"
#include "support.h"

namespace newsecho {
namespace {

using test::Folder;
using testing::HasSubstr;

absl::StatusOr<Detector::Shown> show(std::uint32_t article) {
  return Detector::Shown{"<text> of " + std::to_string(article) + "\xff", {{0, 4}}};
}

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

TEST(ReadBack, ExcelSafeStaysAsItWasOrIsSetAnew) {
  const auto is_safe = [](const Folder& folder) {
    const std::string page = test::slurp(folder / "report.html");
    EXPECT_NE(page.find(R"("excel_safe":true,"all")") != std::string::npos,
              page.find(R"("excel_safe":false,"all")") != std::string::npos);
    return page.find(R"("excel_safe":true,"all")") != std::string::npos;
  };
  for (const bool made : {true, false}) {
    Folder folder;
    ReportOptions options;
    options.excel_safe = made;
    ASSERT_TRUE(write_files(test::small_result(), show, folder.path(), options).ok());
    EXPECT_EQ(is_safe(folder), made);
    ASSERT_TRUE(write_page(folder.path()).ok());
    EXPECT_EQ(is_safe(folder), made);
    ASSERT_TRUE(write_page(folder.path(), !made).ok());
    EXPECT_EQ(is_safe(folder), !made);
  }
}

TEST(ReadBack, SaysWhichFolderItNeeds) {
  Folder folder;
  EXPECT_THAT(std::string(write_page(folder.path()).message()), HasSubstr("newsecho cluster"));
  folder.write("run.json", "{}");
  EXPECT_THAT(std::string(write_page(folder.path()).message()), HasSubstr("run.json"));
}

TEST(ReadBack, ADamagedFileIsNotShown) {
  const std::pair<const char*, const char*> damages[] = {{"stories.jsonl", "{\"story\": </script>}\n"},
                                                         {"stories.jsonl", "[]\n"},
                                                         {"links.jsonl", "</script>\n"},
                                                         {"skipped.jsonl", "</script>\n"},
                                                         {"boilerplate.jsonl", "{\n"},
                                                         {"texts.jsonl.zst", "</script>"}};
  for (const auto& [name, bytes] : damages) {
    Folder folder;
    ASSERT_TRUE(write_files(test::small_result(), show, folder.path(), {}).ok());
    folder.write(name, bytes);
    EXPECT_THAT(std::string(write_page(folder.path()).message()), HasSubstr(name));
  }
}

TEST(ReadBack, TextsThatEndTooEarlyAreNotShown) {
  Folder folder;
  ASSERT_TRUE(write_files(test::small_result(), show, folder.path(), {}).ok());
  const std::string whole = test::slurp(folder / "texts.jsonl.zst");
  folder.write("texts.jsonl.zst", whole.substr(0, whole.size() - 6));
  EXPECT_THAT(std::string(write_page(folder.path()).message()), HasSubstr("ends too early"));
}

}  // namespace
}  // namespace newsecho
