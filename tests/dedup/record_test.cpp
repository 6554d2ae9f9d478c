#include "dedup/record.h"

#include <gmock/gmock.h>

#include "nlohmann/json.hpp"

namespace newsecho::dedup {
namespace {

Layout json() {
  Layout layout;
  layout.kind = Layout::kJson;
  return layout;
}

Layout table(const std::string& header, char separator = ',', const std::string& line_end = "\n") {
  return {Layout::kTable, header, separator, line_end};
}

std::string plain(const Layout& layout, std::string_view record) {
  std::string out;
  append_record(layout, record, nullptr, out);
  return out;
}

std::string noted(const Layout& layout, std::string_view record, const Note& note = {"s", "copy"}) {
  std::string out;
  append_record(layout, record, &note, out);
  return out;
}

TEST(Record, StaysByteForByte) {
  for (const std::string& record :
       {std::string("{\"text\": \"caf\xe9\",\t\"n\":1.50e3}"), std::string("{\"text\":\"x\"} \r"),
        std::string("{\"text\":\"a\0b\"}", 14), std::string("{\"a\":\"\\n\\\"}\\\\\",\"b\":{}}")}) {
    EXPECT_EQ(plain(json(), record), record + "\n");
    EXPECT_EQ(plain(table("id,text"), record), record + "\n");
  }
  EXPECT_EQ(plain(table("id,text"), "1,\"two\nlines\""), "1,\"two\nlines\"\n") << "a table's cells may hold line ends";
}

TEST(Record, AnObjectOverSeveralLinesBecomesOne) {
  EXPECT_EQ(plain(json(), "{\n  \"text\": \"a\\\"b\",\r\n  \"n\": 1\n}"), "{   \"text\": \"a\\\"b\",    \"n\": 1 }\n");
  EXPECT_EQ(plain(json(), "{\"text\": \"a\nb\",\n\"c\":1}"), "{\"text\": \"a\\nb\", \"c\":1}\n")
      << "a raw line end in a string is kept as one";
}

TEST(Record, ANoteIsTwoMembersMore) {
  EXPECT_EQ(noted(json(), R"({"text":"x"})"), R"({"text":"x","newsecho_story":"s","newsecho_relation":"copy"})"
                                              "\n");
  EXPECT_EQ(noted(json(), "{\"text\":\"}\" } \r"),
            "{\"text\":\"}\",\"newsecho_story\":\"s\",\"newsecho_relation\":\"copy\" } \r\n");
  const nlohmann::json read = nlohmann::json::parse(noted(json(), "{\n\"text\":\"x\"\n}", {"a\"b\\\n\xff", "copy"}));
  EXPECT_EQ(read["newsecho_story"], "a\"b\\\n\uFFFD");
  EXPECT_EQ(read["text"], "x");
}

TEST(Record, ANoteIsTwoCellsMore) {
  EXPECT_EQ(noted(table("id,text"), "1,\"a,b\""), "1,\"a,b\",s,copy\n");
  EXPECT_EQ(noted(table("id,text"), "1,x\r"), "1,x,s,copy\r\n");
  EXPECT_EQ(noted(table("id,text"), "1,x", {"a,\"b", "copy"}), "1,x,\"a,\"\"b\",copy\n");
  EXPECT_EQ(noted(table("id\ttext", '\t'), "1\tx", {"a,b", "copy"}), "1\tx\ta,b\tcopy\n");
}

TEST(Record, NewCellsStandUnderTheirNames) {
  const Layout layout = table("text,b,\"c,c\"");
  EXPECT_EQ(noted(layout, "x"), "x,,,s,copy\n") << "a row shorter than the header";
  EXPECT_EQ(noted(layout, "x,1,2,,,"), "x,1,2,s,copy\n") << "one filled up with empty cells";
  EXPECT_EQ(noted(layout, "\"x \"\"y\"\", z\",1,2"), "\"x \"\"y\"\", z\",1,2,s,copy\n");
  EXPECT_EQ(noted(layout, "it's 5\" long,1,2"), "it's 5\" long,1,2,s,copy\n") << "a quote inside a cell opens nothing";
}

TEST(Record, ATableKeepsItsHeader) {
  const auto header = [](const Layout& layout, bool annotated) {
    std::string out;
    append_header(layout, annotated, out);
    return out;
  };
  EXPECT_EQ(header(table("id,text"), false), "id,text\n");
  EXPECT_EQ(header(table("id;text", ';', "\r\n"), true), "id;text;newsecho_story;newsecho_relation\r\n");
  EXPECT_EQ(header(json(), true), "");
}

}  // namespace
}  // namespace newsecho::dedup
