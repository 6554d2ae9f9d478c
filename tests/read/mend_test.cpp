#include "read/mend.h"

#include <gtest/gtest.h>

#include "nlohmann/json.hpp"

namespace newsecho::read {
namespace {

constexpr const char* kNone = "\xEF\xBF\xBD";

TEST(Mend, EveryByteThatIsNoUtf8IsReplaced) {
  const std::pair<std::string, std::string> rows[] = {
      {"Gr\xC3\xBC\xC3\x9F"
       "e",
       "Gr\xC3\xBC\xC3\x9F"
       "e"},
      {"a\xFF"
       "b",
       std::string("a") + kNone + "b"},
      {"caf\xE9", std::string("caf") + kNone},                           // Latin-1
      {"\xED\xA0\x80", std::string(kNone) + kNone + kNone},              // a surrogate
      {"\xC0\xAF", std::string(kNone) + kNone},                          // overlong
      {"\xF5\x80\x80\x80", std::string(kNone) + kNone + kNone + kNone},  // beyond the last plane
      {"\xE2\x82", std::string(kNone) + kNone},                          // cut off
      {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
      {std::string("a\0b", 3), "a b"},
      {"", ""},
  };
  for (const auto& [bytes, mended] : rows) {
    EXPECT_EQ(mend_utf8(bytes), mended);
    EXPECT_TRUE(valid_utf8(mend_utf8(bytes)));
  }
}

TEST(Mend, EveryPairOfBytesBecomesValid) {
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const std::string bytes = {static_cast<char>(a), static_cast<char>(b), '\xBF'};
      const std::string mended = mend_utf8(bytes);
      ASSERT_TRUE(valid_utf8(mended)) << a << " " << b;
      if (a != 0 && b != 0 && valid_utf8(bytes)) {
        ASSERT_EQ(mended, bytes);
      }
    }
  }
}

// What a sloppy writer wrote, and the value of "t" that a strict reader finds afterwards.
TEST(Mend, JsonBecomesReadable) {
  const std::pair<std::string, std::string> rows[] = {
      {R"({"t":"a\ud83d\ude00b"})",
       "a\xF0\x9F\x98\x80"
       "b"},
      {R"({"t":"a\ud83d b"})", std::string("a") + kNone + " b"},
      {R"({"t":"a\ude00b"})", std::string("a") + kNone + "b"},
      {R"({"t":"a\ud83d\ud83d\ude00"})", std::string("a") + kNone + "\xF0\x9F\x98\x80"},
      {R"({"t":"a\ud83d)"
       "\"}",
       std::string("a") + kNone},
      {"{\"t\":\"tab\tand\x01more\"}", "tab and more"},
      {"{\"t\":\"a\xFF\"}", std::string("a") + kNone},
      {R"({"t":"C:\path \x41 \u12G4"})", R"(C:\path \x41 \u12G4)"},
      {R"({"n":NaN,"m":[-Infinity,Infinity],"t":"NaN stays"})", "NaN stays"},
      {R"({"n":123456789012345678901234567890,"t":"x"})", "x"},
      {R"({"n":-1e999,"t":"x"})", "x"},
      {std::string("{\"t\":\"a\0b\"}\0", 12), "a b"},
      {R"({"t":"quote \" and \\"})", R"(quote " and \)"},
  };
  for (const auto& [record, value] : rows) {
    const std::string mended = mend_json(record);
    const auto json = nlohmann::json::parse(mended, nullptr, false);
    ASSERT_FALSE(json.is_discarded()) << record << " -> " << mended;
    EXPECT_EQ(json["t"].get<std::string>(), value) << mended;
  }
}

TEST(Mend, LongNumbersKeepTheirDigits) {
  EXPECT_EQ(mend_json(R"({"id":123456789012345678901234567890})"), R"({"id":"123456789012345678901234567890"})");
  EXPECT_EQ(mend_json(R"({"id":1234,"x":-0.5e3,"y":[1,2]})"), R"({"id":1234,"x":-0.5e3,"y":[1,2]})");
}

TEST(Mend, GoodJsonStaysAsItIs) {
  const std::string record = R"({"a":"\u00e9 \n \"x\" \\","b":[1,-2.5e3,true,null],"c":{"d":"Infinity"}})";
  EXPECT_EQ(mend_json(record), record);
}

}  // namespace
}  // namespace newsecho::read
