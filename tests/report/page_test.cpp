#include "report/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdio.h>

#include "nlohmann/json.hpp"
#include "report/files.h"
#include "report/result.h"
#include "support.h"

namespace newsecho {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t from = text.find(begin) + begin.size();
  return text.substr(from, text.find(end, from) - from);
}

std::string page_of(const Result& result, ReportOptions options = {}) {
  test::Folder folder;
  const Show show = [](std::uint32_t) { return Detector::Shown{}; };
  EXPECT_TRUE(write_files(result, show, folder.path(), options).ok());
  return test::slurp(folder / "report.html");
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

TEST(Page, ThePolicyAllowsItsOwnScriptAndStyleOnly) {
  if (policy_hash("") != "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=") GTEST_SKIP() << "no openssl";
  const std::string page = page_of(test::small_result());
  EXPECT_EQ(between(page, "script-src 'sha256-", "'"), policy_hash(between(page, "<script>", "</script>")));
  EXPECT_EQ(between(page, "style-src 'sha256-", "'"), policy_hash(between(page, "<style>", "</style>")));
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
}

TEST(Page, TextOfTheCrawlCannotLeaveItsElement) {
  Result r = test::small_result();
  const std::string hostile = "</script><script>alert(1)</script><!--<script>&lt;\u2028\u2029]]>";
  r.articles[0].title = r.articles[0].id = r.articles[0].url = hostile;
  r.skipped[0].reason = r.boilerplate[0].line = r.sources[0] = hostile;
  ReportOptions options;
  options.command = hostile;
  const std::string page = page_of(r, options);
  const std::string data = between(page, "id=\"data\">", "</script>");
  EXPECT_EQ(data.find_first_of("<>&"), std::string::npos);
  EXPECT_THAT(data, Not(HasSubstr("\u2028")));
  const auto json = nlohmann::json::parse(data);
  EXPECT_EQ(json["stories"][0]["articles"][0]["title"], hostile);
  EXPECT_EQ(json["run"]["command"], hostile);
  EXPECT_EQ(json["skipped"][0]["reason"], hostile);
}

TEST(Page, ShowsTheFirstStoriesAndSaysHowManyThereAre) {
  ReportOptions options;
  options.shown_stories = 1;
  const auto json = nlohmann::json::parse(between(page_of(test::small_result(), options), "id=\"data\">", "</script>"));
  EXPECT_EQ(json["stories"].size(), 1u);
  EXPECT_EQ(json["all"]["stories"], 3);
  EXPECT_FALSE(json["stories"][0]["articles"][1]["reason"].get<std::string>().empty());
}

TEST(Page, NothingInTheScriptMakesMarkupOfText) {
  const std::string script = between(page_of(test::small_result()), "<script>", "</script>");
  for (const char* way : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("}) {
    EXPECT_THAT(script, Not(HasSubstr(way)));
  }
}

}  // namespace
}  // namespace newsecho
