#include "cluster/links.h"

#include <algorithm>
#include <optional>
#include <queue>
#include <tuple>

namespace newsecho::cluster {

namespace {

std::uint64_t key(std::uint32_t a, std::uint32_t b) {
  return a < b ? std::uint64_t{a} << 32 | b : std::uint64_t{b} << 32 | a;
}

// The agreement between two groups. Pairs that the index proposed are known and mostly agree; the others
// mostly do not, so they are judged by a sample of their own and weighted by how many there are.
struct Between {
  std::uint64_t sum = 0, weight = 0;                  // proposed pairs: permille times articles on both sides
  std::uint64_t sampled_sum = 0, sampled_weight = 0;  // others that were asked for
  std::uint32_t pairs = 0, sampled = 0;
  bool forbidden = false;

  void add(const Between& other) {
    sum += other.sum;
    weight += other.weight;
    sampled_sum += other.sampled_sum;
    sampled_weight += other.sampled_weight;
    pairs += other.pairs;
    sampled += other.sampled;
    forbidden = forbidden || other.forbidden;
  }

  // Returns the mean over all `total` weight, in millionths. Until others were asked for, they are
  // taken for as good as the proposed ones: the mean can only be too high, and is looked at again.
  std::uint64_t mean(std::uint64_t total) const {
    if (weight + sampled_weight == 0) {
      return 0;
    }
    if (sampled_weight == 0 || weight + sampled_weight >= total) {
      return (sum + sampled_sum) * 1000 / (weight + sampled_weight);
    }
    const std::uint64_t rest = total - weight;
    return (sum * 1000 + sampled_sum * 1000 / sampled_weight * rest) / total;
  }
};

struct Group {
  Members members;  // ascending by rank
  std::uint64_t weight = 0;
  absl::flat_hash_map<std::uint32_t, Between> near;
  std::uint32_t stamp = 0;  // when it was merged; 0: as it started
  bool alive = true;
};

struct Step {
  std::uint64_t mean;
  std::uint32_t rank_x, rank_y;  // of the groups' first members: decide ties
  std::uint32_t x, y, stamp_x, stamp_y;
  // Greatest mean first, then the longest articles.
  friend bool operator<(const Step& a, const Step& b) {
    return std::tie(a.mean, b.rank_x, b.rank_y) < std::tie(b.mean, a.rank_x, a.rank_y);
  }
};

// Finds the best merge by a queue. Pairs of starting groups are queued one by one. A merged group stands
// there once, with the best of its pairs with older groups; a pair is thus queued by the younger of its
// groups or not at all, and the queue never holds more than pairs and groups. Queued for every neighbour
// anew, a group that takes in ten thousand copies one by one would fill the memory.
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
      for (const std::uint32_t m : groups_[g].members) {
        groups_[g].weight += nodes_.weight[m];
      }
    }
    for (const auto& [unused, pair] : links_.pairs()) {
      const auto a = home.find(pair.a);
      const auto b = home.find(pair.b);
      if (a != home.end() && b != home.end() && a->second != b->second) {
        add(a->second, b->second, pair, /*proposed=*/true);
      }
    }
    for (std::uint32_t g = 0; g < groups_.size(); ++g) {
      for (const auto& [other, unused] : groups_[g].near) {
        if (other > g) {
          push(g, other);
        }
      }
    }
  }

  std::vector<Members> run() {
    while (!queue_.empty()) {
      const Step step = queue_.top();
      queue_.pop();
      const bool x_stands = is_valid(step.x, step.stamp_x);
      const bool y_stands = is_valid(step.y, step.stamp_y);
      if (x_stands && y_stands && !look_closer(step.x, step.y)) {
        merge(step.x, step.y);
        continue;
      }
      const bool x_is_younger = step.stamp_x > step.stamp_y;
      if (std::max(step.stamp_x, step.stamp_y) > 0) {
        if (x_is_younger ? x_stands : y_stands) {
          push_best(x_is_younger ? step.x : step.y);
        }
      } else if (x_stands && y_stands) {
        push(step.x, step.y);
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

  void add(std::uint32_t x, std::uint32_t y, const Pair& pair, bool proposed) {
    const std::uint64_t weight = std::uint64_t{nodes_.weight[pair.a]} * nodes_.weight[pair.b];
    Between one;
    one.forbidden = pair.forbidden;
    if (proposed) {
      one.sum = weight * pair.agreement;
      one.weight = weight;
      one.pairs = 1;
    } else {
      one.sampled_sum = weight * pair.agreement;
      one.sampled_weight = weight;
      one.sampled = 1;
    }
    groups_[x].near[y].add(one);
    groups_[y].near[x].add(one);
  }

  std::uint64_t mean(std::uint32_t x, std::uint32_t y) const {
    return groups_[x].near.at(y).mean(groups_[x].weight * groups_[y].weight);
  }

  bool is_valid(std::uint32_t x, std::uint32_t stamp) const { return groups_[x].alive && groups_[x].stamp == stamp; }

  // Returns the merge of two groups, or none if they must not merge.
  std::optional<Step> step_of(std::uint32_t x, std::uint32_t y, const Between& between) const {
    const std::uint64_t mean = between.mean(groups_[x].weight * groups_[y].weight);
    if (between.forbidden || mean < std::uint64_t{options_.threshold} * 1000) {
      return std::nullopt;
    }
    if (nodes_.rank[groups_[y].members.front()] < nodes_.rank[groups_[x].members.front()]) {
      std::swap(x, y);
    }
    return Step{mean,
                nodes_.rank[groups_[x].members.front()],
                nodes_.rank[groups_[y].members.front()],
                x,
                y,
                groups_[x].stamp,
                groups_[y].stamp};
  }

  void push(std::uint32_t x, std::uint32_t y) {
    if (const std::optional<Step> step = step_of(x, y, groups_[x].near.at(y))) {
      queue_.push(*step);
    }
  }

  void push_best(std::uint32_t x) {
    std::optional<Step> best;
    for (const auto& [y, between] : groups_[x].near) {
      if (groups_[y].stamp < groups_[x].stamp) {
        const std::optional<Step> step = step_of(x, y, between);
        if (step && (!best || *best < *step)) {
          best = step;
        }
      }
    }
    if (best) {
      queue_.push(*best);
    }
  }

  // Asks for pairs between two groups that no one looked at: all while they are few, else evenly spread
  // ones. Returns whether the mean changed.
  bool look_closer(std::uint32_t x, std::uint32_t y) {
    const Members& a = groups_[x].members;
    const Members& b = groups_[y].members;
    const std::uint64_t all = std::uint64_t{a.size()} * b.size();
    const Between& now = groups_[x].near.at(y);
    const std::uint64_t others = all - std::min<std::uint64_t>(all, now.pairs);
    const std::uint64_t wanted = std::min<std::uint64_t>(others, options_.pairs_per_merge);
    if (now.sampled >= wanted) {
      return false;
    }
    const std::uint64_t before = mean(x, y);
    const std::uint64_t step = others <= options_.pairs_per_merge ? 1 : std::max<std::uint64_t>(1, all / (2 * wanted));
    for (std::uint64_t t = 0; t < all; t += step) {
      const std::uint32_t m = a[t / b.size()];
      const std::uint32_t n = b[t % b.size()];
      if (links_.known(m, n) == nullptr) {
        add(x, y, links_.get(m, n), /*proposed=*/false);
        if (groups_[x].near.at(y).sampled >= wanted) {
          break;
        }
      }
    }
    Between& looked = groups_[x].near.at(y);
    if (looked.sampled < wanted) {  // the spread hit mostly known pairs: enough was asked for
      groups_[y].near.at(x).sampled = looked.sampled = static_cast<std::uint32_t>(wanted);
    }
    return mean(x, y) != before || looked.forbidden;
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
    into.weight += from.weight;
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
    into.stamp = ++merges_;
    push_best(x);
  }

  Links& links_;
  const Nodes& nodes_;
  const ClusterOptions& options_;
  std::vector<Group> groups_;
  std::priority_queue<Step> queue_;
  std::uint32_t merges_ = 0;
};

}  // namespace

Links::Links(const std::vector<Pair>& pairs, const Missing& missing) : missing_(missing) {
  for (const Pair& p : pairs) {
    pairs_.emplace(key(p.a, p.b), p);
    note(p);
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
    note(at->second);
  }
  return at->second;
}

void Links::note(const Pair& pair) {
  if (pair.forbidden) {
    forbidden_[pair.a].push_back(pair.b);
    forbidden_[pair.b].push_back(pair.a);
  }
}

absl::Span<const std::uint32_t> Links::forbidden(std::uint32_t node) const {
  const auto at = forbidden_.find(node);
  return at == forbidden_.end() ? absl::Span<const std::uint32_t>() : absl::MakeConstSpan(at->second);
}

std::vector<Members> average_link(std::vector<Members> starts, Links& links, const Nodes& nodes,
                                  const ClusterOptions& options) {
  return Agglomeration(std::move(starts), links, nodes, options).run();
}

}  // namespace newsecho::cluster
