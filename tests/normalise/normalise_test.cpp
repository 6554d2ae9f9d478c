#include "newsecho/normalise.h"

#include <gtest/gtest.h>

namespace newsecho {
namespace {

std::string fold(std::string_view source) { return normalise(source).text; }

TEST(Normalise, HeaderExample) {
  const Normalised n = normalise("The \u201cCaf\u00e9\u201d re-\nopened &amp; sold 1,234 cups");
  EXPECT_EQ(n.text, "the \"caf\u00e9\" reopened & sold 1,234 cups");
  EXPECT_EQ(n.source_offset(4), 4u);
}

TEST(Normalise, Entities) {
  EXPECT_EQ(fold("a &amp;amp; b"), "a & b");
  EXPECT_EQ(fold("&eacute;&Eacute;&#233;&#xE9;"), "éééé");
  EXPECT_EQ(fold("&amp;quot;x&amp;#39;"), "\"x'");
  EXPECT_EQ(fold("AT&T; &unknown; &# &#x; &"), "at&t; &unknown; &# &#x; &");
}

TEST(Normalise, Mojibake) {
  EXPECT_EQ(fold("itâ€™s CafÃ©"), "it's café");
  EXPECT_EQ(fold("„CAFÉ“ und „ESPAÑ”"), "\"café\" und \"españ\"");
  EXPECT_EQ(fold("Ð¿Ñ€Ð¸Ð²ÐµÑ‚"), "привет");
  EXPECT_EQ(fold("Ã¢â‚¬â„¢"), "'");
}

TEST(Normalise, Folding) {
  EXPECT_EQ(fold("10² ½ STRASSE Straße ﬁ Ａ１ ٣ İstanbul"), "10² ½ strasse strasse fi a1 3 istanbul");
  EXPECT_EQ(fold("``x'' a\u00adb e\u0301 \uFEFFx"), "\"x\" ab é x");
  EXPECT_EQ(fold("a\r\nb\rc\u2028d  e\tf"), "a\nb\nc\nd e f");
  EXPECT_EQ(fold("\xff"
                 "a\xe2\x82z"),
            "\uFFFDa\uFFFDz");
  EXPECT_EQ(fold("\u1112\u1161\u11ab"), "한");
}

TEST(Tokenise, Basics) {
  const std::string s = "Mr. Smith's firm rose 12.9 mln. \"We won,\" he said. The end\nNew line\nwraps on.";
  const Normalised n = normalise(s);
  const Tokens t = tokenise(n, s);
  ASSERT_EQ(t.segments.size(), 4u);
  EXPECT_EQ(s.substr(t.segments[0].source_begin, t.segments[0].source_end - t.segments[0].source_begin),
            "Mr. Smith's firm rose 12.9 mln.");
  ASSERT_EQ(t.numbers.size(), 1u);
  EXPECT_EQ(t.numbers[0], (Number{5, 5, 129}));
  EXPECT_EQ(tokenise(normalise("香港经济。增长！"), "香港经济。增长！").size(), 6u);
}

// Where a page stands is no word of its report: neither its words nor its numbers count.
TEST(Tokenise, LeavesAddressesOut) {
  const std::string report =
      "The harbour board voted on Tuesday to close the eastern basin to ferries until the spring. Nobody ever asked "
      "why.\n";
  const auto same = [&](const std::string& end, const std::string& words) {
    const std::string a = report + end, b = report + words;
    const Tokens x = tokenise(normalise(a), a), y = tokenise(normalise(b), b);
    EXPECT_EQ(x.hash, y.hash) << a;
    EXPECT_EQ(x.flags, y.flags) << a;
    EXPECT_EQ(x.numbers, y.numbers) << a;
    ASSERT_EQ(x.segments.size(), y.segments.size()) << a;
    for (std::size_t i = 0; i < x.segments.size(); ++i) EXPECT_EQ(x.segments[i].hash, y.segments[i].hash) << a;
  };
  same("Read it at https://news.example/2026/514063-port-closes?id=7. The port closes.",
       "Read it at. The port closes.");
  same("The [port](http://news.example/a/17) closes.", "The [port]() closes.");
  same("It closes\nhttps://news.example/17\nNext week", "It closes\nNext week");
  same("HTTPS://NEWS.EXAMPLE/1", "");
  same("\u8be6\u89c1https://news.example/17\u3002\u6e2f\u53e3\u5173\u95ed",
       "\u8be6\u89c1\u3002\u6e2f\u53e3\u5173\u95ed");
  same("://", "");
  const std::string s = report + "See https://news.example/17. More";
  const Tokens t = tokenise(normalise(s), s);
  ASSERT_EQ(t.segments.size(), 4u);
  EXPECT_EQ(s.substr(t.segments[2].source_begin, t.segments[2].source_end - t.segments[2].source_begin),
            "See https://news.example/17.");
  // What is left of so few words would be equal.
  const std::string one = "Watch it here: https://news.example/17", other = "Watch it here: https://news.example/18";
  EXPECT_NE(tokenise(normalise(one), one).hash, tokenise(normalise(other), other).hash);
}

}  // namespace
}  // namespace newsecho
