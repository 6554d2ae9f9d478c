#include <gmock/gmock.h>
#include <stdio.h>

#include "newsecho/compare.h"
#include "nlohmann/json.hpp"
#include "support.h"

namespace newsecho {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string kHostile = "</script><script>alert(1)</script><!-- &lt; \u2028 \x1b[31m";

Article article(const std::string& id, const std::string& text) {
  Article a;
  a.id = id;
  a.title = kHostile;
  a.text = text;
  return a;
}

std::string page(const std::string& text_a, const std::string& text_b) {
  const Article a = article("a", text_a), b = article("b", text_b);
  return to_html(compare(a, b, Options{}), a, b);
}

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t from = text.find(begin) + begin.size();
  return text.substr(from, text.find(end, from) - from);
}

// Computed by a program that has nothing to do with this one.
std::string policy_hash(const std::string& text) {
  test::Folder folder;
  const std::string command =
      "openssl dgst -sha256 -binary < " + folder.write("text", text) + " | openssl base64 2>/dev/null";
  std::string out(100, '\0');
  FILE* pipe = ::popen(command.c_str(), "r");
  out.resize(::fread(out.data(), 1, out.size(), pipe));
  ::pclose(pipe);
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

TEST(ComparePage, ThePolicyAllowsItsOwnScriptAndStyleOnly) {
  if (policy_hash("") != "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=") GTEST_SKIP() << "no openssl";
  const std::string html = page("one", "two");
  EXPECT_EQ(between(html, "script-src 'sha256-", "'"), policy_hash(between(html, "<script>", "</script>")));
  EXPECT_EQ(between(html, "style-src 'sha256-", "'"), policy_hash(between(html, "<style>", "</style>")));
}

TEST(ComparePage, TextsCannotLeaveTheirElement) {
  const std::string html = page("one " + kHostile, "two " + kHostile);
  const std::string data = between(html, "id=\"data\">", "</script>");
  EXPECT_EQ(data.find_first_of("<>&"), std::string::npos);
  const auto json = nlohmann::json::parse(data);
  EXPECT_EQ(json["a"]["title"], kHostile);
  const std::string script = between(html, "<script>", "</script>");
  for (const char* way : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("}) {
    EXPECT_THAT(script, Not(HasSubstr(way)));
  }
}

TEST(ComparePage, TheJsonHoldsBothTextsWhole) {
  const Article a = article("a", "The council voted seven to two on Tuesday night to close the hall. Nobody came."),
                b = article("b",
                            "The council voted seven to two on Monday night to close the hall. Nobody came at all.");
  const auto json = nlohmann::json::parse(to_json(compare(a, b, Options{}), a, b));
  std::string text_a, text_b;
  for (const auto& p : json["passages"]) {
    text_a += p.value("a", "");
    text_b += p.value("b", "");
  }
  EXPECT_EQ(text_a, a.text);
  EXPECT_EQ(text_b, b.text);
  EXPECT_EQ(json["same_report"].get<bool>(), json["verdict"].get<std::string>().starts_with("same report"));
  EXPECT_TRUE(json["evidence"].contains("reason"));
  EXPECT_EQ(json["changes"], nlohmann::json::parse(R"([{"fact":"name","a":"Tuesday","b":"Monday"}])"));
}

TEST(ComparePage, IsWrittenWholeOrNotAtAll) {
  test::Folder folder;
  const Article a = article("a", "one"), b = article("b", "two");
  const Comparison comparison = compare(a, b, Options{});
  ASSERT_TRUE(write_html(comparison, a, b, folder / "pair.html").ok());
  EXPECT_EQ(test::slurp(folder / "pair.html"), to_html(comparison, a, b));
  EXPECT_THAT(folder.names(), ElementsAre("pair.html"));
  EXPECT_THAT(std::string(write_html(comparison, a, b, folder / "no/pair.html").message()),
              HasSubstr("its folder does not exist"));
}

}  // namespace
}  // namespace newsecho
