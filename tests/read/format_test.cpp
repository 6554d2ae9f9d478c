#include "read/format.h"

#include <gmock/gmock.h>

#include "everything.h"

namespace newsecho {
namespace {

using read::Form;
using test::Folder;
using test::read_bytes;
using testing::AnyOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kMark = "\xEF\xBB\xBF";

std::string told(const std::string& name, const std::string& head) {
  const read::Mapping mapping{ReadOptions{}};
  const auto format = read::tell(name, head, mapping);
  if (!format.ok()) return std::string(format.status().message());
  switch (format->form) {
    case Form::kLines:
      return "lines";
    case Form::kValues:
      return "values " + std::to_string(format->depth);
    case Form::kRows:
      return std::string("rows ") + (format->separator == '\t' ? 't' : format->separator);
    case Form::kWhole:
      return "whole";
  }
  return "";
}

// Name, first bytes, form.
TEST(Format, IsToldByContentThenByName) {
  const std::vector<std::array<std::string, 3>> rows = {
      {"a.jsonl", "{\"text\":\"x\"}\n{\"text\":\"y\"}\n", "lines"},
      {"a.ndjson", "{\"text\":\"x\"}", "lines"},
      {"a.json", "{\"text\":\"x\"}\n{\"text\":\"y\"}\n", "lines"},
      {"a.txt", "{\"text\":\"x\"}\n{\"text\":\"y\"}\n", "lines"},
      {"a.csv", "{\"text\":\"x\"}\n{\"text\":\"y\"}\n", "lines"},
      {"-", "{\"text\":\"x\"}\n", "lines"},
      {"a.jsonl.gz", "broken\n{\"text\":\"y\"}\n", "lines"},
      {"a.json", "[{\"text\":\"x\"}]", "values 1"},
      {"a.json", " \n[\n {\"text\":\"x\"}\n]", "values 1"},
      {"a.jsonl", "[{\"text\":\"x\"},{\"text\":\"y\"}]", "values 1"},
      {"a.txt", "[{\"text\":\"x\"}]", "values 1"},
      {"a.json", "{\n \"text\": \"x\"\n}\n{\n \"text\": \"y\"\n}\n", "values 0"},
      {"a.json", "{\"status\":\"ok\",\"articles\":[{\"content\":\"x\"}]}", "values 2"},
      {"a.json", "{\n\"articles\": {\n\"results\": [\n{\"body\":\"x\"}]}}", "values 3"},
      {"a.jsonl", "{\"items\":[{\"text\":\"an item\"}],\"text\":\"x\"}\n", "lines"},
      {"a.jsonl", "{\"text\":\"x\",\"results\":[{\"n\":1}]}\n", "lines"},
      {"a.csv", "id,text\n1,x\n", "rows ,"},
      {"a.csv", "id;text\n1;x\n", "rows ;"},
      {"a.tsv", "id\ttext\n1\tx\n", "rows t"},
      {"a.tsv", "id,text\n1,x\n", "rows ,"},
      {"a.jsonl", "id,text\n1,x\n", "rows ,"},
      {"a.txt", "id,title,text\n1,x,y\n", "rows ,"},
      {"dump", "url\tbody\n", "rows t"},
      {"a.csv", "title,price\n", "rows ,"},
      {"a.txt", "The council voted.\nIt was close.\n", "whole"},
      {"a.txt", "The story, in full, from our correspondent\n", "whole"},
      {"a.txt", "Story, and more\n", "whole"},
      {"a.txt", "[Updated] The council voted.\n", "whole"},
      {"a.txt", "{sic} was how he put it.\n", "whole"},
      {"a.jsonl", "not JSON at all\n", "lines"},
  };
  for (const auto& [name, head, form] : rows) {
    EXPECT_EQ(told(name, head), form) << name << ": " << head;
    EXPECT_EQ(told(name, kMark + head), form) << name << " with a byte order mark: " << head;
  }
}

TEST(Format, WhatIsNoCrawlIsRefusedWithTheRemedy) {
  EXPECT_THAT(told("a.parquet", std::string("PAR1\x15\x04\x15", 7)), HasSubstr("Parquet"));
  EXPECT_THAT(told("a.jsonl", "%PDF-1.7"), HasSubstr("PDF"));
  EXPECT_THAT(told("a.zip", std::string("PK\x03\x04\x14\0", 6)), HasSubstr("unpack"));
  EXPECT_THAT(told("a.warc", "WARC/1.0\r\n"), HasSubstr("WARC"));
  EXPECT_THAT(told("a.txt", std::string("\xff\xfe"
                                        "a\0",
                                        4)),
              HasSubstr("UTF-16"));
  EXPECT_THAT(told("a.txt", "\n<!DOCTYPE html><html>"), HasSubstr("HTML"));
  EXPECT_THAT(told("a.orc", std::string("ORC\x0a\x03\0", 6)), HasSubstr("ORC"));
}

TEST(Format, TextsThatBeginLikeAnArchiveAreTexts) {
  for (const char* text : {"ORCHESTRA plays on\n", "BZh is how it begins\n", "PAR1 is a magic number\n"}) {
    EXPECT_EQ(told("a.txt", text), "whole") << text;
  }
}

TEST(Format, ArticlesOfEveryForm) {
  Folder folder;
  const std::vector<std::pair<std::string, std::string>> files = {
      {"lines.jsonl", "{\"id\":\"1\",\"text\":\"one\"}\n{\"id\":\"2\",\"text\":\"two\"}\n"},
      {"no_end.jsonl", "{\"id\":\"1\",\"text\":\"one\"}\n{\"id\":\"2\",\"text\":\"two\"}"},
      {"crlf.jsonl", "{\"id\":\"1\",\"text\":\"one\"}\r\n\r\n{\"id\":\"2\",\"text\":\"two\"}\r\n"},
      {"one_line.json", "[{\"id\":\"1\",\"text\":\"one\"},{\"id\":\"2\",\"text\":\"two\"}]"},
      {"pretty.json",
       "[\n  {\n    \"id\": \"1\",\n    \"text\": \"one\"\n  },\n  {\n    \"id\": \"2\",\n    \"text\": "
       "\"two\"\n  }\n]\n"},
      {"pretty_lines.json", "{\n\"id\":\"1\",\n\"text\":\"one\"\n}\n{\n\"id\":\"2\",\n\"text\":\"two\"\n}\n"},
      {"wrapped.json", "{\"n\":2,\"articles\":[{\"id\":\"1\",\"text\":\"one\"},{\"id\":\"2\",\"text\":\"two\"}]}"},
      {"results.json",
       "{\"articles\":{\"results\":[{\"id\":\"1\",\"text\":\"one\"},{\"id\":\"2\",\"text\":\"two\"}],\"pages\":1}}"},
      {"pages.jsonl",
       "{\"articles\":[{\"id\":\"1\",\"text\":\"one\"}]}\n{\"articles\":[{\"id\":\"2\",\"text\":\"two\"}]}\n"},
      {"nested.json", "[{\"id\":\"1\",\"text\":\"one\",\"tags\":[{\"a\":[1]}]},{\"id\":\"2\",\"text\":\"two\"}]"},
      {"rows.csv", "id,text\n1,one\n2,two\n"},
      {"rows.tsv", "id\ttext\r\n1\tone\r\n2\ttwo\r\n"},
      {"semicolons.csv", "id;text\n1;one\n2;two"},
      {"rows.jsonl", "id,text\n1,one\n2,two\n"},
      {"lines.csv", "{\"id\":\"1\",\"text\":\"one\"}\n{\"id\":\"2\",\"text\":\"two\"}\n"},
      {"lines.txt", "{\"id\":\"1\",\"text\":\"one\"}\n{\"id\":\"2\",\"text\":\"two\"}\n"},
  };
  for (const auto& [name, bytes] : files) {
    for (const std::string& begin : {std::string(), std::string(kMark)}) {
      for (const char* ending : {"", ".gz", ".zst", ".xz"}) {
        const auto e = read_bytes(folder, name + ending, test::packed(ending, begin + bytes));
        EXPECT_THAT(e.texts(), ElementsAre("one", "two")) << name << ending;
        EXPECT_THAT(e.skipped(), IsEmpty()) << name << ending << "\n" << as_text(e);
        ASSERT_EQ(e.articles().size(), 2u);
        EXPECT_EQ(e.articles()[1].id, "2") << name;
      }
    }
  }
}

TEST(Format, PlainTextIsOneArticleAFile) {
  Folder folder;
  folder.write("b.txt", "Two\nlines");
  folder.write("a.txt", "\xEF\xBB\xBFOne");
  folder.write("c.txt.gz", test::packed(".gz", "Three"));
  const auto e = test::read_everything({folder.path()});
  EXPECT_THAT(e.texts(), ElementsAre("One", "Two\nlines", "Three"));
  EXPECT_EQ(e.articles()[1].id, folder / "b.txt:1");
  EXPECT_EQ(e.articles()[1].place.source, 1u);
}

}  // namespace
}  // namespace newsecho
