#include "shingle/kernels.h"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "base/hash.h"
#include "shingle/random_sets.h"

namespace newsecho::shingle {
namespace {

constexpr Kernel kVector[] = {Kernel::kAvx2, Kernel::kAvx512, Kernel::kNeon};

// Buffers of exact size: a sanitizer sees a read or write beyond them, a canary the latter.
TEST(ShingleKernels, HashWindowsAsScalarAndWithinBounds) {
  const std::vector<std::uint64_t> multipliers = random_set(9, 1);
  for (std::uint32_t width = 1; width <= 9; ++width) {
    const Window window = {width, 77, multipliers.data()};
    for (std::size_t count = 0; count <= 40; ++count) {
      std::vector<std::uint32_t> tokens;
      for (const std::uint64_t x : random_set(count + width - 1, count))
        tokens.push_back(static_cast<std::uint32_t>(x));
      std::vector<std::uint64_t> expected(count + 1, 42);
      hash_windows(Kernel::kScalar)(tokens.data(), count, window, expected.data());
      EXPECT_EQ(expected.back(), 42u);
      for (const Kernel kernel : kVector) {
        if (!can_run(kernel)) continue;
        std::vector<std::uint64_t> out(count + 1, 42);
        hash_windows(kernel)(tokens.data(), count, window, out.data());
        EXPECT_EQ(out, expected) << name(kernel) << " " << width << " " << count;
      }
    }
  }
}

// Where a kernel can run, none of its functions is another's by mistake.
TEST(ShingleKernels, EveryVectorKernelHasItsOwn) {
  for (const Kernel kernel : kVector) {
    if (!can_run(kernel)) continue;
    EXPECT_NE(hash_windows(kernel), hash_windows(Kernel::kScalar)) << name(kernel);
    EXPECT_NE(intersect(kernel), intersect(Kernel::kScalar)) << name(kernel);
  }
}

TEST(ShingleKernels, ScalarIsTheFormula) {
  const std::vector<std::uint64_t> multipliers = {3, 5};
  const std::uint32_t tokens[] = {0xffffffffu, 7};
  std::uint64_t out = 0;
  hash_windows(Kernel::kScalar)(tokens, 1, {2, 11, multipliers.data()}, &out);
  EXPECT_EQ(out, base::mix(11 + 3 * 0xffffffffull + 35));
}

TEST(ShingleKernels, IntersectAsScalar) {
  base::SplitMix64 random(1);
  for (std::size_t n = 0; n <= 60; ++n) {
    auto [a, b] = random_pair(n, n % 7, 60 - n, random);
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    EXPECT_EQ(intersect(Kernel::kScalar)(a.data(), a.size(), b.data(), b.size()), n);
    for (const Kernel kernel : kVector) {
      if (!can_run(kernel)) continue;
      EXPECT_EQ(intersect(kernel)(a.data(), a.size(), b.data(), b.size()), n) << name(kernel);
    }
  }
}

}  // namespace
}  // namespace newsecho::shingle
