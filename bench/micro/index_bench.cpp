#include <benchmark/benchmark.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "micro/sample.h"
#include "newsecho/index.h"

namespace newsecho {
namespace {

SignatureView view(const Signatures& signatures, std::uint32_t row) {
  if (signatures.empty(row)) return {};
  return {signatures.lanes(row), signatures.anchors(row)};
}

// The first rows only: the definition below looks at every pair.
Signatures some(const Signatures& all, std::uint32_t rows) {
  Signatures out(all.k());
  for (std::uint32_t i = 0; i < std::min<std::size_t>(rows, all.size()); ++i) {
    const SignatureView v = view(all, i);
    out.add(v.lanes, v.anchors);
  }
  return out;
}

// What the channels propose where no list is hot, pair by pair.
Candidates by_definition(const Signatures& rows, const IndexOptions& options) {
  std::map<ShingleHash, std::uint32_t> held;
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    for (const ShingleHash anchor : rows.anchors(i)) ++held[anchor];
  }
  Candidates out;
  std::vector<ShingleHash> both;
  for (std::uint32_t a = 0; a < rows.size(); ++a) {
    for (std::uint32_t b = a + 1; b < rows.size(); ++b) {
      if (rows.empty(a) || rows.empty(b)) continue;
      unsigned channels = 0;
      for (std::uint32_t band = 0; band < options.bands && channels == 0; ++band) {
        const auto x = rows.lanes(a).subspan(band * options.rows, options.rows);
        if (std::equal(x.begin(), x.end(), rows.lanes(b).subspan(band * options.rows).begin())) channels = kBands;
      }
      both.clear();
      const auto x = rows.anchors(a), y = rows.anchors(b);
      std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(both));
      const bool rare =
          std::any_of(both.begin(), both.end(), [&](ShingleHash h) { return held[h] <= options.rare_list; });
      if (rare || both.size() >= options.shared_anchors) channels |= kAnchors;
      if (channels != 0) out.push_back({a, b, static_cast<std::uint8_t>(channels)});
    }
  }
  return out;
}

bool is_right(IndexOptions options) {
  options.list_limit = ~0u;
  const Signatures rows = some(bench::sample_signatures(), 600);
  Candidates expected = by_definition(rows, options);
  for (Candidate& c : expected) {
    if (!options.use_bands) c.channels &= static_cast<std::uint8_t>(~kBands);
    if (!options.use_anchors) c.channels &= static_cast<std::uint8_t>(~kAnchors);
  }
  std::erase_if(expected, [](const Candidate& c) { return c.channels == 0; });
  return !expected.empty() && find_candidates(rows, options) == expected;
}

// Items are articles. Channels: 1 bands, 2 anchors, 3 both.
void candidates(benchmark::State& state) {
  IndexOptions options{.threads = 1};
  options.use_bands = (state.range(0) & 1) != 0;
  options.use_anchors = (state.range(0) & 2) != 0;
  state.SetLabel(options.use_bands && options.use_anchors ? "both" : options.use_bands ? "bands" : "anchors");
  if (!is_right(options)) return state.SkipWithError("not the pairs of the definition");
  const Signatures& signatures = bench::sample_signatures();
  for (auto _ : state) benchmark::DoNotOptimize(find_candidates(signatures, options));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * signatures.size()));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bench::sample_text_bytes()));
  state.counters["pairs"] = static_cast<double>(find_candidates(signatures, options).size());
}
BENCHMARK(candidates)->DenseRange(1, 3)->ArgName("channels")->Unit(benchmark::kMillisecond);

Index filled(const Signatures& signatures, const IndexOptions& options) {
  Index index(options);
  for (std::uint32_t i = 0; i < signatures.size(); ++i) {
    if (!index.insert(i, view(signatures, i)).ok()) return Index(options);
  }
  return index;
}

// Items are articles inserted.
void insert(benchmark::State& state) {
  const Signatures& signatures = bench::sample_signatures();
  if (filled(signatures, {}).size() != signatures.size()) return state.SkipWithError("articles lost");
  for (auto _ : state) benchmark::DoNotOptimize(filled(signatures, {}).size());
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * signatures.size()));
}
BENCHMARK(insert)->Unit(benchmark::kMillisecond);

// What an index of articles 0 to i-1 proposes for i, for every i, is what find_candidates() pairs.
bool answers_like_candidates() {
  const IndexOptions cold{.rare_list = 1, .list_limit = ~0u};
  const Signatures rows = some(bench::sample_signatures(), 600);
  const Index index = filled(rows, cold);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> asked, expected;
  for (std::uint32_t a = 0; a < rows.size(); ++a) {
    for (const Proposal& p : index.query(view(rows, a))) {
      if (p.id > a) asked.emplace_back(a, static_cast<std::uint32_t>(p.id));
    }
  }
  for (const Candidate& c : find_candidates(rows, cold)) expected.emplace_back(c.a, c.b);
  return asked == expected;
}

// Items are queries.
void query(benchmark::State& state) {
  if (!answers_like_candidates()) return state.SkipWithError("other pairs than find_candidates()");
  const Signatures& signatures = bench::sample_signatures();
  const Index index = filled(signatures, {});
  std::uint32_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(index.query(view(signatures, next)));
    next = (next + 1) % static_cast<std::uint32_t>(signatures.size());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(query);

}  // namespace
}  // namespace newsecho
