#include "dedup/layout.h"

#include <gmock/gmock.h>

#include "support.h"

namespace newsecho::dedup {
namespace {

using test::Folder;
using testing::AllOf;
using testing::HasSubstr;

absl::StatusOr<Layout> told(const Folder& folder, const std::vector<std::pair<std::string, std::string>>& files) {
  std::vector<std::string> sources;
  for (const auto& [name, bytes] : files) sources.push_back(folder.write(name, bytes));
  return common_layout(sources, {});
}

std::string refusal(const std::vector<std::pair<std::string, std::string>>& files) {
  const Folder folder;
  const auto layout = told(folder, files);
  return layout.ok() ? "" : std::string(layout.status().message());
}

TEST(Layout, IsToldByTheRecords) {
  const struct {
    std::string name, bytes;
    Layout::Kind kind;
    std::string header = {};
    char separator = ',';
    std::string line_end = "\n";
  } rows[] = {
      {"a.jsonl", "{\"text\":\"x\"}\n", Layout::kJson},
      {"a.jsonl", "not JSON\n\n  {\"text\":\"x\"}\n", Layout::kJson},
      {"a.json", "[{\"text\":\"x\"}]", Layout::kJson},
      {"a.json", "[1, {\"text\":\"x\"}]", Layout::kJson},
      {"a.json", "{\n\"text\":\n\"x\"}", Layout::kJson},
      {"a.json", "{\"articles\":[{\"text\":\"x\"}]}", Layout::kJson},
      {"a.txt", "{\"text\":\"x\"}\n{\"text\":\"y\"}\n", Layout::kJson},
      {"a.csv", "id,text\n1,x\n", Layout::kTable, "id,text"},
      {"a.csv", "\xEF\xBB\xBF\n\nid,text\r\n1,x\r\n", Layout::kTable, "id,text", ',', "\r\n"},
      {"a.csv", "id,text\n1,{\n{,x\n", Layout::kTable, "id,text"},
      {"a", "id;title;text\n1;a,b;x\n", Layout::kTable, "id;title;text", ';'},
      {"a.tsv", "id\ttext\n1\tx\n", Layout::kTable, "id\ttext", '\t'},
      {"a.jsonl", "", Layout::kNothing},
      {"a.csv", "id,text\n", Layout::kNothing},
  };
  for (const auto& row : rows) {
    const Folder folder;
    const auto layout = told(folder, {{row.name, row.bytes}});
    ASSERT_TRUE(layout.ok()) << row.bytes << layout.status().message();
    EXPECT_EQ(layout->kind, row.kind) << row.bytes;
    if (row.kind != Layout::kTable) continue;
    EXPECT_EQ(layout->header, row.header) << row.bytes;
    EXPECT_EQ(layout->separator, row.separator) << row.bytes;
    EXPECT_EQ(layout->line_end, row.line_end) << row.bytes;
  }
}

TEST(Layout, ATableWhoseFirstRowsAreLongIsOne) {
  const Folder folder;
  const auto layout = told(folder, {{"a.csv", "id,text\n1," + std::string(300'000, 'x') + "\n"}});
  ASSERT_TRUE(layout.ok());
  EXPECT_EQ(layout->kind, Layout::kTable);
}

TEST(Layout, PlainTextsHaveNoRecords) {
  for (const std::string text : {"The council voted.", "{braces} begin it", "{\"quoted\" words over\ntwo lines}"}) {
    EXPECT_THAT(refusal({{"a.txt", text}}), AllOf(HasSubstr("a.txt is a plain text"), HasSubstr("assignments.csv")))
        << text;
  }
}

TEST(Layout, TwoKindsAreRefusedByName) {
  EXPECT_THAT(refusal({{"a.jsonl", "{\"text\":\"x\"}\n"}, {"c.csv", ""}, {"b.csv", "id,text\n1,x\n"}}),
              AllOf(HasSubstr("a.jsonl holds JSON and "), HasSubstr("b.csv a table"), HasSubstr("convert")));
  EXPECT_THAT(refusal({{"a.csv", "id,text\n1,x\n"}, {"b.csv", "text,id\nx,1\n"}}),
              AllOf(HasSubstr("a.csv and "), HasSubstr("b.csv have different columns")));
  EXPECT_EQ(refusal({{"a.csv", "id,text\n1,x\n"}, {"b.csv", "id,text\r\n1,x\r\n"}}), "");
  EXPECT_EQ(refusal({{"a.jsonl", "{\"text\":\"x\"}\n"}, {"b.json", "[{\"text\":\"x\"}]"}}), "");
}

}  // namespace
}  // namespace newsecho::dedup
