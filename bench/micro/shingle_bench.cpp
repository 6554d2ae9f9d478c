#include <algorithm>
#include <iterator>

#include "micro/kernels.h"
#include "newsecho/normalise.h"
#include "newsecho/shingle.h"

namespace newsecho {
namespace {

using bench::random_hashes;

void shingle(benchmark::State& state) {
  if (!bench::use_kernel(state)) return;
  const std::size_t n = static_cast<std::size_t>(state.range(1));
  std::vector<std::uint32_t> hash;
  for (const std::uint64_t x : random_hashes(n, 1)) hash.push_back(static_cast<std::uint32_t>(x));
  const std::vector<std::uint8_t> flags(n, 0);
  std::vector<ShingleHash> out, last;
  shingle_into(hash, flags, {}, out);
  shingle_into(absl::MakeSpan(hash).last(3), absl::MakeSpan(flags).last(3), {}, last);
  if (out.size() != n - 2 || out.back() != last[0]) return state.SkipWithError("wrong shingles");
  for (auto _ : state) {
    shingle_into(hash, flags, {}, out);
    benchmark::DoNotOptimize(out.data());
  }
  bench::count(state, n);
}
BENCHMARK(shingle)->Apply(bench::kernels_and_sizes);

// A tenth of the tokens stripped, in runs, and a tenth code points.
void shingle_mixed(benchmark::State& state) {
  if (!bench::use_kernel(state)) return;
  const std::size_t n = static_cast<std::size_t>(state.range(1));
  std::vector<std::uint32_t> hash;
  for (const std::uint64_t x : random_hashes(n, 1)) hash.push_back(static_cast<std::uint32_t>(x));
  std::vector<std::uint8_t> flags(n, 0);
  for (std::size_t i = 0; i < n; ++i) flags[i] = i % 200 < 20 ? kStripped : i % 200 < 40 ? kCodePoint : 0;
  std::vector<ShingleHash> out;
  shingle_into(hash, flags, {}, out);
  if (out.empty()) return state.SkipWithError("no shingles");
  for (auto _ : state) {
    shingle_into(hash, flags, {}, out);
    benchmark::DoNotOptimize(out.data());
  }
  bench::count(state, n);
}
BENCHMARK(shingle_mixed)->Apply(bench::kernels_and_sizes);

void copy(std::vector<ShingleHash>&) {}

// Both sorts copy their input first; `copy` is what that costs.
template <void (*kSort)(std::vector<ShingleHash>&)>
void sort(benchmark::State& state) {
  const std::size_t n = static_cast<std::size_t>(state.range(0));
  // Several inputs in turn: one alone would teach the branch predictor its order.
  std::vector<std::vector<ShingleHash>> inputs;
  for (std::uint64_t i = 0; i < 1 + 200'000 / n; ++i) inputs.push_back(random_hashes(n, i));
  std::vector<ShingleHash> values = inputs[0];
  kSort(values);
  if (values.size() != n || (kSort != copy && !std::is_sorted(values.begin(), values.end()))) {
    return state.SkipWithError("not sorted, or values lost");
  }
  std::size_t next = 0;
  for (auto _ : state) {
    const std::vector<ShingleHash>& input = inputs[next++ % inputs.size()];
    values.assign(input.begin(), input.end());
    kSort(values);
    benchmark::DoNotOptimize(values.data());
  }
  bench::count(state, n);
}
void standard(std::vector<ShingleHash>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}
BENCHMARK(sort<copy>)->Arg(60)->Arg(700)->Arg(10'000);
BENCHMARK(sort<standard>)->Arg(60)->Arg(700)->Arg(10'000);
BENCHMARK(sort<sort_unique>)->Arg(60)->Arg(700)->Arg(10'000);

// Two sets that share half; items are values of both.
void intersect(benchmark::State& state) {
  if (!bench::use_kernel(state)) return;
  const std::size_t n = static_cast<std::size_t>(state.range(1));
  const std::vector<ShingleHash> all = random_hashes(3 * n / 2, 7);
  std::vector<ShingleHash> a(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(n));
  std::vector<ShingleHash> b(all.end() - static_cast<std::ptrdiff_t>(n), all.end());
  sort_unique(a);
  sort_unique(b);
  std::vector<ShingleHash> common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
  if (intersection_size(a, b) != common.size()) return state.SkipWithError("wrong size");
  for (auto _ : state) benchmark::DoNotOptimize(intersection_size(a, b));
  bench::count(state, 2 * n);
}
BENCHMARK(intersect)->Apply(bench::kernels_and_sizes);

}  // namespace
}  // namespace newsecho
