// growth.h — crawls in which one thing is as large as it gets, to find steps whose cost grows faster than the crawl.
//
// Every case is run at two sizes; time for a unit (an article, or a megabyte where there is only one article) may
// grow by half at most. At the larger size seconds and memory have bounds, too.
//
// Text    made-up words, as frequent as their rank says (Zipf); the same bytes on every machine.
// Answer  is checked in each run: a case that gives wrong stories has no time.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "newsecho/pipeline.h"

namespace newsecho::bench {

inline constexpr double kMostGrowth = 1.5;

struct GrowthCase {
  const char* name;
  const char* unit;  // what sizes count
  std::uint64_t small, large;
  double most_seconds, most_megabytes;  // at the large size
  // Article `i` of a crawl of `size`, as a JSON line; "" after the last.
  std::string (*article)(std::uint64_t size, std::uint64_t i);
  absl::Status (*check)(std::uint64_t size, const Result& found);
};

absl::Span<const GrowthCase> growth_cases();

// Prints a row a size, of all cases or the one named. Returns whether all bounds hold.
absl::StatusOr<bool> run_growth(const std::string& only, int runs, const Options& options);

// The same for given crawls, smallest first: seconds an article against those of the first.
absl::StatusOr<bool> run_growth(const std::vector<std::string>& crawls, int runs, const Options& options);

}  // namespace newsecho::bench
