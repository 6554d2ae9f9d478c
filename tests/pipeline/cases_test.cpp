// Runs every folder of tests/cases/pipeline. A new case is a new folder; nothing is registered here but what is known
// to be wrong.
//
//   a.txt, b.txt     two texts, b published an hour after a. expect.json: "same": are they one story; "relation": of b
//   to
//                    a, of the link between them, or "" for no link. c.txt, where there is one, is like neither.
//   crawl.jsonl      a crawl. expect.json: "stories": groups of ids, each one story whole; "original": by id; "sites",
//                    "credit": by id; "stripped", "kept": by id a passage that is, or is not, taken for boilerplate.
//
// A pair is looked at alone and in company, with 300 articles of the sample and the pairs in other languages: what is
// learned from a crawl must not change the answer.
#include <gmock/gmock.h>

#include <functional>
#include <set>

#include "nlohmann/json.hpp"
#include "pipeline/crawls.h"
#include "support.h"

namespace newsecho {
namespace {

using nlohmann::json;
using test::Outcome;
namespace fs = std::filesystem;

// Cases that the pipeline answers wrongly today, alone ("name alone") or in company ("name"). A right answer fails the
// test too: take the name out then.
const std::set<std::string> kKnownWrong = {
    "half-the-page-is-the-site",  // its lines make all pages look alike, so they are not learned
};

struct Case {
  std::string name;
  fs::path folder;
  json expect;
  bool is_pair() const { return fs::exists(folder / "a.txt"); }
  std::vector<Article> articles() const {
    std::vector<Article> all;
    for (const char* part : {"a", "b", "c"}) {
      const fs::path file = folder / (std::string(part) + ".txt");
      if (!fs::exists(file)) continue;
      all.push_back(test::article(name + "/" + part, std::string(part) + "." + name + ".example", test::slurp(file),
                                  test::kMonday + (all.size() == 1 ? test::kHour : 0)));
      all.back().site = std::string(part) + "-" + name + ".example";
    }
    return all;
  }
};

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const auto& entry : fs::directory_iterator(NEWSECHO_SOURCE_DIR "/tests/cases/pipeline")) {
    all.push_back({entry.path().filename(), entry.path(), json::parse(test::slurp(entry.path() / "expect.json"))});
  }
  std::sort(all.begin(), all.end(), [](const Case& x, const Case& y) { return x.name < y.name; });
  return all;
}

// Says what is wrong with the answer, or nothing.
std::string wrong_pair(const Case& c, const Outcome& o) {
  const std::string a = c.name + "/a", b = c.name + "/b", other = c.name + "/c";
  const bool same = c.expect.at("same");
  const std::string link = o.link(a, b);
  std::string wrong;
  if (o.same(a, b) != same) {
    wrong = same ? "are not one story, link: '" + link + "'" : "are one story: " + o.relation(b);
  } else if (c.expect.contains("relation")) {
    const std::string is = same ? o.relation(b) : link;
    if (is != c.expect["relation"].get<std::string>()) wrong = "is '" + is + "'";
  }
  if (o.at.contains(other) && (o.story(other).members.size() > 1 || !(o.link(a, other) + o.link(b, other)).empty())) {
    wrong += " c is taken for like a or b";
  }
  return wrong;
}

std::string wrong_crawl(const Case& c) {
  Detector detector({});
  EXPECT_TRUE(detector.read({(c.folder / "crawl.jsonl").string()}).ok());
  absl::StatusOr<Result> result = detector.finish();
  EXPECT_TRUE(result.ok()) << result.status();
  const Outcome o(*std::move(result));
  test::expect_sound(o.result);
  std::string wrong;
  const auto note = [&](const std::string& what, const std::string& is) { wrong += what + " is '" + is + "'; "; };
  const auto each = [&](const char* field, const std::function<void(const std::string&, const std::string&)>& check) {
    const json expected = c.expect.value(field, json::object());
    for (const auto& [id, value] : expected.items()) check(id, value.get<std::string>());
  };
  const std::vector<std::vector<std::string>> none;
  for (const auto& story : c.expect.value("stories", none)) {
    for (const std::string& id : story) {
      if (!o.same(id, story[0]) || o.story(id).members.size() != story.size())
        note("the story of " + id, o.original(id));
    }
  }
  each("original", [&](const std::string& id, const std::string& original) {
    if (o.original(id) != original) note("the original of " + id, o.original(id));
  });
  each("sites", [&](const std::string& id, const std::string& site) {
    const std::string is(o.result.articles[o.at.at(id)].site);
    if (is != site) note("the site of " + id, is);
  });
  each("credit", [&](const std::string& id, const std::string& credit) {
    const std::string is(o.result.articles[o.at.at(id)].credit);
    if (is != credit) note("the credit of " + id, is);
  });
  for (const char* field : {"stripped", "kept"}) {
    each(field, [&](const std::string& id, const std::string& passage) {
      const Detector::Shown shown = *detector.show(o.at.at(id));
      const std::size_t at = shown.text.find(passage);
      EXPECT_NE(at, std::string::npos) << id;
      bool stripped = false;
      for (const auto& [begin, end] : shown.stripped) stripped = stripped || (begin <= at && at < end);
      if (stripped != (field == std::string("stripped"))) note(id, stripped ? "stripped" : "kept");
    });
  }
  return wrong;
}

void judge(const std::string& name, const Case& c, const std::string& wrong) {
  SCOPED_TRACE(c.folder.string() + ": " + c.expect.at("why").get<std::string>());
  if (kKnownWrong.contains(name)) {
    EXPECT_NE(wrong, "") << name << " is answered rightly now: take it out of kKnownWrong";
  } else {
    EXPECT_EQ(wrong, "") << name;
  }
}

TEST(Cases, PairsInCompany) {
  const std::vector<Article> sample = test::sample_articles(300);
  std::size_t seen = 0;
  for (const Case& c : cases()) {
    if (!c.is_pair()) continue;
    std::vector<Article> articles = c.articles();
    articles.insert(articles.end(), sample.begin(), sample.end());
    for (const Case& other : cases()) {
      // Those of many languages; the others have reports in common.
      if (other.name == c.name || !fs::exists(other.folder / "c.txt")) continue;
      for (Article& a : other.articles()) articles.push_back(std::move(a));
    }
    judge(c.name, c, wrong_pair(c, test::detect(articles)));
    ++seen;
  }
  EXPECT_GE(seen, 20u);
}

TEST(Cases, PairsAlone) {
  for (const Case& c : cases()) {
    if (c.is_pair()) judge(c.name + " alone", c, wrong_pair(c, test::detect(c.articles())));
  }
}

TEST(Cases, Crawls) {
  std::size_t seen = 0;
  for (const Case& c : cases()) {
    if (c.is_pair()) continue;
    judge(c.name, c, wrong_crawl(c));
    ++seen;
  }
  EXPECT_GE(seen, 8u);
}

TEST(Cases, KnownWrongExist) {
  for (const std::string& name : kKnownWrong) {
    EXPECT_TRUE(fs::exists(NEWSECHO_SOURCE_DIR "/tests/cases/pipeline/" + name.substr(0, name.find(' ')))) << name;
  }
}

}  // namespace
}  // namespace newsecho
