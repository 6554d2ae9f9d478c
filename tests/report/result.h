// result.h — a small result made by hand: every relation, a same-day pair, a hostile title.
#pragma once

#include <string>
#include <string_view>

#include "newsecho/pipeline.h"

namespace newsecho::test {

// Returns the text as long as the tests run.
inline std::string_view kept(std::string_view text) {
  static Texts texts;
  return texts.keep(text);
}

inline ArticleInfo article(const std::string& id, const std::string& site, const std::string& title,
                           Published published) {
  ArticleInfo info;
  info.url = kept(site.empty() ? "" : "https://" + site + "/" + id);
  info.id = kept(id);
  info.site = kept(site);
  info.title = kept(title);
  info.published = published;
  info.words = 100;
  return info;
}

inline Evidence evidence(Relation relation, std::uint16_t agreement) {
  Evidence e;
  e.relation = relation;
  e.agreement = agreement;
  e.b_in_a = 950;
  e.channels = kBands | kAnchors;
  return e;
}

constexpr std::int64_t kMarch1 = 1772323200;  // 2026-03-01T00:00:00Z

// Input order: o, copy, alone, trimmed, again, junk.
inline Result small_result() {
  Result r;
  r.articles = {
      article("o", "first.example", "Bridge <script>alert(1)</script> reopens", {kMarch1 + 3600, Precision::kTime}),
      article("copy,\"1\"", "second.example", "Bridge reopens", {kMarch1, Precision::kDay}),
      article("alone", "third.example", "Rain", {}),
      article("trimmed", "third.example", "Bridge", {kMarch1 + 2 * 86400, Precision::kTime}),
      article("again", "first.example", "Bridge reopens", {kMarch1 + 7200, Precision::kTime}),
      article("junk", "second.example", "Cookies", {}),
  };
  r.assignments = {{0, Relation::kOriginal, 1000}, {0, Relation::kCopy, 930},   {1, Relation::kSingle, 1000},
                   {0, Relation::kAbridged, 71},   {0, Relation::kExact, 1000}, {2, Relation::kJunk, 1000}};
  Story bridge;
  bridge.members = {0, 1, 4, 3};
  bridge.evidence = {Evidence{}, evidence(Relation::kCopy, 930), evidence(Relation::kExact, 1000),
                     evidence(Relation::kAbridged, 71)};
  bridge.cohesion = {71, 700, 71, 667};
  Story alone, junk;
  alone.members = {2};
  alone.evidence.resize(1);
  junk.members = {5};
  junk.evidence.resize(1);
  r.stories = {bridge, alone, junk};
  r.links = {{2, 0, evidence(Relation::kExcerpt, 200)}};
  r.pairs = {{0, 1, evidence(Relation::kCopy, 930)}, {0, 3, evidence(Relation::kAbridged, 71)}};
  r.skipped = {{{0, 7, 4711, 12}, "not JSON: <b>"}};
  r.boilerplate = {{"third.example", "Sign up for \u2028 our letter", 12, {"alone", "trimmed"}}};
  r.sources = {"crawl.jsonl"};
  r.fields["text"]["maintext"] = 6;
  r.counts.articles = 6;
  r.counts.skipped = 1;
  r.counts.without_date = 2;
  r.counts.stages = {{"read", 0.5, 6, 600}};
  r.scheme_id = "scheme-1";
  return r;
}

}  // namespace newsecho::test
