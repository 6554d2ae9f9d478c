// compare.h — two articles side by side: what they are to each other, why, and where they differ.
//
//   Comparison c = compare(a, b, Options{});
//   verdict(c.evidence)                       // "same report, abridged: 71 % of B is in A"
//   for (const Passage& p : c.passages) ...   // covers every byte of both texts, each once
//
//   for (const Change& x : c.changes) ...      // "3.2" became "3.4"; names likewise
//
// The passages are those verification counts on, and single words between them. Stretches in the same
// order in both texts are kSame; those found elsewhere in the other are kMovedA and kMovedB.
//
// Cost      O(words of both), and n log n of the number of stretches.
// Threads   pure functions.
// Limits    little is known of a crawl: at most the lines of the two sites, never which wording is rare, so
//           that all counts. A pair on the edge may be judged differently from the same pair within its
//           crawl; forms of many common phrases pass for one report more easily.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "newsecho/article.h"
#include "newsecho/normalise.h"
#include "newsecho/pipeline.h"
#include "newsecho/verify.h"

namespace newsecho {

struct Passage {
  enum Kind : std::uint8_t { kSame, kOnlyA, kOnlyB, kMovedA, kMovedB };
  enum Fact : std::uint8_t { kNoFact, kNumber, kName, kBoilerplate };
  Kind kind = kSame;
  Fact fact = kNoFact;                   // a number or name where the other has another; a line of the site
  std::uint32_t a_begin = 0, a_end = 0;  // bytes of A's text; empty for kOnlyB and kMovedB
  std::uint32_t b_begin = 0, b_end = 0;  // bytes of B's text; empty for kOnlyA and kMovedA
  bool ends_sentence = false;            // a good place to begin a new row
};

// A number or name of A, and what B has in its place.
struct Change {
  Passage::Fact fact = Passage::kNumber;
  std::uint32_t a_begin = 0, a_end = 0;
  std::uint32_t b_begin = 0, b_end = 0;
};

struct Comparison {
  Evidence evidence;                             // A is a, B is b
  std::vector<Passage> passages;                 // in the order of both texts
  std::vector<Change> changes;                   // likewise
  std::uint32_t stripped_a = 0, stripped_b = 0;  // words set aside as lines of their sites
};

// Lines that belong to the articles' sites, learned from a crawl; see boilerplate.h.
//
//   SiteLines lines;
//   for (each page of the two articles' sites) lines.see(page);
//   lines.learn();
//   compare(a, b, Options{}, &lines);
class SiteLines {
 public:
  SiteLines();
  ~SiteLines();
  SiteLines(SiteLines&&) noexcept;
  SiteLines& operator=(SiteLines&&) noexcept;

  void see(const Article& page);
  void learn();  // call once, after all pages

  // Marks the tokens of such lines. Returns how many were marked.
  std::uint32_t strip(const Article& article, Tokens& tokens) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// With `lines` the lines of the sites are left out of what is compared, and marked in the passages.
Comparison compare(const Article& a, const Article& b, const Options& options, const SiteLines* lines = nullptr);

// Returns the answer in one line.
std::string verdict(const Evidence& evidence);

// Returns one JSON object: verdict, evidence, both articles, passages, changes.
std::string to_json(const Comparison& comparison, const Article& a, const Article& b);

// Returns a page that needs nothing else; nothing in the texts can run in it.
std::string to_html(const Comparison& comparison, const Article& a, const Article& b);

// Writes that page to a file, which is there whole or not at all; "-" is standard output.
absl::Status write_html(const Comparison& comparison, const Article& a, const Article& b, const std::string& file);

}  // namespace newsecho
