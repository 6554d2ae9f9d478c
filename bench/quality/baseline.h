// baseline.h — how the tools in use group articles: word shingles of the whole text, MinHash, bands,
// pairs of estimated Jaccard similarity at least T, connected components.
//
// Our own words and signatures, so that the two differ in the method only. Nothing is stripped, aligned or
// learned. Shingles of 5 words, 128 lanes, 16 bands of 8 rows, T = .7: the usual settings.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "quality/sets.h"

namespace newsecho::bench {

struct BaselineOptions {
  std::uint32_t words = 5;
  std::uint32_t bands = 16, rows = 8;
  double least_jaccard = 0.7;
};

absl::StatusOr<Grouping> run_baseline(const std::string& crawl, const BaselineOptions& options);

}  // namespace newsecho::bench
