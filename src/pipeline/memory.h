// memory.h — what a bound on the memory of a run is spent on.
//
//   MemoryPlan plan = plan_memory(options);                 // how much of what can lie in files is kept
//   absl::Status fits = check_memory(options, threads, size, size);
//
// With a bound nearly all lies in the run's file. What does not: a large article's own tables, counters of fixed size,
// and many short lists, which grow with the crawl. What these take is estimated, on the safe side of what was measured.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "newsecho/pipeline.h"

namespace newsecho::pipeline {

struct MemoryPlan {
  std::uint64_t spool_bytes = 0;    // texts and tokens
  std::uint64_t records_bytes = 0;  // what verification looks at
  std::uint64_t rare_bytes = 0;     // rare shingles; known when signatures and candidates are let go
  std::uint64_t arrays_bytes = 0;   // every other large array
  std::uint64_t shown_bytes = 0;    // of those and what is shown of the file, where the run has no bound
};

MemoryPlan plan_memory(const Options& options);

struct CrawlSize {
  std::uint64_t articles = 0, text_bytes = 0;
  std::uint64_t longest_bytes = 0;  // of a record much longer than what is read at once
};

// Returns the least bound that such a crawl can be held to.
std::uint64_t least_memory(unsigned threads, const CrawlSize& size);

// Returns ResourceExhausted when the run has a bound and cannot keep it, with the least that it could. What is
// expected while a crawl is read decides only when it is four times too much: crawls put together of several begin
// with articles half as long as the rest.
absl::Status check_memory(const Options& options, unsigned threads, const CrawlSize& read, const CrawlSize& expected);

// Gives memory that was freed back to the system, which else counts as the run's, where a bound was asked for.
void give_back_memory(const Options& options);

}  // namespace newsecho::pipeline
