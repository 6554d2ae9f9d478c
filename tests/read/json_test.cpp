#include "read/json.h"

#include <gmock/gmock.h>

#include "everything.h"

namespace newsecho {
namespace {

using test::Folder;
using test::read_bytes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string nested(std::size_t depth) {
  return "{\"text\":\"deep\",\"a\":" + std::string(depth, '[') + std::string(depth, ']') + "}";
}

TEST(Json, DeepRecordsAreSkippedAndTheNextIsRead) {
  Folder folder;
  const std::string after = "{\"text\":\"after\"}";
  for (const std::string& bytes :
       {nested(100'000) + "\n" + after + "\n", "[" + nested(100'000) + ",\n" + after + "]"}) {
    const auto e = read_bytes(folder, "a.json", bytes);
    EXPECT_THAT(e.texts(), ElementsAre("after"));
    EXPECT_THAT(e.reasons(), ElementsAre("JSON nested deeper than 256"));
  }
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  const auto open = read_bytes(folder, "b.jsonl", after + "\n" + objects + "\n" + after + "\n");
  EXPECT_THAT(open.texts(), ElementsAre("after", "after"));
  EXPECT_EQ(open.skipped().size(), 1u);
}

TEST(Json, DepthIsTheReadersChoice) {
  Folder folder;
  EXPECT_THAT(read_bytes(folder, "a.jsonl", nested(20) + "\n", {.max_depth = 25}).texts(), ElementsAre("deep"));
  EXPECT_THAT(read_bytes(folder, "a.jsonl", nested(20) + "\n", {.max_depth = 15}).reasons(),
              ElementsAre("JSON nested deeper than 15"));
  EXPECT_THAT(read_bytes(folder, "a.jsonl", nested(20) + "\n", {.max_depth = 25}).texts(), ElementsAre("deep"));
}

TEST(Json, WhatSloppyWritersWriteIsMendedAndCounted) {
  Folder folder;
  const std::string bytes = std::string("{\"text\":\"caf\xE9\"}\n") + R"({"text":"half \ud83d pair"})" + "\n" +
                            R"({"text":"nan","score":NaN,"other":[Infinity,-Infinity]})" + "\n" +
                            std::string("{\"text\":\"nul\0byte\"}\n", 20) + "{\"text\":\"raw\ttab\"}\n" +
                            R"({"text":"fine"})" + "\n";
  const auto e = read_bytes(folder, "a.jsonl", bytes);
  EXPECT_THAT(e.texts(),
              ElementsAre("caf\xEF\xBF\xBD", "half \xEF\xBF\xBD pair", "nan", "nul byte", "raw tab", "fine"));
  EXPECT_THAT(e.skipped(), IsEmpty());
  EXPECT_EQ(e.all.repaired, 5u);
}

TEST(Json, WhatCannotBeReadIsSkippedWithTheReason) {
  Folder folder;
  const auto e =
      read_bytes(folder, "a.jsonl",
                 "plain words\n{\"text\":\"open\n{\"text\":\"x\"} {\"text\":\"y\"}\n[1,2]\n17\n\"string\"\n"
                 "{\"text\":\"x\",}\n{'text':'x'}\nnull\n{}\n{\"title\":\"t\",\"url\":\"u\"}\n{\"text\":\"good\"}\n");
  EXPECT_THAT(e.texts(), ElementsAre("good"));
  EXPECT_THAT(e.reasons(), ElementsAre(HasSubstr("not JSON"), HasSubstr("not closed"), HasSubstr("not JSON"),
                                       "not a JSON object", "not a JSON object", "not a JSON object",
                                       HasSubstr("not JSON"), HasSubstr("not JSON"), "not a JSON object", "no fields",
                                       "no text field; fields seen: title, url; name one with --text-field"));
  for (std::size_t i = 0; i < e.skipped().size(); ++i) EXPECT_EQ(e.skipped()[i].place.line, i + 1);
}

TEST(Json, EmptyTextsAreArticles) {
  Folder folder;
  const auto e =
      read_bytes(folder, "a.jsonl", "{\"text\":\"\"}\n{\"text\":\" \\n\\t\"}\n{\"text\":null}\n{\"text\":[]}\n");
  EXPECT_THAT(e.texts(), ElementsAre("", "", "", ""));
  EXPECT_THAT(e.skipped(), IsEmpty());
}

TEST(Json, TheListOfFieldsInAMessageIsBounded) {
  Folder folder;
  std::string record = "{";
  for (int i = 0; i < 1000; ++i) record += "\"field" + std::to_string(i) + "\":1,";
  record.back() = '}';
  const auto e = read_bytes(folder, "a.jsonl", record + "\n");
  ASSERT_EQ(e.skipped().size(), 1u);
  EXPECT_LT(e.skipped()[0].reason.size(), 300u);
  EXPECT_THAT(e.skipped()[0].reason, HasSubstr(", ...;"));
}

TEST(Json, NumbersAndDatesAsNumbers) {
  Folder folder;
  const auto e = read_bytes(folder, "a.jsonl",
                            R"({"text":"x","id":18446744073709551615,"timestamp":1767225600.5})"
                            "\n");
  ASSERT_EQ(e.articles().size(), 1u);
  EXPECT_EQ(e.articles()[0].id, "18446744073709551615");
  EXPECT_EQ(to_iso8601(e.articles()[0].published), "2026-01-01T00:00:00Z");
}

}  // namespace
}  // namespace newsecho
