#include "cluster/links.h"

#include <algorithm>
#include <queue>
#include <tuple>

namespace newsecho::cluster {

namespace {

std::uint64_t key(std::uint32_t a, std::uint32_t b) {
  return a < b ? std::uint64_t{a} << 32 | b : std::uint64_t{b} << 32 | a;
}

// The agreement between two groups, as far as it was looked at.
struct Between {
  std::uint64_t sum = 0;  // permille, weighted by the articles on both sides
  std::uint64_t weight = 0;
  std::uint32_t pairs = 0;
  bool forbidden = false;

  void add(const Between& other) {
    sum += other.sum;
    weight += other.weight;
    pairs += other.pairs;
    forbidden = forbidden || other.forbidden;
  }
  std::uint64_t mean() const { return weight == 0 ? 0 : sum * 1000 / weight; }  // millionths
};

struct Group {
  Members members;  // ascending by rank
  absl::flat_hash_map<std::uint32_t, Between> near;
  std::uint32_t version = 0;
  bool alive = true;
};

struct Step {
  std::uint64_t mean;
  std::uint32_t rank_x, rank_y;  // of the groups' first members: decide ties
  std::uint32_t x, y, version_x, version_y;
  // Greatest mean first, then the longest articles.
  friend bool operator<(const Step& a, const Step& b) {
    return std::tie(a.mean, b.rank_x, b.rank_y) < std::tie(b.mean, a.rank_x, a.rank_y);
  }
};

class Agglomeration {
 public:
  Agglomeration(std::vector<Members> starts, Links& links, const Nodes& nodes, const ClusterOptions& options)
      : links_(links), nodes_(nodes), options_(options), groups_(starts.size()) {
    absl::flat_hash_map<std::uint32_t, std::uint32_t> home;
    for (std::uint32_t g = 0; g < starts.size(); ++g) {
      for (const std::uint32_t m : starts[g]) {
        home[m] = g;
      }
      groups_[g].members = std::move(starts[g]);
      sort_by_rank(groups_[g].members);
    }
    for (const auto& [unused, pair] : links_.pairs()) {
      const auto a = home.find(pair.a);
      const auto b = home.find(pair.b);
      if (a != home.end() && b != home.end() && a->second != b->second) {
        add(a->second, b->second, pair);
      }
    }
    for (std::uint32_t g = 0; g < groups_.size(); ++g) {
      push_all(g, /*above=*/true);
    }
  }

  std::vector<Members> run() {
    while (!queue_.empty()) {
      const Step step = queue_.top();
      queue_.pop();
      Group& x = groups_[step.x];
      Group& y = groups_[step.y];
      if (!x.alive || !y.alive || x.version != step.version_x || y.version != step.version_y) {
        continue;
      }
      if (look_closer(step.x, step.y)) {
        push(step.x, step.y);
      } else {
        merge(step.x, step.y);
      }
    }
    std::vector<Members> out;
    for (Group& g : groups_) {
      if (g.alive) {
        out.push_back(std::move(g.members));
      }
    }
    return out;
  }

 private:
  void sort_by_rank(Members& members) const {
    std::sort(members.begin(), members.end(),
              [&](std::uint32_t a, std::uint32_t b) { return nodes_.rank[a] < nodes_.rank[b]; });
  }

  void add(std::uint32_t x, std::uint32_t y, const Pair& pair) {
    const std::uint64_t weight = std::uint64_t{nodes_.weight[pair.a]} * nodes_.weight[pair.b];
    const Between one{weight * pair.agreement, weight, 1, pair.forbidden};
    groups_[x].near[y].add(one);
    groups_[y].near[x].add(one);
  }

  void push(std::uint32_t x, std::uint32_t y) {
    const Between& between = groups_[x].near.at(y);
    if (between.forbidden || between.mean() < std::uint64_t{options_.threshold} * 1000) {
      return;
    }
    if (nodes_.rank[groups_[y].members.front()] < nodes_.rank[groups_[x].members.front()]) {
      std::swap(x, y);
    }
    queue_.push({between.mean(), nodes_.rank[groups_[x].members.front()], nodes_.rank[groups_[y].members.front()], x, y,
                 groups_[x].version, groups_[y].version});
  }

