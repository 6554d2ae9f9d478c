#include <algorithm>
#include <map>

#include "absl/container/flat_hash_map.h"
#include "base/union_find.h"
#include "newsecho/cluster.h"

namespace newsecho {

// Two groups merge only when their mean agreement reaches the threshold, so at least one of their
// pairs does: links below it never join components. They still count where they lie inside one.
std::vector<std::vector<Pair>> components(std::vector<Pair> pairs, const ClusterOptions& options) {
  std::uint32_t nodes = 0;
  for (const Pair& p : pairs) {
    nodes = std::max({nodes, p.a + 1, p.b + 1});
  }
  base::UnionFind sets(nodes);
  for (const Pair& p : pairs) {
    if (p.agreement >= options.threshold && !p.forbidden) {
      sets.join(p.a, p.b);
    }
  }
  const auto by_nodes = [](const Pair& x, const Pair& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; };
  if (!std::is_sorted(pairs.begin(), pairs.end(), by_nodes)) {
    std::sort(pairs.begin(), pairs.end(), by_nodes);
  }
  absl::flat_hash_map<std::uint32_t, std::size_t> index;
  std::vector<std::vector<Pair>> all;
  for (const Pair& p : pairs) {
    const std::uint32_t root = sets.find(p.a);
    if (root != sets.find(p.b)) {
      continue;
    }
    const auto [at, fresh] = index.try_emplace(root, all.size());
    if (fresh) {
      all.emplace_back();
    }
    all[at->second].push_back(p);
  }
  return all;
}

}  // namespace newsecho
