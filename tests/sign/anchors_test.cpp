#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "newsecho/sign.h"
#include "shingle/random_sets.h"

namespace newsecho {
namespace {

std::vector<ShingleHash> anchors(const std::vector<ShingleHash>& shingles, std::uint32_t modulus = kAnchorModulus) {
  std::vector<ShingleHash> out;
  anchors_into(shingles, modulus, out);
  return out;
}

TEST(Anchors, AreOneInModulus) {
  constexpr double kN = 1'200'000;
  const std::vector<ShingleHash> shingles = random_set(static_cast<std::size_t>(kN), 1);
  for (const std::uint32_t m : {2u, 4u, 12u, 16u, 100u}) {
    const double p = 1.0 / m;
    EXPECT_NEAR(static_cast<double>(anchors(shingles, m).size()), kN * p, 5 * std::sqrt(kN * p * (1 - p))) << m;
  }
  EXPECT_EQ(anchors(shingles, 1).size(), shingles.size());
  EXPECT_EQ(anchors(shingles, 0).size(), shingles.size());
}

TEST(Anchors, AreOneInModulusOfSequentialNumbersToo) {
  std::vector<ShingleHash> sequence(120'000);
  for (std::size_t i = 0; i < sequence.size(); ++i) sequence[i] = i;
  EXPECT_NEAR(static_cast<double>(anchors(sequence).size()), 10'000, 500);
}

TEST(Anchors, AreASetOfShinglesThatEveryTextChoosesAlike) {
  std::vector<ShingleHash> a = random_set(3000, 2), b = a;
  std::reverse(b.begin(), b.end());
  b.insert(b.end(), a.begin(), a.begin() + 1000);
  const std::vector<ShingleHash> chosen = anchors(a);
  EXPECT_EQ(anchors(b), chosen);
  EXPECT_TRUE(std::is_sorted(chosen.begin(), chosen.end()));
  std::sort(a.begin(), a.end());
  EXPECT_TRUE(std::includes(a.begin(), a.end(), chosen.begin(), chosen.end()));
  // A part of a text keeps those of the whole that stand in it.
  for (const ShingleHash x : chosen) EXPECT_EQ(anchors({x}).size(), 1u);
  EXPECT_TRUE(anchors({}).empty());
}

// Stored anchors outlive a build: the choice may change only together with kHashVersion.
TEST(Anchors, AreTheOnesOfThisScheme) {
  std::vector<ShingleHash> sequence(100);
  for (std::size_t i = 0; i < sequence.size(); ++i) sequence[i] = i;
  EXPECT_THAT(anchors(sequence), testing::ElementsAre(0, 11, 22, 33, 44, 55, 66, 77, 94));
}

// Anchors are as likely as any shingle to be the minimum of a lane: between a set and its own anchors the
// lanes agree as the sizes say.
TEST(Anchors, ChoiceIsIndependentOfLanes) {
  const MinHasher hasher;
  double agreed = 0, expected = 0, variance = 0;
  for (std::uint64_t i = 0; i < 1500; ++i) {
    const std::vector<ShingleHash> set = random_set(240, i), few = anchors(set);
    if (few.empty()) continue;
    const double j = static_cast<double>(few.size()) / 240;
    agreed += equal_lanes(hasher.sign(set).lanes, hasher.sign(few).lanes);
    expected += 128 * (j + (1 - j) / 65536);
    variance += 128 * j * (1 - j);
  }
  EXPECT_NEAR(agreed, expected, 5 * std::sqrt(variance));
}

TEST(Anchors, ErrorsOfBothEstimatesAreUncorrelated) {
  base::SplitMix64 random(3);
  const MinHasher hasher;
  constexpr int kTrials = 3000;
  double product = 0, anchor_squares = 0, lane_squares = 0;
  for (int i = 0; i < kTrials; ++i) {
    const auto [a, b] = random_pair(200, 200, 200, random);
    const double lanes = estimate_resemblance(hasher.sign(a), hasher.sign(b)).value - 1.0 / 3;
    const double sampled = estimate_containment(anchors(a), anchors(b)).value - 0.5;
    product += lanes * sampled;
    lane_squares += lanes * lanes;
    anchor_squares += sampled * sampled;
  }
  EXPECT_NEAR(product / std::sqrt(lane_squares * anchor_squares), 0, 5 / std::sqrt(kTrials));
}

TEST(Containment, HasNoBiasAndTheErrorItStates) {
  base::SplitMix64 random(4);
  for (const std::size_t common : {30u, 150u, 270u}) {
    const double c = static_cast<double>(common) / 300;
    double mean = 0, square = 0, theory = 0;
    int trials = 0, held = 0;
    for (int i = 0; i < 3000; ++i) {
      const auto [a, b] = random_pair(common, 300 - common, 1000, random);
      const Estimate e = estimate_containment(anchors(a), anchors(b));
      if (e.samples == 0) continue;
      ++trials;
      mean += e.value - c;
      square += (e.value - c) * (e.value - c);
      theory += c * (1 - c) / e.samples;
      held += e.low <= c && c <= e.high;
    }
    EXPECT_NEAR(mean / trials, 0, 5 * std::sqrt(theory) / trials) << c;
    EXPECT_NEAR(square / theory, 1, 0.15) << c;
    EXPECT_GE(held, trials * 0.92) << c;
  }
}

}  // namespace
}  // namespace newsecho
