#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "micro/sample.h"
#include "newsecho/verify.h"

namespace newsecho {
namespace {

// Bytes are those of the articles' texts, items the articles.
void prepare_documents(benchmark::State& state) {
  const std::vector<Document>& documents = bench::sample_documents();
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (documents[i].tokens != bench::sample_tokens()[i].hash) return state.SkipWithError("not the article's tokens");
    if (documents[i].shingles.size() != bench::sample_shingles()[i].size()) return state.SkipWithError("shingles lost");
  }
  Document out;
  for (auto _ : state) {
    for (const Tokens& tokens : bench::sample_tokens()) {
      prepare(tokens, {}, {}, {}, out);
      benchmark::DoNotOptimize(out.shingles.data());
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * documents.size()));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bench::sample_text_bytes()));
}
BENCHMARK(prepare_documents)->Unit(benchmark::kMillisecond);

// Whether the shares are those of the exact sets, to the permille. Documents hold 40 bits a shingle.
bool is_exact(const Evidence& e, std::vector<ShingleHash> a, std::vector<ShingleHash> b) {
  for (ShingleHash& x : a) x >>= 24;
  for (ShingleHash& x : b) x >>= 24;
  std::vector<ShingleHash> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  const std::uint64_t common = both.size();
  const auto near = [&](std::uint16_t share, std::uint64_t of) {
    return std::abs(static_cast<double>(share) - 1000.0 * static_cast<double>(common) / static_cast<double>(of)) <= 1;
  };
  return e.common == common && near(e.resemblance, a.size() + b.size() - common) && near(e.a_in_b, a.size()) &&
         near(e.b_in_a, b.size());
}

StoryFrequency frequency_of(const std::vector<Document>& documents) {
  StoryFrequency frequency(1u << 20);
  for (const Document& document : documents) frequency.add(document);
  return frequency;
}

// Items are pairs, bytes the texts of both. Rare 1: with story frequencies, as in the second pass.
void verify_pairs(benchmark::State& state) {
  std::vector<Document> documents = bench::sample_documents();
  if (state.range(0) != 0) {
    const StoryFrequency frequency = frequency_of(documents);
    for (Document& document : documents) mark_rare(frequency, document);
  }
  const Candidates& pairs = bench::sample_candidates();
  std::size_t bytes = 0, checked = 0;
  for (const Candidate& c : pairs) {
    bytes += bench::sample_articles()[c.a].text.size() + bench::sample_articles()[c.b].text.size();
    const Evidence e = verify(documents[c.a], documents[c.b], {});
    if (e.common == 0) continue;  // decided at once
    ++checked;
    if (!is_exact(e, bench::sample_shingles()[c.a], bench::sample_shingles()[c.b])) {
      return state.SkipWithError("not the shares of the exact sets");
    }
  }
  if (checked == 0) return state.SkipWithError("no pair was checked");
  for (auto _ : state) {
    for (const Candidate& c : pairs) benchmark::DoNotOptimize(verify(documents[c.a], documents[c.b], {}).agreement);
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * pairs.size()));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes));
}
BENCHMARK(verify_pairs)->Arg(0)->Arg(1)->ArgName("rare")->Unit(benchmark::kMillisecond);

// What is done of a pair whose numbers differ, which is then compared no further.
void numbers_differ_pairs(benchmark::State& state) {
  const std::vector<Document>& documents = bench::sample_documents();
  const Candidates& pairs = bench::sample_candidates();
  for (const Candidate& c : pairs) {
    const Document &a = documents[c.a], &b = documents[c.b];
    if (numbers_differ(telling_values(a, {}), telling_values(b, {})) && same_report(verify(a, b, {}).relation)) {
      return state.SkipWithError("one report, and told apart");
    }
  }
  for (auto _ : state) {
    for (const Candidate& c : pairs) {
      benchmark::DoNotOptimize(numbers_differ(telling_values(documents[c.a], {}), telling_values(documents[c.b], {})));
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * pairs.size()));
}
BENCHMARK(numbers_differ_pairs)->Unit(benchmark::kMillisecond);

void align_pairs(benchmark::State& state) {
  const std::vector<Document>& documents = bench::sample_documents();
  const Candidates& pairs = bench::sample_candidates();
  for (const Candidate& c : pairs) {
    const Document &a = documents[c.a], &b = documents[c.b];
    for (const Stretch& s : aligned(a, b, {})) {
      for (std::uint32_t i = 0; i < s.tokens; ++i) {
        if (a.tokens[s.a + i] != b.tokens[s.b + i]) return state.SkipWithError("a stretch with other tokens");
      }
    }
  }
  for (auto _ : state) {
    for (const Candidate& c : pairs) benchmark::DoNotOptimize(aligned(documents[c.a], documents[c.b], {}).data());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * pairs.size()));
}
BENCHMARK(align_pairs)->Unit(benchmark::kMillisecond);

// Counts every article as a story, then marks all.
void story_frequency(benchmark::State& state) {
  std::vector<Document> documents = bench::sample_documents();
  const StoryFrequency frequency = frequency_of(documents);
  for (const Document& document : documents) {
    for (std::size_t i = 0; i < document.shingles.size(); ++i) {
      if (frequency.of(document.shingle(i)) == 0) return state.SkipWithError("a count too low");
    }
  }
  for (auto _ : state) {
    const StoryFrequency counted = frequency_of(documents);
    for (Document& document : documents) mark_rare(counted, document);
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * documents.size()));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bench::sample_text_bytes()));
}
BENCHMARK(story_frequency)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace newsecho
