// What the micro benchmarks share: kernels by benchmark argument and made-up input.
#pragma once

#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include "base/cpu.h"
#include "base/random.h"

namespace newsecho::bench {

// English has about six bytes a token, blanks and marks included.
inline constexpr std::int64_t kBytesPerToken = 6;

inline std::vector<std::uint64_t> random_hashes(std::size_t n, std::uint64_t seed) {
  base::SplitMix64 random(seed);
  std::vector<std::uint64_t> out(n);
  for (std::uint64_t& x : out) x = random.next();
  return out;
}

// Forces the kernel of a benchmark's first argument; false, with the reason shown, where it cannot run.
inline bool use_kernel(benchmark::State& state) {
  const Kernel kernel = static_cast<Kernel>(state.range(0));
  if (!can_run(kernel)) {
    state.SkipWithError("this CPU cannot run it");
    return false;
  }
  force_kernel(kernel);
  state.SetLabel(std::string(name(kernel)));
  return true;
}

// Counts text bytes and tokens of `tokens` a round.
inline void count(benchmark::State& state, std::size_t tokens) {
  const std::int64_t items = static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(tokens);
  state.SetItemsProcessed(items);
  state.SetBytesProcessed(items * kBytesPerToken);
}

// One row a kernel and size: a brief, an article of 4 KB, a long one.
inline void kernels_and_sizes(benchmark::internal::Benchmark* b) {
  for (const Kernel kernel : {Kernel::kScalar, Kernel::kAvx2, Kernel::kAvx512, Kernel::kNeon}) {
#if defined(__x86_64__)
    if (kernel == Kernel::kNeon) continue;
#endif
    for (const std::int64_t n : {60, 700, 10'000}) b->Args({static_cast<std::int64_t>(kernel), n});
  }
  b->ArgNames({"kernel", "tokens"});
}

}  // namespace newsecho::bench