  void push_all(std::uint32_t x, bool above) {
    for (const auto& [y, unused] : groups_[x].near) {
      if (!above || y > x) {
        push(x, y);
      }
    }
  }

  // Asks for pairs between two groups that no one looked at. Returns whether the mean changed.
  bool look_closer(std::uint32_t x, std::uint32_t y) {
    const Members& a = groups_[x].members;
    const Members& b = groups_[y].members;
    const std::uint64_t all = std::uint64_t{a.size()} * b.size();
    const std::uint64_t wanted = std::min<std::uint64_t>(all, options_.pairs_per_merge);
    if (groups_[x].near.at(y).pairs >= wanted) {
      return false;
    }
    const std::uint64_t before = groups_[x].near.at(y).mean();
    // By diagonals, so that the first members of both sides come first.
    for (std::size_t d = 0; d + 1 < a.size() + b.size(); ++d) {
      for (std::size_t i = d < b.size() ? 0 : d - b.size() + 1; i <= d && i < a.size(); ++i) {
        if (links_.known(a[i], b[d - i]) != nullptr) {
          continue;
        }
        const Pair pair = links_.get(a[i], b[d - i]);
        add(x, y, pair);
        if (groups_[x].near.at(y).pairs >= wanted) {
          return groups_[x].near.at(y).mean() != before || pair.forbidden;
        }
      }
    }
    return groups_[x].near.at(y).mean() != before;
  }

  void merge(std::uint32_t x, std::uint32_t y) {
    if (groups_[x].near.size() < groups_[y].near.size()) {
      std::swap(x, y);
    }
    Group& into = groups_[x];
    Group& from = groups_[y];
    Members members;
    std::merge(into.members.begin(), into.members.end(), from.members.begin(), from.members.end(),
               std::back_inserter(members),
               [&](std::uint32_t a, std::uint32_t b) { return nodes_.rank[a] < nodes_.rank[b]; });
    into.members.swap(members);
    into.near.erase(y);
    for (const auto& [z, between] : from.near) {
      if (z == x) {
        continue;
      }
      into.near[z].add(between);
      groups_[z].near.erase(y);
      groups_[z].near[x] = into.near[z];
    }
    from = Group{};
    from.alive = false;
    ++into.version;
    push_all(x, /*above=*/false);
  }

  Links& links_;
  const Nodes& nodes_;
  const ClusterOptions& options_;
  std::vector<Group> groups_;
  std::priority_queue<Step> queue_;
};

}  // namespace

Links::Links(const std::vector<Pair>& pairs, const Missing& missing) : missing_(missing) {
  for (const Pair& p : pairs) {
    pairs_.emplace(key(p.a, p.b), p);
    nodes_.push_back(p.a);
    nodes_.push_back(p.b);
  }
  std::sort(nodes_.begin(), nodes_.end());
  nodes_.erase(std::unique(nodes_.begin(), nodes_.end()), nodes_.end());
}

const Pair* Links::known(std::uint32_t a, std::uint32_t b) const {
  const auto at = pairs_.find(key(a, b));
  return at == pairs_.end() ? nullptr : &at->second;
}

const Pair& Links::get(std::uint32_t a, std::uint32_t b) {
  const auto [at, fresh] = pairs_.try_emplace(key(a, b), Pair{std::min(a, b), std::max(a, b), 0});
  if (fresh && missing_) {
    at->second = missing_(std::min(a, b), std::max(a, b));
  }
  return at->second;
}

std::vector<Members> average_link(std::vector<Members> starts, Links& links, const Nodes& nodes,
                                  const ClusterOptions& options) {
  return Agglomeration(std::move(starts), links, nodes, options).run();
}

}  // namespace newsecho::cluster
