// Random shingle sets of known resemblance, and a loop over the kernels this CPU can run.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "base/cpu.h"
#include "base/random.h"
#include "newsecho/shingle.h"

namespace newsecho {

inline std::vector<ShingleHash> random_set(std::size_t n, std::uint64_t seed) {
  base::SplitMix64 random(seed ^ 0x5eed);
  std::vector<ShingleHash> set(n);
  for (ShingleHash& x : set) x = random.next();
  return set;
}

// Two sets with `common` shared and `own` further values each: resemblance common / (common + 2 own).
inline std::pair<std::vector<ShingleHash>, std::vector<ShingleHash>> random_pair(std::size_t common, std::size_t own_a,
                                                                                 std::size_t own_b,
                                                                                 base::SplitMix64& random) {
  std::pair<std::vector<ShingleHash>, std::vector<ShingleHash>> pair;
  for (std::size_t i = 0; i < common; ++i) pair.first.push_back(random.next());
  pair.second = pair.first;
  for (std::size_t i = 0; i < own_a; ++i) pair.first.push_back(random.next());
  for (std::size_t i = 0; i < own_b; ++i) pair.second.push_back(random.next());
  return pair;
}

// Runs `make` under each kernel and expects the scalar result from all.
template <typename Make>
void expect_same_on_every_kernel(const Make& make) {
  force_kernel(Kernel::kScalar);
  const auto expected = make();
  for (const Kernel kernel : {Kernel::kAvx2, Kernel::kAvx512, Kernel::kNeon}) {
    if (!can_run(kernel)) continue;
    force_kernel(kernel);
    EXPECT_EQ(make(), expected) << name(kernel);
  }
  force_kernel(Kernel::kAuto);
}

}  // namespace newsecho
