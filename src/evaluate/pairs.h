// pairs.h — the verified pairs a run wrote, ready to be grouped again.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/statusor.h"
#include "evaluate/labels.h"
#include "newsecho/cluster.h"

namespace newsecho {

struct RunPairs {
  std::vector<std::string> ids;     // of the articles, ascending
  std::vector<std::uint32_t> node;  // article -> node; articles with one body share one
  Nodes nodes;
  std::vector<Pair> pairs;                        // of nodes, as the channels proposed them
  std::unordered_map<std::uint64_t, Pair> asked;  // by key(): those the grouping asked for
  std::uint16_t threshold = 0;                    // of the run, permille

  static std::uint64_t key(std::uint32_t a, std::uint32_t b) { return std::uint64_t{a} << 32 | b; }
};

// Reads pairs.jsonl.zst, assignments.csv and run.json of a folder.
absl::StatusOr<RunPairs> read_pairs(const std::string& folder);

// Groups all articles at a threshold as the run would have; the story of each is named by one of its articles.
Assignments group_at(const RunPairs& run, std::uint16_t threshold);

}  // namespace newsecho
