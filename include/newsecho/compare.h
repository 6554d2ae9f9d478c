// compare.h — two articles side by side: what they are to each other, why, and where they differ.
//
//   Comparison c = compare(a, b, Options{});
//   verdict(c.evidence)                       // "same report, abridged: 71 % of B is in A"
//   for (const Passage& p : c.passages) ...   // covers every byte of both texts, each once
//
// The passages are those verification counts on. Stretches in the same order in both texts are kSame;
// those found elsewhere in the other are kMovedA and kMovedB.
//
// Cost      O(words of both), and the square of the number of stretches.
// Threads   pure functions.
// Limits    nothing is known of a crawl: no boilerplate is stripped, no wording is rare. A pair on the
//           edge may be judged differently from the same pair within its crawl.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "newsecho/article.h"
#include "newsecho/pipeline.h"
#include "newsecho/verify.h"

namespace newsecho {

struct Passage {
  enum Kind : std::uint8_t { kSame, kOnlyA, kOnlyB, kMovedA, kMovedB };
  Kind kind = kSame;
  std::uint32_t a_begin = 0, a_end = 0;  // bytes of A's text; empty for kOnlyB and kMovedB
  std::uint32_t b_begin = 0, b_end = 0;  // bytes of B's text; empty for kOnlyA and kMovedA
  bool ends_sentence = false;            // of a kSame passage: a good place to begin a new row
};

struct Comparison {
  Evidence evidence;              // A is a, B is b
  std::vector<Passage> passages;  // in the order of both texts
};

Comparison compare(const Article& a, const Article& b, const Options& options);

// Returns the answer in one line.
std::string verdict(const Evidence& evidence);

// Returns one JSON object: verdict, evidence, both articles, passages.
std::string to_json(const Comparison& comparison, const Article& a, const Article& b);

// Returns a page that needs nothing else; nothing in the texts can run in it.
std::string to_html(const Comparison& comparison, const Article& a, const Article& b);

// Writes that page to a file, which is there whole or not at all; "-" is standard output.
absl::Status write_html(const Comparison& comparison, const Article& a, const Article& b, const std::string& file);

}  // namespace newsecho
