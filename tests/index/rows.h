// Rows for an index, from sets of shingles or made by hand.
#pragma once

#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "base/random.h"
#include "newsecho/index.h"
#include "shingle/random_sets.h"

namespace newsecho {

struct Row {
  std::vector<std::uint16_t> lanes;
  std::vector<ShingleHash> anchors, noise_anchors;
};

inline Row row_of(const std::vector<ShingleHash>& shingles) {
  Row row{MinHasher().sign(shingles).lanes, {}, {}};
  anchors_into(shingles, kAnchorModulus, row.anchors);
  return row;
}

// Lanes that agree with no other row's.
inline std::vector<std::uint16_t> lanes_of_its_own(base::SplitMix64& random) {
  std::vector<std::uint16_t> lanes(128);
  for (std::uint16_t& lane : lanes) lane = static_cast<std::uint16_t>(random.next());
  return lanes;
}

inline Signatures signatures_of(const std::vector<Row>& rows) {
  Signatures signatures;
  for (const Row& r : rows) signatures.add(r.lanes, r.anchors, r.noise_anchors);
  return signatures;
}

// A small crawl: stories whose copies are edited or cut by every degree, paragraphs that stand in every third
// article, articles of their own, and empty ones. Every fourth is noisy.
inline std::vector<Row> random_crawl(std::size_t stories, std::uint64_t seed) {
  base::SplitMix64 random(seed);
  const std::vector<ShingleHash> footer = random_set(40, seed + 1000);
  std::vector<Row> rows;
  for (std::size_t story = 0; story < stories; ++story) {
    const std::vector<ShingleHash> report = random_set(60 + random.next() % 200, seed + story);
    for (std::size_t copies = 1 + random.next() % 40; copies > 0; --copies) {
      const std::uint64_t keep = 5 + random.next() % 96;
      std::vector<ShingleHash> copy;
      for (const ShingleHash x : report) {
        if (random.next() % 100 < keep) copy.push_back(x);
      }
      for (std::uint64_t own = random.next() % 50; own > 0; --own) copy.push_back(random.next());
      if (random.next() % 3 == 0) copy.insert(copy.end(), footer.begin(), footer.end());
      rows.push_back(row_of(copy));
      if (random.next() % 4 == 0) anchors_into(copy, kNoiseModulus, rows.back().noise_anchors);
    }
    if (story % 10 == 0) rows.push_back({});
  }
  return rows;
}

}  // namespace newsecho
