#include <algorithm>
#include <compare>

#include "base/union_find.h"
#include "cluster/links.h"
#include "newsecho/cluster.h"

namespace newsecho {

namespace {

using cluster::Links;
using cluster::Members;

constexpr std::size_t kMedoidTrials = 16;  // in a large group only the best connected can be its medoid
constexpr std::size_t kMedoidSample = 64;  // members they are measured against

// The longest article of a few nearly equal ones stands for them: in the order of ranks each node
// joins the first representative it is close to. A story copied ten thousand times stays cheap.
std::vector<Members> representatives(const Members& nodes_by_rank, const Links& links) {
  absl::flat_hash_map<std::uint32_t, Members> close;
  for (const auto& [unused, p] : links.pairs()) {
    if (p.close && !p.forbidden) {
      close[p.a].push_back(p.b);
      close[p.b].push_back(p.a);
    }
  }
  absl::flat_hash_map<std::uint32_t, std::size_t> place;  // of a representative in `all`
  std::vector<Members> all;
  std::vector<std::size_t> joined;
  for (const std::uint32_t node : nodes_by_rank) {
    std::size_t first = all.size();
    const auto at = close.find(node);
    if (at != close.end()) {
      for (const std::uint32_t other : at->second) {
        const auto r = place.find(other);
        if (r != place.end()) {
          first = std::min(first, r->second);
        }
      }
    }
    if (first == all.size()) {
      place.emplace(node, all.size());
      all.push_back({node});
    } else {
      all[first].push_back(node);
    }
  }
  return all;
}

// How well a member stands for others: how many articles agree with it enough to stay, then how much all agree.
struct Support {
  std::uint64_t enough = 0, total = 0;
  auto operator<=>(const Support&) const = default;
};

Support support_of(std::uint32_t node, const Members& sample, Links& links, const Nodes& nodes,
                   const ClusterOptions& options) {
  Support support;
  for (const std::uint32_t other : sample) {
    if (other != node) {
      const std::uint64_t agreement = links.get(node, other).agreement;
      support.enough += agreement >= options.threshold ? nodes.weight[other] : 0;
      support.total += nodes.weight[other] * agreement;
    }
  }
  // Copies of the node itself agree with it wholly.
  support.enough += nodes.weight[node] - 1;
  support.total += std::uint64_t{nodes.weight[node] - 1} * 1000;
  return support;
}

// Returns the member that most others agree with; ties go to the greatest total agreement, then the smallest rank. A
// paragraph that stands in nearly all agrees with them wholly, and not at all with those that lack it.
std::uint32_t medoid_of(const Members& members, Links& links, const Nodes& nodes, const ClusterOptions& options) {
  Members trials = members;
  Members sample = members;
  if (members.size() > kMedoidSample) {
    absl::flat_hash_map<std::uint32_t, std::uint64_t> known;
    for (const std::uint32_t m : members) {
      known[m] = 0;
    }
    for (const auto& [unused, p] : links.pairs()) {
      const auto a = known.find(p.a);
      const auto b = known.find(p.b);
      if (a != known.end() && b != known.end()) {
        a->second += std::uint64_t{p.agreement} * nodes.weight[p.b];
        b->second += std::uint64_t{p.agreement} * nodes.weight[p.a];
      }
    }
    std::sort(trials.begin(), trials.end(), [&](std::uint32_t a, std::uint32_t b) {
      return known[a] != known[b] ? known[a] > known[b] : nodes.rank[a] < nodes.rank[b];
    });
    trials.resize(kMedoidTrials);
    // Every n-th by rank: long and short members alike.
    sample.clear();
    for (std::size_t i = 0; i < kMedoidSample; ++i) {
      sample.push_back(members[i * members.size() / kMedoidSample]);
    }
  }
  std::uint32_t best = trials.front();
  Support most;
  for (const std::uint32_t node : trials) {
    const Support support = support_of(node, sample, links, nodes, options);
    if (support > most || (support == most && nodes.rank[node] < nodes.rank[best])) {
      best = node;
      most = support;
    }
  }
  return best;
}

// Whether a member must go because it is forbidden a story with another that agrees more with the medoid.
bool at_odds(std::uint32_t node, std::uint32_t medoid, const Members& members, Links& links, const Nodes& nodes) {
  const auto by_rank = [&](std::uint32_t a, std::uint32_t b) { return nodes.rank[a] < nodes.rank[b]; };
  // Asking for (medoid, other) below never adds to this node's list.
  for (const std::uint32_t other : links.forbidden(node)) {
    if (other == medoid || std::binary_search(members.begin(), members.end(), other, by_rank)) {
      const std::uint32_t mine = links.get(medoid, node).agreement;
      const std::uint32_t its = other == medoid ? 1001 : links.get(medoid, other).agreement;
      if (its > mine || (its == mine && nodes.rank[other] < nodes.rank[node])) {
        return true;
      }
    }
  }
  return false;
}

// Takes out members that agree too little with the medoid or may not be with another, least agreeing
// first, until none is left. What is taken out is grouped anew by the caller.
Members purge(Members& members, Links& links, const Nodes& nodes, const ClusterOptions& options) {
  Members out;
  while (members.size() > 1) {
    const std::uint32_t medoid = medoid_of(members, links, nodes, options);
    // All that fall below go at once when they are many: one by one would cost a medoid each.
    const std::size_t most = std::max<std::size_t>(1, members.size() / 16);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> below;  // (agreement, node)
    for (const std::uint32_t m : members) {
      if (m != medoid) {
        const std::uint32_t agreement = links.get(medoid, m).agreement;
        const bool forbidden = at_odds(m, medoid, members, links, nodes);
        if (agreement < options.threshold || forbidden) {
          below.emplace_back(forbidden ? 0 : agreement, m);
        }
      }
    }
    if (below.empty()) {
      std::stable_partition(members.begin(), members.end(), [medoid](std::uint32_t m) { return m == medoid; });
      break;
    }
    std::sort(below.begin(), below.end(), [&](const auto& x, const auto& y) {
      return x.first != y.first ? x.first < y.first : nodes.rank[x.second] > nodes.rank[y.second];
    });
    below.resize(std::min(below.size(), most));
    for (const auto& [unused, node] : below) {
      out.push_back(node);
      members.erase(std::find(members.begin(), members.end(), node));
    }
  }
  return out;
}

std::vector<Members> connected(const Members& nodes, const Links& links, const ClusterOptions& options) {
  base::UnionFind sets(nodes.back() + 1);
  for (const auto& [unused, p] : links.pairs()) {
    if (p.agreement >= options.threshold && !p.forbidden) {
      sets.join(p.a, p.b);
    }
  }
  absl::flat_hash_map<std::uint32_t, Members> by_root;
  for (const std::uint32_t n : nodes) {
    by_root[sets.find(n)].push_back(n);
  }
  std::vector<Members> all;
  for (auto& [unused, members] : by_root) {
    all.push_back(std::move(members));
  }
  return all;
}

}  // namespace

std::vector<std::vector<std::uint32_t>> group(const std::vector<Pair>& pairs, const Nodes& nodes,
                                              const ClusterOptions& options, const Missing& missing) {
  std::vector<Members> done;
  if (pairs.empty()) {
    return done;
  }
  Links links(pairs, missing);
  Members left = links.nodes();
  const auto by_rank = [&](std::uint32_t a, std::uint32_t b) { return nodes.rank[a] < nodes.rank[b]; };
  if (!options.average_link) {
    done = connected(left, links, options);
    for (Members& members : done) {
      std::sort(members.begin(), members.end(), by_rank);
    }
    left.clear();
  }
  std::sort(left.begin(), left.end(), by_rank);
  // What leaves a story is grouped anew; each round settles at least one group, or nothing merged.
  while (left.size() > 1) {
    std::vector<Members> groups = cluster::average_link(representatives(left, links), links, nodes, options);
    left.clear();
    for (Members& members : groups) {
      const Members out = purge(members, links, nodes, options);
      left.insert(left.end(), out.begin(), out.end());
      if (members.size() > 1) {
        done.push_back(std::move(members));
      }
    }
    std::sort(left.begin(), left.end(), by_rank);
  }
  done.erase(std::remove_if(done.begin(), done.end(), [](const Members& m) { return m.size() < 2; }), done.end());
  std::sort(done.begin(), done.end(),
            [&](const Members& x, const Members& y) { return by_rank(x.front(), y.front()); });
  return done;
}

}  // namespace newsecho
