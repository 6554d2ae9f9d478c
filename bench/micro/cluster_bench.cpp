#include <benchmark/benchmark.h>

#include <algorithm>
#include <numeric>

#include "base/random.h"
#include "micro/sample.h"
#include "newsecho/cluster.h"
#include "newsecho/verify.h"

namespace newsecho {
namespace {

struct Graph {
  std::vector<Pair> pairs;
  Nodes nodes;
};

// The verified pairs of the sample.
const Graph& sample_graph() {
  static const Graph graph = [] {
    Graph g;
    for (const Candidate& c : bench::sample_candidates()) {
      const Evidence e = verify(bench::sample_documents()[c.a], bench::sample_documents()[c.b], {});
      if (e.agreement > 0) g.pairs.push_back({c.a, c.b, e.agreement});
    }
    g.nodes.weight.assign(bench::sample_documents().size(), 1);
    g.nodes.rank.resize(bench::sample_documents().size());
    std::iota(g.nodes.rank.begin(), g.nodes.rank.end(), 0u);
    return g;
  }();
  return graph;
}

// Groups of 2, 4, ... nodes all of whose pairs agree, and weak pairs across them, in no order.
Graph planted(std::uint32_t nodes, std::uint32_t size) {
  Graph g;
  base::SplitMix64 random(1);
  for (std::uint32_t a = 0; a < nodes; ++a) {
    for (std::uint32_t b = a + 1; b < nodes && b / size == a / size; ++b) g.pairs.push_back({a, b, 800});
    const std::uint32_t other = static_cast<std::uint32_t>(random.next() % nodes);
    if (other / size != a / size) g.pairs.push_back({std::min(a, other), std::max(a, other), 100});
  }
  for (std::size_t i = g.pairs.size(); i > 1; --i) std::swap(g.pairs[i - 1], g.pairs[random.next() % i]);
  g.nodes.weight.assign(nodes, 1);
  g.nodes.rank.resize(nodes);
  std::iota(g.nodes.rank.begin(), g.nodes.rank.end(), 0u);
  return g;
}

using Groups = std::vector<std::vector<std::uint32_t>>;

// The components over pairs that agree, by flooding; each ascending.
Groups flooded(const Graph& g, std::uint16_t threshold) {
  std::vector<std::vector<std::uint32_t>> next(g.nodes.rank.size());
  for (const Pair& p : g.pairs) {
    if (p.agreement < threshold) continue;
    next[p.a].push_back(p.b);
    next[p.b].push_back(p.a);
  }
  Groups groups;
  std::vector<char> seen(next.size(), 0);
  for (std::uint32_t begin = 0; begin < next.size(); ++begin) {
    if (seen[begin] != 0 || next[begin].empty()) continue;
    std::vector<std::uint32_t> members{begin};
    seen[begin] = 1;
    for (std::size_t i = 0; i < members.size(); ++i) {
      for (const std::uint32_t n : next[members[i]]) {
        if (seen[n] == 0) members.push_back(n);
        seen[n] = 1;
      }
    }
    std::sort(members.begin(), members.end());
    groups.push_back(std::move(members));
  }
  return groups;
}

Groups in_order(Groups groups) {
  for (auto& members : groups) std::sort(members.begin(), members.end());
  std::sort(groups.begin(), groups.end());
  return groups;
}

void count_pairs(benchmark::State& state, const Graph& g) {
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * g.pairs.size()));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * g.pairs.size() * sizeof(Pair)));
}

// Items are pairs.
void connected(benchmark::State& state) {
  const Graph& g = sample_graph();
  const ClusterOptions options{.average_link = false};
  if (in_order(group(g.pairs, g.nodes, options, nullptr)) != flooded(g, options.threshold)) {
    return state.SkipWithError("not the connected components");
  }
  for (auto _ : state) benchmark::DoNotOptimize(group(g.pairs, g.nodes, options, nullptr));
  count_pairs(state, g);
}
BENCHMARK(connected)->Unit(benchmark::kMillisecond);

void average_link(benchmark::State& state) {
  const Graph& g = sample_graph();
  const Groups components = flooded(g, ClusterOptions{}.threshold);
  std::vector<std::uint32_t> component(g.nodes.rank.size(), ~0u);
  for (std::uint32_t i = 0; i < components.size(); ++i) {
    for (const std::uint32_t n : components[i]) component[n] = i;
  }
  for (const auto& members : group(g.pairs, g.nodes, {}, nullptr)) {
    for (const std::uint32_t n : members) {
      if (component[n] == ~0u || component[n] != component[members[0]]) {
        return state.SkipWithError("a group runs over a component");
      }
    }
  }
  for (auto _ : state) benchmark::DoNotOptimize(group(g.pairs, g.nodes, {}, nullptr));
  count_pairs(state, g);
}
BENCHMARK(average_link)->Unit(benchmark::kMillisecond);

// Many small stories, or few large ones.
void average_link_planted(benchmark::State& state) {
  const std::uint32_t size = static_cast<std::uint32_t>(state.range(0));
  const Graph g = planted(4096, size);
  if (in_order(group(g.pairs, g.nodes, {}, nullptr)) != flooded(g, 500))
    return state.SkipWithError("not what was planted");
  for (auto _ : state) benchmark::DoNotOptimize(group(g.pairs, g.nodes, {}, nullptr));
  count_pairs(state, g);
}
BENCHMARK(average_link_planted)->Arg(2)->Arg(16)->Arg(256)->ArgName("story")->Unit(benchmark::kMillisecond);

void components(benchmark::State& state) {
  const Graph& g = sample_graph();
  std::size_t kept = 0;
  for (const auto& part : newsecho::components(g.pairs, {})) kept += part.size();
  const Groups whole = in_order(group(g.pairs, g.nodes, {}, nullptr));
  Groups parts;
  for (auto& part : newsecho::components(g.pairs, {})) {
    for (auto& members : group(part, g.nodes, {}, nullptr)) parts.push_back(std::move(members));
  }
  if (kept == 0 || in_order(std::move(parts)) != whole) return state.SkipWithError("not the groups of the whole");
  for (auto _ : state) benchmark::DoNotOptimize(newsecho::components(g.pairs, {}));
  count_pairs(state, g);
}
BENCHMARK(components)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace newsecho
