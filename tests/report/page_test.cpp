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

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t from = text.find(begin) + begin.size();
  return text.substr(from, text.find(end, from) - from);
}

std::string page_of(const Result& result, ReportOptions options = {}, std::string text = "words") {
  test::Folder folder;
  const Show show = [&](std::uint32_t) { return Detector::Shown{text, {}}; };
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

nlohmann::json data_of(const std::string& page, const std::string& id = "data") {
  return nlohmann::json::parse(between(page, "id=\"" + id + "\">", "</script>"));
}

TEST(Page, TextOfTheCrawlCannotLeaveItsElement) {
  Result r = test::small_result();
  const std::string hostile = "</script><script>alert(1)</script><!--<script>&lt;\u2028\u2029]]>";
  for (ArticleInfo& a : r.articles)
    a.title = a.id = a.url = a.site = a.credit = test::kept(std::string(a.title) + hostile);
  r.skipped[0].reason = r.boilerplate[0].line = r.boilerplate[0].site = r.sources[0] = hostile;
  ReportOptions options;
  options.command = hostile;
  const std::string page = page_of(r, options, hostile);
  for (const char* id : {"data", "texts-0"}) {
    const std::string data = between(page, "id=\"" + std::string(id) + "\">", "</script>");
    EXPECT_EQ(data.find_first_of("<>&"), std::string::npos) << id;
    EXPECT_THAT(data, Not(HasSubstr("\u2028"))) << id;
    EXPECT_THAT(data, Not(HasSubstr("\u2029"))) << id;
  }
  const auto json = data_of(page);
  EXPECT_EQ(json["articles"]["title"][0], r.articles[0].title);
  EXPECT_EQ(json["articles"]["url"][0], 0);  // equal to the id
  EXPECT_EQ(json["sites"][0], r.articles[0].site);
  EXPECT_EQ(json["credits"][0], r.articles[0].credit);
  EXPECT_EQ(json["run"]["command"], hostile);
  EXPECT_EQ(json["skipped"][0]["reason"], hostile);
  EXPECT_EQ(json["boilerplate"][0]["line"], hostile);
  EXPECT_EQ(json["links"][0]["a"], r.articles[2].id);
  EXPECT_EQ(data_of(page, "texts-0")[0]["text"], hostile);
}

TEST(Page, HasColumnsOfStoriesAndArticles) {
  const auto json = data_of(page_of(test::small_result()));
  EXPECT_EQ(json["stories"]["size"], nlohmann::json({4, 1, 1}));
  EXPECT_EQ(json["stories"]["articles"], nlohmann::json({4, 1, 1}));
  EXPECT_EQ(json["stories"]["least"][0], 71);
  EXPECT_EQ(json["stories"]["same_day"], nlohmann::json({1, 0, 0}));
  EXPECT_EQ(json["stories"]["first"][1], 0);
  const auto& articles = json["articles"];
  for (const auto& [name, column] : articles.items()) EXPECT_EQ(column.size(), 6u) << name;
  EXPECT_EQ(articles["id"], nlohmann::json({"o", "copy,\"1\"", "again", "trimmed", "alone", "junk"}));
  EXPECT_EQ(articles["relation"], nlohmann::json({0, 2, 1, 3, 5, 6}));
  EXPECT_EQ(articles["score"][3], 71);
  EXPECT_EQ(articles["in_original"][1], 950);
  EXPECT_EQ(articles["published"][1], "2026-03-01");
  EXPECT_EQ(articles["url"][0], "/o");  // https://SITE/o
  EXPECT_EQ(articles["title"][1], "Bridge reopens");
  EXPECT_EQ(json["sites"][articles["site"][3].get<int>()], "third.example");
  EXPECT_FALSE(json["reasons"][articles["reason"][1].get<int>()].get<std::string>().empty());
}

TEST(Page, ShortensAddressesSoThatTheyComeBack) {
  Result r = test::small_result();
  r.articles[1].title = r.articles[0].title;
  r.articles[0].url = "https://www.first.example/a";
  r.articles[1].url = "/as/it/stands";
  r.articles[3].url = "https://third.example.evil/x";
  r.articles[4].url = "https://first.example";
  const auto articles = data_of(page_of(r))["articles"];
  EXPECT_EQ(articles["url"][0], ".a");
  EXPECT_EQ(articles["url"][1], "!/as/it/stands");
  EXPECT_EQ(articles["url"][2], "https://first.example");
  EXPECT_EQ(articles["url"][3], "https://third.example.evil/x");
  EXPECT_EQ(articles["title"][1], 0);  // the original's
}

TEST(Page, KeepsTheTextsOfTheShownStories) {
  ReportOptions options;
  const std::string page = page_of(test::small_result(), options);
  EXPECT_THAT(data_of(page)["texts"], ElementsAre(0));  // a story told once has nothing to be held against
  const auto texts = data_of(page, "texts-0");
  ASSERT_EQ(texts.size(), 4u);
  EXPECT_EQ(texts[2]["id"], "again");
  options.shown_stories = 0;
  EXPECT_THAT(page_of(test::small_result(), options), Not(HasSubstr("texts-0")));
}

TEST(Page, ALongTextLeavesNoRoomForTheNext) {
  const std::string page = page_of(test::small_result(), {}, std::string(900'000, 'x'));
  EXPECT_EQ(data_of(page, "texts-0").size(), 2u);  // 2 MB a story
}

// 60,000 stories of two, each with a title, a url and an id as long as real ones.
TEST(Page, StaysBelowItsLimitAndSaysWhatIsLeft) {
  Result r;
  const std::string title(120, 't');
  for (std::uint32_t i = 0; i < 120'000; ++i) {
    ArticleInfo a = test::article("https://site.example/an/address/of/usual/length/" + std::to_string(i), "s.example",
                                  title + std::to_string(i), {test::kMarch1 + i, Precision::kTime});
    a.url = test::kept("https://www.another.example/an/address/of/usual/length/" + std::to_string(i));
    r.articles.push_back(a);
    r.assignments.push_back({i / 2, i % 2 == 0 ? Relation::kOriginal : Relation::kCopy, 1000});
    if (i % 2 == 0) continue;
    Story story;
    story.members = {i - 1, i};
    story.evidence = {Evidence{}, test::evidence(Relation::kCopy, 900)};
    r.stories.push_back(story);
  }
  const std::string page = page_of(r, {}, std::string(20'000, 'x'));
  EXPECT_LT(page.size(), 60'000'000u);
  const auto json = data_of(page);
  EXPECT_EQ(json["all"]["stories"], 60'000);
  EXPECT_GT(json["stories"]["size"].size(), 20'000u);
  EXPECT_LT(json["stories"]["size"].size(), 60'000u);
  EXPECT_GT(json["texts"].size(), 300u);
  EXPECT_LT(json["texts"].size(), 2'000u);
}

TEST(Page, NothingInTheScriptMakesMarkupOfText) {
  const std::string script = between(page_of(test::small_result()), "<script>", "</script>");
  EXPECT_GT(script.size(), 50'000u);
  for (const char* way : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("}) {
    EXPECT_THAT(script, Not(HasSubstr(way)));
  }
}

}  // namespace
}  // namespace newsecho
