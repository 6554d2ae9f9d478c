#include "base/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newsecho {
namespace {

using testing::ElementsAre;

std::vector<std::vector<std::string>> rows(std::string_view text) {
  std::vector<std::vector<std::string>> all;
  std::vector<std::string> row;
  while (next_csv_row(text, row)) all.push_back(row);
  return all;
}

TEST(Csv, ReadsWhatRfc4180Allows) {
  EXPECT_THAT(rows("a,b\n1,2\n"), ElementsAre(ElementsAre("a", "b"), ElementsAre("1", "2")));
  EXPECT_THAT(rows("a,b\r\n1,\r\n"), ElementsAre(ElementsAre("a", "b"), ElementsAre("1", "")));
  EXPECT_THAT(rows("\"x, y\",\"say \"\"no\"\"\"\n"), ElementsAre(ElementsAre("x, y", "say \"no\"")));
  EXPECT_THAT(rows("\"two\r\nlines\",b"), ElementsAre(ElementsAre("two\r\nlines", "b")));
  EXPECT_THAT(rows(",\n"), ElementsAre(ElementsAre("", "")));
  EXPECT_THAT(rows("\"\"\n"), ElementsAre(ElementsAre("")));
  EXPECT_TRUE(rows("").empty());
}

TEST(Csv, WhatIsWrittenReadsBack) {
  for (const char* cell : {"plain", "a,b", "a\"b", "a\nb", "a\r", "", "\"", " spaced ", "=1+1"}) {
    std::string line;
    append_csv_cell(line, cell);
    line += ",end\n";
    EXPECT_THAT(rows(line), ElementsAre(ElementsAre(cell, "end"))) << line;
  }
}

}  // namespace
}  // namespace newsecho
