// links.h — what is known of the agreement between nodes, and average link over it.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "newsecho/cluster.h"

namespace newsecho::cluster {

// The pairs of one component; asks for the missing ones and remembers the answers.
class Links {
 public:
  Links(const std::vector<Pair>& pairs, const Missing& missing);

  // Returns the pair if it is known already.
  const Pair* known(std::uint32_t a, std::uint32_t b) const;
  // Returns the pair, asked for if need be. The reference holds until the next call.
  const Pair& get(std::uint32_t a, std::uint32_t b);

  const std::vector<std::uint32_t>& nodes() const { return nodes_; }
  const absl::flat_hash_map<std::uint64_t, Pair>& pairs() const { return pairs_; }
  // Returns the nodes known to be forbidden a story with this one.
  absl::Span<const std::uint32_t> forbidden(std::uint32_t node) const;

 private:
  void note(const Pair& pair);

  absl::flat_hash_map<std::uint64_t, Pair> pairs_;
  absl::flat_hash_map<std::uint32_t, std::vector<std::uint32_t>> forbidden_;
  std::vector<std::uint32_t> nodes_;  // ascending
  const Missing& missing_;
};

using Members = std::vector<std::uint32_t>;

// Agglomerates by average link while the mean agreement of two groups reaches the threshold. Each of
// `starts` begins as one group; returns all groups, those of one node too.
std::vector<Members> average_link(std::vector<Members> starts, Links& links, const Nodes& nodes,
                                  const ClusterOptions& options);

}  // namespace newsecho::cluster
