#include "base/json.h"

#include <gtest/gtest.h>

#include "nlohmann/json.hpp"

namespace newsecho {
namespace {

TEST(Json, WritesInOrder) {
  std::string out;
  JsonWriter json(out);
  json.object().member("z", 1).member("a", "x").key("list").array().value(true).value(-2).null().end();
  json.key("in").object().end().permille("share", 71).permille("one", 1000).member_or_null("no", "").end();
  EXPECT_EQ(out, R"({"z":1,"a":"x","list":[true,-2,null],"in":{},"share":0.071,"one":1.000,"no":null})");
  EXPECT_TRUE(nlohmann::json::accept(out));
}

TEST(Json, NumbersWithAPoint) {
  for (double number : {0.0, 1.0, 0.4444, 1e-5, 1e22, -2.5}) {
    std::string out;
    JsonWriter(out).value(number);
    EXPECT_EQ(nlohmann::json::parse(out).get<double>(), number) << out;
    EXPECT_EQ(out.find_first_of(".e") == std::string::npos, false) << out;
  }
}

TEST(Json, StringsComeBackAsTheyWere) {
  for (const std::string& text : {std::string("plain"), std::string("\"\\/\b\f\n\r\t"), std::string("\x01\x1f\x7f"),
                                  std::string("a\0b", 3), std::string("Grüße 漢字 😀 \u2028"), std::string()}) {
    std::string out;
    append_json_string(out, text);
    EXPECT_EQ(nlohmann::json::parse(out).get<std::string>(), text);
  }
}

TEST(Json, StringsAreWrittenAsTheLibraryWritesThem) {
  for (int c = 0; c < 0x80; ++c) {
    const std::string text = std::string("ä") + static_cast<char>(c) + "b" + static_cast<char>(c);
    std::string out;
    append_json_string(out, text);
    EXPECT_EQ(out, nlohmann::json(text).dump()) << c;
  }
}

TEST(Json, InertJsonReadsTheSameAndEndsNoElement) {
  const std::string text = "</script><!-- & \xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xaa\xe2\x82\xac <";
  std::string quoted, out = "[";
  append_json_string(quoted, text);
  append_inert(out, quoted);
  out += ']';
  EXPECT_EQ(out.find_first_of("<>&"), std::string::npos);
  EXPECT_EQ(out.find("\xe2\x80\xa8"), std::string::npos);
  EXPECT_EQ(out.find("\xe2\x80\xa9"), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(out)[0].get<std::string>(), text);
  EXPECT_EQ(inert("\xe2\x80"), "\xe2\x80");
}

TEST(Json, BytesThatAreNoUtf8AreReplaced) {
  EXPECT_EQ(valid_utf8("a\xff"
                       "b"),
            "a\xef\xbf\xbd"
            "b");
  EXPECT_EQ(valid_utf8("\xed\xa0\x80").find('\xed'), std::string::npos);  // a lone surrogate
  EXPECT_EQ(valid_utf8("gut"), "gut");
}

}  // namespace
}  // namespace newsecho
