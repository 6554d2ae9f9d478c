#include <cmath>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"
#include "newsecho/sign.h"
#include "shingle/random_sets.h"

namespace newsecho {
namespace {

TEST(Bands, ProbabilityIsTheFormula) {
  EXPECT_DOUBLE_EQ(band_collision_probability(0.5, 4, 32), 1 - std::pow(1 - 0.0625, 32));
  EXPECT_DOUBLE_EQ(band_collision_probability(0, 4, 32), 0);
  EXPECT_DOUBLE_EQ(band_collision_probability(1, 4, 32), 1);
  EXPECT_DOUBLE_EQ(band_collision_probability(0.5, 4, 0), 0);
  // Where 1 - (1 - p)^b as written has no digits left.
  EXPECT_NEAR(band_collision_probability(1e-5, 4, 32) / 32e-20, 1, 1e-9);
}

// Short texts included: few shingles must not make bands agree together.
TEST(Bands, SignaturesMeetAsOftenAsTheorySays) {
  const std::uint32_t shapes[][2] = {{1, 128}, {2, 64}, {3, 42}, {4, 32}, {5, 25}, {8, 16}, {16, 8}};
  constexpr int kTrials = 12'000;
  base::SplitMix64 random(1);
  const MinHasher hasher;
  std::vector<BandKey> x, y;
  for (const std::size_t n : {5u, 10u, 50u, 500u}) {
    for (const double j : {0.2, 0.4, 0.6, 0.8}) {
      const std::size_t common = static_cast<std::size_t>(std::lround(j * static_cast<double>(n)));
      int met[7] = {};
      for (int i = 0; i < kTrials; ++i) {
        const auto [a, b] = random_pair(common, (n - common) / 2, n - common - (n - common) / 2, random);
        const Signature sa = hasher.sign(a), sb = hasher.sign(b);
        for (std::size_t s = 0; s < 7; ++s) {
          band_keys_into(sa.lanes, shapes[s][0], x);
          band_keys_into(sb.lanes, shapes[s][0], y);
          bool any = false;
          for (std::size_t band = 0; band < shapes[s][1]; ++band) any |= x[band] == y[band];
          met[s] += any;
        }
      }
      for (std::size_t s = 0; s < 7; ++s) {
        const double p = band_collision_probability(j, shapes[s][0], shapes[s][1]);
        EXPECT_NEAR(met[s] / double{kTrials}, p, 5 * std::sqrt(p * (1 - p) / kTrials) + 1e-4)
            << "n " << n << ", J " << j << ", " << shapes[s][1] << " bands of " << shapes[s][0];
      }
    }
  }
}

TEST(Bands, KeysComeFromStoredLanesAlone) {
  const Signature s = MinHasher().sign(random_set(30, 1));
  std::vector<BandKey> keys;
  band_keys_into(s.lanes, 4, keys);
  ASSERT_EQ(keys.size(), 32u);
  for (std::uint32_t b = 0; b < 32; ++b) EXPECT_EQ(keys[b], band_key(absl::MakeSpan(s.lanes).subspan(4 * b, 4), b));
  band_keys_into(s.lanes, 5, keys);
  EXPECT_EQ(keys.size(), 25u);
  band_keys_into({}, 4, keys);
  EXPECT_TRUE(keys.empty());
}

TEST(Bands, KeyDependsOnEveryLaneItsPlaceTheBandAndTheNumberOfRows) {
  for (std::size_t rows = 1; rows <= 12; ++rows) {
    const std::vector<std::uint16_t> lanes(rows, 0);
    const BandKey key = band_key(lanes, 0);
    EXPECT_NE(key, band_key(lanes, 1));
    EXPECT_NE(key, band_key(std::vector<std::uint16_t>(rows + 1, 0), 0));
    std::vector<BandKey> keys = {key};
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::uint32_t bit = 0; bit < 16; ++bit) {
        std::vector<std::uint16_t> other = lanes;
        other[i] = static_cast<std::uint16_t>(1u << bit);
        keys.push_back(band_key(other, 0));
      }
    }
    const std::size_t made = keys.size();
    sort_unique(keys);
    EXPECT_EQ(keys.size(), made);
  }
}

// Indexes on disk outlive a build: these bits may change only together with kHashVersion.
TEST(Bands, BitsAreTheOnesOfThisScheme) {
  EXPECT_EQ(band_key(std::vector<std::uint16_t>{1, 2, 3, 4}, 5), 1972905205066426020u);
  EXPECT_EQ(band_key(std::vector<std::uint16_t>{1, 2, 3, 4, 5, 6}, 7), 8674774631498588398u);
}

}  // namespace
}  // namespace newsecho
