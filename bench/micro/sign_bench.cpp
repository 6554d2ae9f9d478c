#include <algorithm>
#include <string>

#include "micro/kernels.h"
#include "newsecho/features.h"
#include "newsecho/sign.h"

namespace newsecho {
namespace {

using bench::random_hashes;

// What the kernels compute, asked from the scalar one.
Signature expected(const MinHasher& hasher, const std::vector<ShingleHash>& shingles) {
  const Kernel kernel = active_kernel();
  force_kernel(Kernel::kScalar);
  Signature signature = hasher.sign(shingles);
  force_kernel(kernel);
  return signature;
}

void sign(benchmark::State& state) {
  if (!bench::use_kernel(state)) return;
  const std::size_t n = static_cast<std::size_t>(state.range(1));
  const std::vector<ShingleHash> shingles = random_hashes(n, 1);
  const MinHasher hasher;
  Signature signature = hasher.sign(shingles);
  if (signature != expected(hasher, shingles)) return state.SkipWithError("wrong lanes");
  for (auto _ : state) {
    hasher.sign_into(shingles, absl::MakeSpan(signature.lanes));
    benchmark::DoNotOptimize(signature.lanes.data());
  }
  bench::count(state, n);
}
BENCHMARK(sign)->Apply(bench::kernels_and_sizes);

void anchors(benchmark::State& state) {
  const std::size_t n = static_cast<std::size_t>(state.range(0));
  const std::vector<ShingleHash> shingles = random_hashes(n, 1);
  std::vector<ShingleHash> out;
  anchors_into(shingles, 1, out);
  if (out.size() != n) return state.SkipWithError("modulus 1 lost some");
  for (auto _ : state) {
    anchors_into(shingles, kAnchorModulus, out);
    benchmark::DoNotOptimize(out.data());
  }
  bench::count(state, n);
}
BENCHMARK(anchors)->Arg(60)->Arg(700)->Arg(10'000);

// Bytes are those of the text, items its characters.
void noise_anchors(benchmark::State& state) {
  std::string text;
  for (const std::uint64_t x : random_hashes(4096, 1)) text.push_back(" etaoinshrdlucm"[x % 15]);
  std::vector<ShingleHash> all, out;
  noise_anchors_into(text, 1, all);
  noise_anchors_into(text, kNoiseModulus, out);
  if (out.empty() || intersection_size(out, all) != out.size()) return state.SkipWithError("not a sample");
  for (auto _ : state) {
    noise_anchors_into(text, kNoiseModulus, out);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}
BENCHMARK(noise_anchors);

// Items are pairs of signatures.
void compare(benchmark::State& state) {
  if (!bench::use_kernel(state)) return;
  const MinHasher hasher;
  const Signature a = hasher.sign(random_hashes(100, 1)), b = hasher.sign(random_hashes(100, 2));
  if (equal_lanes(a.lanes, a.lanes) != a.lanes.size()) return state.SkipWithError("wrong count");
  for (auto _ : state) benchmark::DoNotOptimize(equal_lanes(a.lanes, b.lanes));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(compare)
    ->Arg(static_cast<std::int64_t>(Kernel::kScalar))
    ->Arg(static_cast<std::int64_t>(Kernel::kAvx2))
    ->Arg(static_cast<std::int64_t>(Kernel::kAvx512));

// Items are band keys.
void band_keys(benchmark::State& state) {
  const std::uint32_t rows = static_cast<std::uint32_t>(state.range(0));
  const Signature a = MinHasher().sign(random_hashes(100, 1));
  std::vector<BandKey> keys;
  band_keys_into(a.lanes, rows, keys);
  if (keys.size() != 128 / rows || keys[1] != band_key(absl::MakeSpan(a.lanes).subspan(rows, rows), 1)) {
    return state.SkipWithError("wrong keys");
  }
  for (auto _ : state) {
    band_keys_into(a.lanes, rows, keys);
    benchmark::DoNotOptimize(keys.data());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * keys.size()));
}
BENCHMARK(band_keys)->Arg(2)->Arg(4)->Arg(8);

// Shingle, sort, sign, sample and write: all this stage does for one article.
void features(benchmark::State& state) {
  if (!bench::use_kernel(state)) return;
  const std::size_t n = static_cast<std::size_t>(state.range(1));
  std::vector<Tokens> articles(20);
  for (std::size_t a = 0; a < articles.size(); ++a) {
    for (const std::uint64_t x : random_hashes(n, a)) articles[a].hash.push_back(static_cast<std::uint32_t>(x));
    articles[a].flags.assign(n, 0);
  }
  const FeatureMaker maker({}, {});
  std::string record;
  maker.append({.body = &articles[0]}, record);
  const absl::StatusOr<FeatureView> view = FeatureView::open(record);
  if (!view.ok() || !view->check().ok() || view->tokens() != absl::MakeConstSpan(articles[0].hash)) {
    return state.SkipWithError("wrong record");
  }
  std::size_t next = 0;
  for (auto _ : state) {
    record.clear();
    maker.append({.body = &articles[next++ % articles.size()]}, record);
    benchmark::DoNotOptimize(record.data());
  }
  bench::count(state, n);
}
BENCHMARK(features)->Apply(bench::kernels_and_sizes);

void open_record(benchmark::State& state) {
  Tokens article;
  article.hash.assign(700, 1);
  article.flags.assign(700, 0);
  std::string record;
  FeatureMaker({}, {}).append({.body = &article}, record);
  if (!FeatureView::open(record).ok()) return state.SkipWithError("wrong record");
  for (auto _ : state) benchmark::DoNotOptimize(FeatureView::open(record)->lanes().data());
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(open_record);

}  // namespace
}  // namespace newsecho
