#include <cmath>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "base/hash.h"
#include "base/random.h"
#include "newsecho/sign.h"
#include "shingle/random_sets.h"

namespace newsecho {
namespace {

constexpr double kLanes = 128;
constexpr double kChance = 1.0 / 65536;

// Error of the raw share of equal lanes over many pairs of sets.
struct Errors {
  double mean = 0, square = 0, trials = 0;

  void add(double error) {
    mean += error;
    square += error * error;
    ++trials;
  }
  double bias() const { return mean / trials; }
  // Mean squared error over what independent lanes give.
  double ratio(double p) const { return square / trials / (p * (1 - p) / kLanes); }
};

double share_of_equal(const Signature& a, const Signature& b) {
  return equal_lanes(a.lanes, b.lanes) / static_cast<double>(a.lanes.size());
}

// Expects no bias and the variance p(1-p)/k, each within 5 standard errors of its own.
void expect_theory(const Errors& errors, double p, double extra = 0) {
  const double t = errors.trials;
  EXPECT_NEAR(errors.bias(), 0, 5 * std::sqrt(p * (1 - p) / kLanes / t) + 1e-12);
  // Below one expected hit a trial the variance of the variance has another law; bias says enough there.
  if (p * kLanes > 1 && p < 1) {
    EXPECT_NEAR(errors.ratio(p), 1, 5 * std::sqrt(2 / t) + extra);
  }
}

TEST(Estimate, ErrorIsWhatIndependentLanesGive) {
  base::SplitMix64 random(1);
  const MinHasher hasher;
  for (const std::size_t n : {5u, 20u, 50u, 100u, 500u, 5000u}) {
    for (const double wanted : {0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0}) {
      const std::size_t common = static_cast<std::size_t>(std::lround(wanted * static_cast<double>(n)));
      const double j = static_cast<double>(common) / static_cast<double>(n);
      const double p = j + (1 - j) * kChance;
      const std::size_t own = (n - common) / 2;
      const int trials = n < 1000 ? 3000 : 600;
      SCOPED_TRACE(testing::Message() << "n " << n << ", J " << j);
      Errors errors;
      for (int i = 0; i < trials; ++i) {
        const auto [a, b] = random_pair(common, own, n - common - own, random);
        if (a.empty() || b.empty()) continue;
        errors.add(share_of_equal(hasher.sign(a), hasher.sign(b)) - p);
      }
      if (j == 1) {
        EXPECT_EQ(errors.square, 0);
      }
      expect_theory(errors, p);
    }
  }
}

// The same for one pair of sets under many seeds: the error is the hash functions', not the sets'.
TEST(Estimate, AnyOnePairIsEstimatedSoundlyOverSeeds) {
  base::SplitMix64 random(2);
  for (const std::size_t n : {5u, 20u, 100u}) {
    const auto [a, b] = random_pair(3 * n / 5, n / 5, n / 5, random);
    Errors errors;
    for (std::uint64_t seed = 0; seed < 3000; ++seed) {
      const MinHasher hasher({.seed = seed});
      errors.add(share_of_equal(hasher.sign(a), hasher.sign(b)) - 0.6);
    }
    SCOPED_TRACE(n);
    expect_theory(errors, 0.6);
  }
}

// Multiply-add on weak hashes is unsound; here sequential numbers, raw or as tokens of shingles, do as well
// as random ones.
TEST(Estimate, StructuredInputIsNoWorse) {
  for (const bool raw : {true, false}) {
    for (const std::uint32_t n : {10u, 100u, 1000u}) {
      Errors errors;
      for (std::uint32_t trial = 0; trial < 2000; ++trial) {
        std::vector<ShingleHash> a, b;
        if (raw) {
          for (std::uint64_t i = 0; i < n; ++i) a.push_back(trial * 8 + i);
        } else {
          std::vector<std::uint32_t> tokens;
          for (std::uint32_t i = 0; i < n + 2; ++i) tokens.push_back(trial * 8 + i);
          shingle_into(tokens, std::vector<std::uint8_t>(tokens.size(), 0), {}, a);
        }
        ASSERT_EQ(a.size(), n);
        // The middle half in common.
        b.assign(a.begin() + n / 5, a.end());
        a.resize(n - n / 5);
        const MinHasher hasher({.seed = trial});
        errors.add(share_of_equal(hasher.sign(a), hasher.sign(b)) - 0.6);
      }
      SCOPED_TRACE(testing::Message() << (raw ? "raw " : "shingled ") << n);
      expect_theory(errors, 0.6, 0.03);
    }
  }
}

// Densified or zero-filled signatures make short texts collide: unlike ones must agree by chance alone.
TEST(Estimate, ShortUnlikeTextsDoNotAgree) {
  base::SplitMix64 random(3);
  const MinHasher hasher;
  for (std::size_t n = 1; n <= 12; ++n) {
    double equal = 0;
    for (int i = 0; i < 2000; ++i) {
      const auto [a, b] = random_pair(0, n, 1 + n / 2, random);
      equal += equal_lanes(hasher.sign(a).lanes, hasher.sign(b).lanes);
    }
    // 256,000 lanes at 2^-16 are 3.9 expected; a Poisson number above 16 has probability 10^-6.
    EXPECT_LE(equal, 16) << n;
  }
}

// Two seeds, neighbours or a step of the generator apart, share no functions: their errors on the same pairs
// are uncorrelated, and lanes of one do not turn up in the other.
TEST(Estimate, SeedsAreIndependent) {
  const std::uint64_t pairs[][2] = {{0, 1}, {1, 2}, {1, 1 + 0x9e3779b97f4a7c15u}, {7, 7ull << 32}};
  for (const auto& [s, t] : pairs) {
    base::SplitMix64 random(4);
    const MinHasher first({.seed = s}), second({.seed = t});
    constexpr int kTrials = 3000;
    double product = 0, shared = 0;
    for (int i = 0; i < kTrials; ++i) {
      const auto [a, b] = random_pair(30, 15, 15, random);
      const Signature a1 = first.sign(a), a2 = second.sign(a);
      product += (share_of_equal(a1, first.sign(b)) - 0.5) * (share_of_equal(a2, second.sign(b)) - 0.5);
      for (std::size_t shift : {0u, 1u, 2u, 64u}) {
        for (std::size_t l = 0; l < 128; ++l) shared += a1.lanes[l] == a2.lanes[(l + shift) % 128];
      }
    }
    const double correlation = product / kTrials / (0.25 / kLanes);
    EXPECT_NEAR(correlation, 0, 5 / std::sqrt(kTrials)) << s << " " << t;
    // 1.5 million comparisons at 2^-16 are 23 expected.
    EXPECT_LE(shared, 60) << s << " " << t;
  }
}

// No two lanes lean on each other: the joint agreement of each of the 8,128 pairs, in standard errors.
TEST(Estimate, LanesAreUncorrelatedPairByPair) {
  constexpr int kTrials = 4000;
  constexpr std::size_t kK = 128;
  base::SplitMix64 random(5);
  const MinHasher hasher;
  std::vector<int> joint(kK * kK, 0);
  for (int trial = 0; trial < kTrials; ++trial) {
    const auto [a, b] = random_pair(20, 10, 10, random);
    const Signature x = hasher.sign(a), y = hasher.sign(b);
    int sign[kK];
    for (std::size_t l = 0; l < kK; ++l) sign[l] = x.lanes[l] == y.lanes[l] ? 1 : -1;
    for (std::size_t l = 0; l < kK; ++l) {
      for (std::size_t m = 0; m < kK; ++m) joint[l * kK + m] += sign[l] * sign[m];
    }
  }
  double squares = 0, worst = 0;
  for (std::size_t l = 0; l < kK; ++l) {
    for (std::size_t m = 0; m < l; ++m) {
      const double z = joint[l * kK + m] / std::sqrt(double{kTrials});
      squares += z * z;
      worst = std::max(worst, std::abs(z));
    }
  }
  EXPECT_NEAR(squares / (kK * (kK - 1) / 2), 1, 0.08);
  EXPECT_LT(worst, 5.5);
}

TEST(Estimate, BoundsHoldTheTruthAboutNinetyFivePercentOfTheTime) {
  base::SplitMix64 random(6);
  const MinHasher hasher;
  for (const std::size_t common : {5u, 30u, 50u, 70u, 97u}) {
    const double j = static_cast<double>(common) / 100;
    int held = 0;
    for (int i = 0; i < 2000; ++i) {
      const auto [a, b] = random_pair(common, 0, 100 - common, random);
      const Estimate e = estimate_resemblance(hasher.sign(a), hasher.sign(b));
      EXPECT_LE(e.low, e.value);
      EXPECT_LE(e.value, e.high);
      held += e.low <= j && j <= e.high;
    }
    EXPECT_NEAR(held / 2000.0, 0.954, 0.03) << j;
  }
}

TEST(Estimate, TheEndsHaveWidth) {
  const MinHasher hasher;
  const Signature a = hasher.sign(random_set(50, 1)), b = hasher.sign(random_set(50, 2));
  const Estimate same = estimate_resemblance(a, a), unlike = estimate_resemblance(a, b);
  EXPECT_EQ(same.value, 1);
  EXPECT_EQ(same.high, 1);
  EXPECT_NEAR(same.low, 1 / (1 + 4 / kLanes), 1e-4);
  EXPECT_EQ(unlike.value, 0);
  EXPECT_EQ(unlike.low, 0);
  EXPECT_NEAR(unlike.high, 4 / (kLanes + 4), 1e-4);
  EXPECT_EQ(same.samples, 128u);
}

TEST(Estimate, TakesChanceAgreementOut) {
  std::vector<std::uint16_t> a(128, 1), b(128, 1);
  for (std::size_t i = 0; i < 64; ++i) b[i] = 2;
  EXPECT_DOUBLE_EQ(estimate_resemblance(a, b).value, (0.5 - kChance) / (1 - kChance));
}

// Empty is not 0 and not 1: nothing is known.
TEST(Estimate, EmptyGivesNone) {
  const MinHasher hasher;
  const Signature none = hasher.sign({}), some = hasher.sign(random_set(5, 1));
  for (const Estimate& e : {estimate_resemblance(none, none), estimate_resemblance(none, some),
                            estimate_resemblance(some, none), estimate_containment({}, random_set(3, 1))}) {
    EXPECT_EQ(e.samples, 0u);
    EXPECT_EQ(e.low, 0);
    EXPECT_EQ(e.high, 1);
  }
}

TEST(Estimate, SignaturesOfDifferentSizeAreNotCompared) {
  const std::vector<ShingleHash> set = random_set(5, 1);
  EXPECT_EQ(estimate_resemblance(MinHasher({.k = 64}).sign(set), MinHasher().sign(set)).samples, 0u);
}

TEST(EqualLanes, EveryKernelCountsTheSame) {
  base::SplitMix64 random(7);
  for (std::size_t n = 0; n <= 200; ++n) {
    std::vector<std::uint16_t> a, b;
    for (std::size_t i = 0; i < n; ++i) {
      a.push_back(static_cast<std::uint16_t>(random.next()));
      b.push_back(random.next() % 3 ? a.back() : static_cast<std::uint16_t>(a.back() ^ 0x100));
    }
    expect_same_on_every_kernel([&] { return equal_lanes(a, b); });
    EXPECT_EQ(equal_lanes(a, a), n);
  }
}

}  // namespace
}  // namespace newsecho
