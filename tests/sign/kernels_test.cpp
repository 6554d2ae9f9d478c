#include "sign/kernels.h"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "base/hash.h"
#include "shingle/random_sets.h"

namespace newsecho::sign {
namespace {

constexpr Kernel kVector[] = {Kernel::kAvx2, Kernel::kAvx512, Kernel::kNeon};
constexpr Kernel kAll[] = {Kernel::kScalar, Kernel::kAvx2, Kernel::kAvx512, Kernel::kNeon};

std::vector<std::uint32_t> random_words(std::size_t n, std::uint64_t seed) {
  std::vector<std::uint32_t> words;
  for (const std::uint64_t x : random_set(n, seed)) words.push_back(static_cast<std::uint32_t>(x >> 7));
  return words;
}

TEST(SignKernels, ScalarIsTheFormula) {
  const std::uint64_t shingle = 0x0123456789abcdefu;
  std::uint32_t mixed[2];
  const Kernels& scalar = kernels(Kernel::kScalar);
  scalar.mix_keyed(&shingle, 1, 99, mixed);
  const std::uint64_t y = base::mix(shingle ^ 99);
  EXPECT_EQ(mixed[0], y & 0xffffffffu);
  EXPECT_EQ(mixed[1], y >> 32);
  const std::vector<std::uint32_t> a = random_words(kLaneStep, 1);
  std::vector<std::uint32_t> minima(kLaneStep, ~0u);
  scalar.min_lanes(mixed, 1, a.data(), kLaneStep, minima.data());
  for (std::size_t l = 0; l < kLaneStep; ++l) EXPECT_EQ(minima[l], mixed[1] + a[l] * mixed[0]);
}

// Where a kernel can run, none of its functions is another's by mistake.
TEST(SignKernels, EveryVectorKernelHasItsOwn) {
  for (const Kernel kernel : kVector) {
    if (!can_run(kernel)) continue;
    EXPECT_NE(kernels(kernel).mix_keyed, kernels(Kernel::kScalar).mix_keyed) << name(kernel);
    EXPECT_NE(kernels(kernel).min_lanes, kernels(Kernel::kScalar).min_lanes) << name(kernel);
    EXPECT_NE(kernels(kernel).equal_lanes, kernels(Kernel::kScalar).equal_lanes) << name(kernel);
  }
}

// Buffers of exact size, so that a sanitizer sees what reaches beyond them.
TEST(SignKernels, AllAsScalar) {
  const Kernels& scalar = kernels(Kernel::kScalar);
  for (std::size_t count = 0; count <= 70; ++count) {
    const std::vector<std::uint64_t> shingles = random_set(count, count);
    const std::size_t lanes = kLaneStep * (count % 19 + 1);
    const std::vector<std::uint32_t> a = random_words(lanes, 7);
    std::vector<std::uint32_t> mixed(2 * count), minima = random_words(lanes, 8);
    // Minima to begin with, some of which stay.
    for (std::uint32_t& m : minima) m >>= m % 8;
    std::vector<std::uint32_t> start = minima;
    scalar.mix_keyed(shingles.data(), count, 5, mixed.data());
    scalar.min_lanes(mixed.data(), count, a.data(), lanes, minima.data());
    for (const Kernel kernel : kVector) {
      if (!can_run(kernel)) continue;
      std::vector<std::uint32_t> mixed_here(2 * count), minima_here = start;
      kernels(kernel).mix_keyed(shingles.data(), count, 5, mixed_here.data());
      kernels(kernel).min_lanes(mixed_here.data(), count, a.data(), lanes, minima_here.data());
      EXPECT_EQ(mixed_here, mixed) << name(kernel) << " " << count;
      EXPECT_EQ(minima_here, minima) << name(kernel) << " " << count;
    }
  }
}

// Signatures of which every third lane is another's, of lengths around those of vectors.
TEST(SignKernels, EqualLanesAreCounted) {
  for (std::size_t n = 0; n <= 140; ++n) {
    std::vector<std::uint16_t> a(n), b(n);
    std::uint32_t equal = 0;
    for (std::size_t l = 0; l < n; ++l) {
      a[l] = static_cast<std::uint16_t>(l * 40503);
      b[l] = static_cast<std::uint16_t>(l % 3 == 0 ? a[l] ^ (1u << l % 16) : a[l]);
      equal += l % 3 == 0 ? 0 : 1;
    }
    for (const Kernel kernel : kAll) {
      if (!can_run(kernel)) continue;
      EXPECT_EQ(kernels(kernel).equal_lanes(a.data(), b.data(), n), equal) << name(kernel) << " " << n;
      EXPECT_EQ(kernels(kernel).equal_lanes(a.data(), a.data(), n), n) << name(kernel) << " " << n;
    }
  }
}

}  // namespace
}  // namespace newsecho::sign
