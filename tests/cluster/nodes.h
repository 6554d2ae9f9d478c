// Nodes for grouping.
#pragma once

#include <cstdint>
#include <numeric>

#include "newsecho/cluster.h"

namespace newsecho {

// n nodes of one article each; the smaller the number the longer.
inline Nodes plain(std::uint32_t n) {
  Nodes nodes;
  nodes.weight.assign(n, 1);
  nodes.rank.resize(n);
  std::iota(nodes.rank.begin(), nodes.rank.end(), 0u);
  return nodes;
}

}  // namespace newsecho
