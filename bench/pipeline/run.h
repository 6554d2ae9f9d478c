// run.h — one measured run, in a process of its own so that its peak memory is its own.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "newsecho/pipeline.h"

namespace newsecho::bench {

struct Measured {
  std::uint64_t articles = 0;
  std::uint64_t bytes = 0;   // of the crawl, uncompressed
  std::uint64_t answer = 0;  // a hash of what was found: equal for equal results
  double seconds = 0;        // on the wall
  double cpu_seconds = 0;
  std::uint64_t peak_bytes = 0;
  std::vector<std::pair<std::string, double>> stages;  // seconds each, in order
};

// Runs `work` in a child process; fills seconds, cpu_seconds and peak_bytes itself.
// REQUIRES: the calling process has no other threads.
absl::StatusOr<Measured> measure(const std::function<absl::StatusOr<Measured>()>& work);

// The fastest of several such runs, all of which must give the same answer.
absl::StatusOr<Measured> best_of(int runs, const std::function<absl::StatusOr<Measured>()>& work);

// Reads, normalises, tokenises, shingles and signs every article with default options, and nothing else: no tool
// that compares articles by their words does less. The answer is a hash of all lanes.
absl::StatusOr<Measured> run_floor(const std::string& crawl, unsigned threads);

// The stages before articles are compared: reading, boilerplate, signatures. Here the seconds of stages are those of
// all threads' CPUs. The answer is a hash of what was learned and signed.
absl::StatusOr<Measured> run_front(const std::string& crawl, unsigned threads);

// All that `newsecho cluster` does, files included. The answer is a hash of assignments.csv. A result that `check`
// finds wrong is an error.
absl::StatusOr<Measured> run_whole(const std::string& crawl, const Options& options,
                                   const std::function<absl::Status(const Result&)>& check = {});

}  // namespace newsecho::bench
