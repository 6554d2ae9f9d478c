// cluster.h — groups verified pairs into stories.
//
// A story is a group of articles that are one report. Groups are made by average link, so that A~B and
// B~C do not put A and C together when they are unlike; every member agrees at least `threshold` with
// the story's medoid, the member with the greatest total agreement.
//
//   std::vector<Pair> pairs = {{0, 1, 930}, {1, 2, 120}};
//   Groups g = group(3, pairs, order, ClusterOptions{});   // g.group_of == {0, 0, 2}
//
// Cost      O(pairs log pairs); a component above component_limit is cut at its weakest links first.
// Threads   pure function.
// Stable    depends on the set of pairs and the order of nodes only, never on the order of pairs.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/types/span.h"

namespace newsecho {

struct Pair {
  std::uint32_t a, b;          // nodes, a < b
  std::uint16_t agreement;     // permille
  bool forbidden = false;      // the two must not share a story
};

struct ClusterOptions {
  // Least agreement of every member with its story's medoid; permille.
  std::uint16_t threshold = 300;
  // Articles that agree at least this much both ways share one representative; permille.
  std::uint16_t representative = 900;
  // Larger components are cut at their weakest links before average link runs.
  std::uint32_t component_limit = 512;
};

struct Cohesion {  // permille
  std::uint16_t least_medoid = 1000, mean_medoid = 1000;
  std::uint16_t least_original = 1000, mean_original = 1000;
};

}  // namespace newsecho
