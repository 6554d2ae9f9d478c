// crawls.h — made-up articles, the sample crawl, and what the pipeline made of them, asked for by id.
//
//   const Outcome o = detect({article("a", "one.example", text), article("b", "two.example", text)});
//   EXPECT_TRUE(o.same("a", "b"));
//   EXPECT_EQ(o.relation("b"), "exact");
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "newsecho/pipeline.h"
#include "newsecho/read.h"

namespace newsecho::test {

inline constexpr char kSample[] = NEWSECHO_SOURCE_DIR "/data/sample/crawl.jsonl.gz";
inline constexpr std::int64_t kMonday = 1'767'600'000;  // 2026-01-05, 08:00 UTC
inline constexpr std::int64_t kHour = 3600;

// One of 1,400 words of a made-up language.
inline std::string word(std::uint64_t n) {
  static constexpr const char* kSyllables[] = {"ba", "tor", "mi", "len", "sa", "dro", "vi", "nek", "pu", "gan", "ri"};
  n %= 1400;
  std::string made;
  for (n += 11; n > 0; n /= 11) made += kSyllables[n % 11];
  return made;
}

// Prose of about `words` words, two sentences a paragraph. Prose of another seed shares hardly a run of three.
inline std::string prose(std::uint64_t seed, std::size_t words) {
  base::SplitMix64 random(seed);
  std::string text;
  for (std::size_t written = 0, sentences = 0; written < words; ++sentences) {
    const std::size_t length = 10 + random.next() % 9;
    for (std::size_t i = 0; i < length; ++i) {
      std::string w = random.next() % 20 == 0 ? std::to_string(random.next() % 900 + 100) : word(random.next());
      if (i == 0 || random.next() % 12 == 0) w[0] = static_cast<char>(std::toupper(w[0]));
      text += (i == 0 ? "" : " ") + w;
    }
    text += sentences % 2 == 0 ? ". " : ".\n";
    written += length;
  }
  return text;
}

inline Article article(std::string id, const std::string& site, std::string text, std::int64_t seconds = kMonday) {
  Article a;
  a.url = "https://" + site + "/" + id;
  a.site = site;
  a.title = "Report " + id;
  a.text = std::move(text);
  a.published = {seconds, seconds == 0 ? Precision::kNone : Precision::kTime};
  a.id = std::move(id);
  return a;
}

// Articles on sites of their own that have nothing to do with each other: what a crawl is mostly made of.
inline void add_background(std::vector<Article>& to, std::size_t n, std::uint64_t seed = 900'000) {
  for (std::size_t i = 0; i < n; ++i) {
    const std::string number = std::to_string(i);
    to.push_back(article("background-" + number, "b" + number + ".example", prose(seed + i, 220)));
  }
}

// A result, asked for by the articles' ids.
struct Outcome {
  Result result;
  std::map<std::string, std::uint32_t> at;

  explicit Outcome(Result made) : result(std::move(made)) {
    for (std::uint32_t i = 0; i < result.articles.size(); ++i) at[std::string(result.articles[i].id)] = i;
  }

  const Assignment& assignment(const std::string& id) const { return result.assignments[at.at(id)]; }
  const Story& story(const std::string& id) const { return result.stories[assignment(id).story]; }
  bool same(const std::string& a, const std::string& b) const { return assignment(a).story == assignment(b).story; }
  std::string relation(const std::string& id) const { return std::string(name(assignment(id).relation)); }
  std::string original(const std::string& id) const { return std::string(result.articles[story(id).original()].id); }
  // The relation of the link between two articles, "" if there is none.
  std::string link(const std::string& a, const std::string& b) const {
    const std::uint32_t i = at.at(a), j = at.at(b);
    for (const Link& l : result.links) {
      if ((l.a == i && l.b == j) || (l.a == j && l.b == i)) return std::string(name(l.evidence.relation));
    }
    return "";
  }
};

// Whatever was put in: every article is in one story, once, and the first member tells it.
inline void expect_sound(const Result& r) {
  ASSERT_EQ(r.assignments.size(), r.articles.size());
  std::vector<int> seen(r.articles.size());
  for (std::uint32_t s = 0; s < r.stories.size(); ++s) {
    const Story& story = r.stories[s];
    ASSERT_FALSE(story.members.empty());
    ASSERT_EQ(story.evidence.size(), story.members.size() == 1 ? 0 : story.members.size());
    for (const std::uint32_t m : story.members) {
      ++seen[m];
      EXPECT_EQ(r.assignments[m].story, s) << r.articles[m].id;
      EXPECT_EQ(r.assignments[m].relation == Relation::kOriginal, story.members.size() > 1 && m == story.original());
    }
  }
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], 1) << r.articles[i].id;
  EXPECT_EQ(r.counts.articles, r.articles.size());
}

inline Outcome detect(const std::vector<Article>& articles, Options options = {}) {
  Detector detector(std::move(options));
  for (const Article& a : articles) EXPECT_TRUE(detector.add(a).ok());
  absl::StatusOr<Result> result = detector.finish();
  EXPECT_TRUE(result.ok()) << result.status();
  if (!result.ok()) return Outcome({});
  expect_sound(*result);
  return Outcome(*std::move(result));
}

// The first `most` articles of the sample crawl.
inline std::vector<Article> sample_articles(std::size_t most) {
  std::vector<Article> articles;
  auto reader = Reader::open({kSample}, {});
  EXPECT_TRUE(reader.ok()) << reader.status();
  Chunk chunk;
  while (articles.size() < most && *(*reader)->next(chunk)) {
    for (Article& a : (*reader)->parse(chunk).articles) articles.push_back(std::move(a));
  }
  articles.resize(std::min(articles.size(), most));
  return articles;
}

}  // namespace newsecho::test
