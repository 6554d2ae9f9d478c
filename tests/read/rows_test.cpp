#include "read/rows.h"

#include <gmock/gmock.h>

#include "everything.h"

namespace newsecho {
namespace {

using read::split_row;
using test::Folder;
using test::read_bytes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Rows, AreSplitAsRfc4180Says) {
  EXPECT_THAT(split_row("a,b,c\r\n", ','), ElementsAre("a", "b", "c"));
  EXPECT_THAT(split_row("a,,", ','), ElementsAre("a", "", ""));
  EXPECT_THAT(split_row("\"x, y\",\"say \"\"no\"\"\"", ','), ElementsAre("x, y", "say \"no\""));
  EXPECT_THAT(split_row("\"two\r\nlines\",b\n", ','), ElementsAre("two\r\nlines", "b"));
  EXPECT_THAT(split_row("\"\",\"\"\"\"", ','), ElementsAre("", "\""));
  EXPECT_THAT(split_row("a;b,c", ';'), ElementsAre("a", "b,c"));
  EXPECT_THAT(split_row("", ','), ElementsAre(""));
}

TEST(Rows, AQuoteInsideAFieldIsAQuote) {
  EXPECT_THAT(split_row("5\" disk,a\"\"b", ','), ElementsAre("5\" disk", "a\"\"b"));
  EXPECT_THAT(split_row("\"a\" b,c", ','), ElementsAre("a b", "c"));
}

TEST(Rows, KeepQuotedLinesTogether) {
  Folder folder;
  const std::string bytes =
      "id,title,text\r\n1,\"A \"\"B\"\"\",\"first\r\nsecond\n\nfourth, line\"\r\n\r\n2,x,last\r\n";
  const auto e = read_bytes(folder, "a.csv", bytes);
  EXPECT_THAT(e.texts(), ElementsAre("first\r\nsecond\n\nfourth, line", "last"));
  EXPECT_THAT(e.skipped(), IsEmpty());
  EXPECT_EQ(e.articles()[0].title, "A \"B\"");
  EXPECT_EQ(e.articles()[0].place.line, 2u);
  EXPECT_EQ(e.articles()[1].place.line, 7u);
  EXPECT_EQ(e.record(e.articles()[1].place), "2,x,last\r");
}

TEST(Rows, StrayQuotesDoNotSwallowTheRowsBehind) {
  Folder folder;
  const auto e = read_bytes(folder, "a.csv", "id,text\n1,a 5\"\" disk\n2,\"b\" c\n3,d \"e\"\n");
  EXPECT_THAT(e.texts(), ElementsAre("a 5\"\" disk", "b c", "d \"e\""));
}

TEST(Rows, ShortAndLongOnes) {
  Folder folder;
  const auto e = read_bytes(folder, "a.csv", "id,text,title,date\n1,one\n2\n3,three,t,2026-03-01,more\n4,four,t,,,\n");
  EXPECT_THAT(e.texts(), ElementsAre("one", "four"));
  EXPECT_THAT(e.reasons(),
              ElementsAre("1 field in a row where the header names 4", "5 fields in a row where the header names 4"));
  EXPECT_EQ(e.skipped()[0].place.line, 3u);
}

TEST(Rows, AnOpenQuoteAtTheEndIsOneSkippedRecord) {
  Folder folder;
  const auto e = read_bytes(folder, "a.csv", "id,text\n1,one\n2,\"two\n3,three\n");
  EXPECT_THAT(e.texts(), ElementsAre("one"));
  ASSERT_EQ(e.skipped().size(), 1u);
  EXPECT_THAT(e.skipped()[0].reason, HasSubstr("quoted field"));
  EXPECT_EQ(e.skipped()[0].place.line, 3u);
}

TEST(Rows, TheHeaderMayBeLongQuotedAndLate) {
  Folder folder;
  const auto e =
      read_bytes(folder, "a.csv", "\r\n\n\"Article ID\",\"Published\nAt\",\"Full Text\"\n1,2026-03-01,one\n");
  ASSERT_THAT(e.texts(), ElementsAre("one"));
  EXPECT_EQ(e.articles()[0].id, "1");
  EXPECT_EQ(e.articles()[0].place.line, 5u);
}

TEST(Rows, WithoutATextFieldTheFileIsSkippedWithItsFields) {
  Folder folder;
  const auto e = read_bytes(folder, "a.csv", "title,price\nx,1\n");
  EXPECT_THAT(e.reasons(), ElementsAre("no text field; fields seen: title, price; name one with --text-field"));
  const auto named = read_bytes(folder, "b.csv", "title,price\nx,1\n", {.text_field = "price"});
  EXPECT_THAT(named.texts(), ElementsAre("1"));
  const auto wrong = read_bytes(folder, "c.csv", "title,text\nx,1\n", {.text_field = "nope"});
  EXPECT_THAT(wrong.reasons(), ElementsAre("no field nope, named by --text-field; fields seen: title, text"));
}

TEST(Rows, InvalidBytesAreMended) {
  Folder folder;
  const auto e = read_bytes(folder, "a.csv", std::string("id,text\n1,caf\xE9\n2,a\0b\n", 21));
  EXPECT_THAT(e.texts(), ElementsAre("caf\xEF\xBF\xBD", "a b"));
  EXPECT_EQ(e.all.repaired, 2u);
}

}  // namespace
}  // namespace newsecho
