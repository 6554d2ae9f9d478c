// candidates.h — which true pairs of a labelled set the index proposes, and through which channel.
//
// What the index misses no later stage finds. Of a story copied more often than a list may be long only pairs
// with its representatives are proposed, by design: the others must hang together through them.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "quality/sets.h"

namespace newsecho::bench {

// Counts of true pairs.
struct Proposed {
  std::uint64_t pairs = 0;
  std::uint64_t alone = 0;                       // two anchors or a band in common, however long their lists are
  std::uint64_t directly = 0;                    // proposed, or equal
  std::uint64_t connected = 0;                   // proposed, or both hang together through others of their story
  std::array<std::uint64_t, 4> by_channel = {};  // exact, bands, anchors, noise
};

struct CandidateRecall {
  Proposed all, half;   // all true pairs; those with containment of at least .5, boilerplate stripped
  double anchors = 0;   // postings an article
  double proposed = 0;  // candidates an article, of the whole crawl
};

// One for each label file. At most 100,000 true pairs of a file are looked at, evenly spread.
absl::StatusOr<std::vector<CandidateRecall>> candidate_recall(const Set& set);

}  // namespace newsecho::bench
