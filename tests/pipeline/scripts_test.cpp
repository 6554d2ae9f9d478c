// Reports in nine scripts, as sites change them: found whatever the script, and never mixed up with another report
// of the same script. The texts are those of tests/cases/pipeline; frame.txt holds two lines of a page's head and two
// of its foot.
#include <gmock/gmock.h>

#include <set>

#include "pipeline/stories.h"

namespace newsecho {
namespace {

using test::article;
using test::joined;
using test::kHour;
using test::kMonday;
using test::Outcome;
using test::paragraphs;

constexpr const char* kLanguages[] = {"chinese", "japanese", "thai",  "korean", "arabic",
                                      "hindi",   "cyrillic", "greek", "turkish"};

std::string text(const std::string& language, const std::string& part) {
  return test::slurp(NEWSECHO_SOURCE_DIR "/tests/cases/pipeline/" + language + "/" + part + ".txt");
}

// Head and foot of the language's page around a text.
std::string framed(const std::string& language, const std::string& body) {
  const std::vector<std::string> frame = paragraphs(text(language, "frame"));
  return joined(frame, 0, 2) + body + joined(frame, 2, 4);
}

std::string flat(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

// What became of one report, most versions on sites of their own, and another report of the same script.
std::vector<Article> versions(const std::string& language) {
  const std::string a = text(language, "a"), c = text(language, "c");
  const std::vector<std::string> lines = paragraphs(a);
  const std::pair<const char*, std::string> made[] = {
      {"first", a},
      {"trimmed", joined(lines, 0, lines.size() - 2)},
      {"without-one", joined(lines, 0, 2) + joined(lines, 3, lines.size())},
      {"edited", text(language, "b")},
      {"framed", framed(language, a)},
      {"flat", flat(framed(language, a))},
      {"other", c},
      {"other-framed", framed(language, c)}};
  std::vector<Article> all;
  for (const auto& [name, body] : made) {
    const std::string id = language + "-" + name;
    // What has a frame stands on one site.
    const std::string site = body.find(paragraphs(text(language, "frame"))[0]) == std::string::npos ? id : language;
    all.push_back(article(id, site + ".example", body, kMonday + static_cast<std::int64_t>(all.size()) * kHour));
    // Another headline each, of the same script.
    all.back().title = lines[all.size() % lines.size()].substr(0, lines[all.size() % lines.size()].find(' '));
  }
  return all;
}

void expect_two_stories(const Outcome& o, const std::string& language) {
  for (const char* version : {"trimmed", "without-one", "edited", "framed", "flat"}) {
    EXPECT_TRUE(o.same(language + "-first", language + "-" + version)) << language << ": " << version;
  }
  EXPECT_TRUE(o.same(language + "-other", language + "-other-framed")) << language;
  EXPECT_EQ(o.story(language + "-first").members.size(), 6u) << language;
  EXPECT_EQ(o.story(language + "-other").members.size(), 2u) << language;
}

TEST(Scripts, VersionsAreFoundAndOthersStayApart) {
  for (const char* language : kLanguages) expect_two_stories(test::detect(versions(language)), language);
}

TEST(Scripts, AllInOneCrawl) {
  std::vector<Article> articles;
  for (const char* language : kLanguages) {
    for (Article& a : versions(language)) articles.push_back(std::move(a));
  }
  test::add_background(articles, 40);
  const Outcome o = test::detect(articles);
  for (const char* language : kLanguages) expect_two_stories(o, language);
  EXPECT_EQ(o.result.stories.size(), 2 * std::size(kLanguages) + 40);
}

// A site's frame is learned in every script, lines without a full stop too, and the flat page of it is cut.
TEST(Scripts, FramesAreLearned) {
  for (const std::string language : kLanguages) {
    std::vector<Article> articles;
    const std::vector<std::string> a = paragraphs(text(language, "a")), c = paragraphs(text(language, "c"));
    // Five pages of one site: two reports, and halves of them as reports of their own.
    const std::string pages[] = {joined(a, 0, a.size() / 2), joined(a, a.size() / 2, a.size()),
                                 joined(c, 0, c.size() / 2), joined(c, c.size() / 2, c.size())};
    for (const std::string& page : pages) {
      articles.push_back(
          article("page-" + std::to_string(articles.size()), language + ".example", framed(language, page)));
    }
    const Outcome o = test::detect(articles);
    std::set<std::string> learned;
    for (const BoilerplateLine& line : o.result.boilerplate) {
      learned.insert(line.line);
      EXPECT_EQ(line.pages, 4u) << line.line;
    }
    for (const std::string& line : paragraphs(text(language, "frame"))) {
      std::string found;
      for (const std::string& sentence : learned) {
        if (line.find(sentence) != std::string::npos) found += sentence;
      }
      EXPECT_GE(found.size() + 2, line.size()) << language << ": " << line;
    }
  }
}

// A report that quotes another script at length is neither the report it quotes nor apart from its own copies.
TEST(Scripts, MixedInOneArticle) {
  const std::string quote =
      joined(paragraphs(text("japanese", "a")), 1, 3) + joined(paragraphs(text("arabic", "a")), 1, 2);
  std::vector<Article> articles = versions("japanese");
  for (Article& a : versions("arabic")) articles.push_back(std::move(a));
  articles.push_back(article("mixed", "mixed.example", test::report(0) + quote));
  articles.push_back(article("mixed-edited", "edited.example",
                             "By our own desk\n" + test::replaced(test::report(0), "voted on", "decided on") + quote));
  test::add_background(articles, 40);
  const Outcome o = test::detect(articles);
  EXPECT_TRUE(o.same("mixed", "mixed-edited"));
  EXPECT_EQ(o.story("mixed").members.size(), 2u);
  expect_two_stories(o, "japanese");
  expect_two_stories(o, "arabic");
}

}  // namespace
}  // namespace newsecho
