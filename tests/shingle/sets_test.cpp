#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "base/cpu.h"
#include "newsecho/shingle.h"
#include "shingle/random_sets.h"

namespace newsecho {
namespace {

std::vector<ShingleHash> sorted(std::vector<ShingleHash> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

std::vector<ShingleHash> made_set(std::vector<ShingleHash> values) {
  sort_unique(values);
  return values;
}

TEST(SortUnique, MatchesTheStandardLibraryOnHashes) {
  for (std::size_t n = 0; n <= 600; ++n) {
    const std::vector<ShingleHash> values = random_set(n, n);
    EXPECT_EQ(made_set(values), sorted(values));
  }
  for (const std::size_t n : {5'000u, 100'000u, 1'000'000u}) {
    const std::vector<ShingleHash> values = random_set(n, n);
    EXPECT_TRUE(made_set(values) == sorted(values)) << n;
  }
}

// Values that share their upper bits, repeat, or come in order defeat the bucket pass, never the result.
TEST(SortUnique, MatchesTheStandardLibraryOnAnythingElse) {
  for (const std::size_t n : {2u, 49u, 50u, 1000u, 20'000u}) {
    std::vector<ShingleHash> rising, falling, same, few, narrow, ends, repeats = random_set(n, 3);
    for (std::size_t i = 0; i < n; ++i) {
      rising.push_back(i);
      falling.push_back(n - i);
      same.push_back(42);
      few.push_back(random_set(1, i % 5)[0]);
      narrow.push_back(random_set(1, i)[0] & 0xffff);
      ends.push_back(i % 2 ? 0 : std::numeric_limits<ShingleHash>::max());
      repeats[i] = repeats[i % (n / 2)];
    }
    for (const std::vector<ShingleHash>& values : {rising, falling, same, few, narrow, ends, repeats}) {
      EXPECT_TRUE(made_set(values) == sorted(values)) << n;
    }
  }
}

std::uint32_t dumb_intersection(const std::vector<ShingleHash>& a, const std::vector<ShingleHash>& b) {
  std::vector<ShingleHash> common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
  return static_cast<std::uint32_t>(common.size());
}

TEST(IntersectionSize, MatchesTheStandardLibraryOnEveryKernel) {
  base::SplitMix64 random(4);
  for (std::size_t n = 0; n <= 200; ++n) {
    for (const std::size_t own : {std::size_t{0}, n / 3, n, 7 * n + 5, 70 * n + 40}) {
      auto [a, b] = random_pair(n, own % 11, own, random);
      a = sorted(a);
      b = sorted(b);
      const std::uint32_t expected = dumb_intersection(a, b);
      EXPECT_EQ(expected, n);
      expect_same_on_every_kernel([&, &first = a, &second = b] {
        EXPECT_EQ(intersection_size(first, second), expected);
        return intersection_size(second, first);
      });
    }
  }
}

TEST(IntersectionSize, DenseSetsMeetAtEveryOffset) {
  for (ShingleHash step_a = 1; step_a <= 9; ++step_a) {
    for (ShingleHash step_b = 1; step_b <= 9; ++step_b) {
      std::vector<ShingleHash> a, b;
      for (ShingleHash i = 0; i < 150; ++i) a.push_back(i * step_a);
      for (ShingleHash i = 3; i < 130; ++i) b.push_back(i * step_b);
      const std::uint32_t expected = dumb_intersection(a, b);
      expect_same_on_every_kernel([&] {
        EXPECT_EQ(intersection_size(b, a), expected);
        return intersection_size(a, b);
      });
    }
  }
}

TEST(IntersectionSize, GallopsThroughMuchLargerSets) {
  base::SplitMix64 random(5);
  const std::vector<ShingleHash> many = sorted(random_set(20'000, 6));
  for (std::size_t n = 1; n < 300; n += 13) {
    std::vector<ShingleHash> few = random_set(n, n);
    for (std::size_t i = 0; i < n; ++i) few.push_back(many[random.next() % many.size()]);
    few.push_back(many.front());
    few.push_back(many.back());
    few.push_back(0);
    few.push_back(std::numeric_limits<ShingleHash>::max());
    few = sorted(few);
    EXPECT_EQ(intersection_size(few, many), dumb_intersection(few, many));
    EXPECT_EQ(intersection_size(many, few), dumb_intersection(few, many));
  }
}

}  // namespace
}  // namespace newsecho
