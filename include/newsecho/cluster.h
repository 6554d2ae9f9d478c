// cluster.h — groups verified pairs into stories.
//
// A story is a group of articles that are one report. Groups are made by average link, so that A~B and
// B~C do not put A and C together when they are unlike; every member agrees at least `threshold` with
// the story's medoid, the member that most others agree with so much.
//
//   std::vector<Pair> pairs = {{0, 1, 930}, {1, 2, 120}};
//   auto groups = group(pairs, {.weight = {1, 1, 1}, .rank = {0, 1, 2}}, ClusterOptions{}, nullptr);   // {{0, 1}}
//
// Cost      O(pairs log pairs + nodes * pairs_per_merge); no component is too large.
// Threads   pure function; `missing` is called from the calling thread.
// Stable    depends on the set of pairs and the order of nodes only, never on the order of pairs.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/types/span.h"

namespace newsecho {

struct Pair {
  std::uint32_t a, b;       // nodes, a < b
  std::uint16_t agreement;  // permille
  bool close = false;       // nearly equal, each contained in the other: one may stand for both
  bool forbidden = false;   // the two must not share a story
};

struct ClusterOptions {
  // Least agreement of every member with its story's medoid; permille.
  std::uint16_t threshold = 300;
  // Pairs that no channel proposed are asked for before two groups merge: all up to this many, else so
  // many, evenly spread. Bounds the work where a story has thousands of copies.
  std::uint32_t pairs_per_merge = 64;
  // false: connected components, as other tools group; for comparison.
  bool average_link = true;
};

struct Cohesion {  // permille
  std::uint16_t least_medoid = 1000, mean_medoid = 1000;
  std::uint16_t least_original = 1000, mean_original = 1000;
};

// Asked for the agreement of two nodes that no channel proposed, where it matters. May be null: 0 then.
using Missing = std::function<Pair(std::uint32_t a, std::uint32_t b)>;

struct Nodes {
  std::vector<std::uint32_t> weight;  // articles a node stands for
  std::vector<std::uint32_t> rank;    // distinct; smallest first: longest, then id
};

// Returns the groups of two or more nodes, each ascending by rank, and its medoid first.
std::vector<std::vector<std::uint32_t>> group(const std::vector<Pair>& pairs, const Nodes& nodes,
                                              const ClusterOptions& options, const Missing& missing);

// Splits the pairs that may decide a merge into connected components: group() of the whole is the
// union of group() over these, so that they can run on many threads.
std::vector<std::vector<Pair>> components(std::vector<Pair> pairs, const ClusterOptions& options);

}  // namespace newsecho
