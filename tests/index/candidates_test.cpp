#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "index/rows.h"
#include "newsecho/index.h"

namespace newsecho {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const IndexOptions kNothingIsHot{.list_limit = ~0u, .noise_list_limit = ~0u};

// A pair is proposed when the definition says so: this is the definition, pair by pair.
Candidates by_definition(const std::vector<Row>& rows, const IndexOptions& options) {
  const auto meet = [&](const Row& a, const Row& b) {
    std::vector<BandKey> x, y;
    band_keys_into(a.lanes, options.rows, x);
    band_keys_into(b.lanes, options.rows, y);
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
      if (x[i] == y[i]) return true;
    }
    return false;
  };
  const auto share = [&](std::vector<ShingleHash> Row::*anchors, const Row& a, const Row& b, std::uint32_t least,
                         std::uint32_t rare_list) {
    std::vector<ShingleHash> both;
    std::set_intersection((a.*anchors).begin(), (a.*anchors).end(), (b.*anchors).begin(), (b.*anchors).end(),
                          std::back_inserter(both));
    const bool rare = std::any_of(both.begin(), both.end(), [&](ShingleHash x) {
      return std::count_if(rows.begin(), rows.end(), [&](const Row& r) {
               return std::binary_search((r.*anchors).begin(), (r.*anchors).end(), x);
             }) <= rare_list;
    });
    return both.size() >= least || rare;
  };
  Candidates all;
  for (std::uint32_t a = 0; a < rows.size(); ++a) {
    for (std::uint32_t b = a + 1; b < rows.size(); ++b) {
      unsigned channels = meet(rows[a], rows[b]) ? kBands : 0;
      if (share(&Row::anchors, rows[a], rows[b], options.shared_anchors, options.rare_list)) channels |= kAnchors;
      if (share(&Row::noise_anchors, rows[a], rows[b], options.shared_noise_anchors, 0)) channels |= kNoiseAnchors;
      if (channels != 0) all.push_back({a, b, static_cast<std::uint8_t>(channels)});
    }
  }
  return all;
}

TEST(Signatures, AreGatheredAsTheyAreAdded) {
  const std::vector<Row> rows = random_crawl(12, 1);
  const Signatures added = signatures_of(rows);
  for (const unsigned threads : {1u, 3u}) {
    const Signatures gathered = Signatures::gather(128, rows.size(), threads, [&](std::uint32_t i) -> SignatureView {
      return {rows[i].lanes, rows[i].anchors, rows[i].noise_anchors};
    });
    ASSERT_EQ(gathered.size(), added.size());
    for (std::uint32_t i = 0; i < added.size(); ++i) {
      EXPECT_EQ(gathered.empty(i), added.empty(i));
      EXPECT_EQ(gathered.lanes(i), added.lanes(i));
      EXPECT_EQ(gathered.anchors(i), added.anchors(i));
      EXPECT_EQ(gathered.noise_anchors(i), added.noise_anchors(i));
    }
  }
  EXPECT_EQ(Signatures::gather(128, 0, 1, nullptr).size(), 0u);
}

TEST(Candidates, AreWhatTheDefinitionOfEachChannelSays) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    const std::vector<Row> rows = random_crawl(12, seed);
    const Candidates found = find_candidates(signatures_of(rows), kNothingIsHot);
    EXPECT_EQ(found, by_definition(rows, kNothingIsHot));
    // The crawl has pairs of many kinds, so that nothing above was empty.
    for (const int channels : {kAnchors + 0, kBands | kAnchors, kBands | kAnchors | kNoiseAnchors}) {
      EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const Candidate& c) { return c.channels == channels; }))
          << channels;
    }
  }
}

TEST(Candidates, AreAPartOfAllPairs) {
  const Signatures signatures = signatures_of(random_crawl(60, 5));
  const Candidates oracle = all_pairs(signatures);
  for (const IndexOptions& options : {IndexOptions{}, kNothingIsHot, IndexOptions{.list_limit = 4}}) {
    const Candidates found = find_candidates(signatures, options);
    ASSERT_FALSE(found.empty());
    EXPECT_LT(found.size(), oracle.size() / 4);
    const auto less = [](const Candidate& x, const Candidate& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; };
    EXPECT_TRUE(std::is_sorted(found.begin(), found.end(), less));
    EXPECT_TRUE(std::includes(oracle.begin(), oracle.end(), found.begin(), found.end(), less));
  }
}

TEST(Candidates, AChannelCanBeLeftOut) {
  const Signatures signatures = signatures_of(random_crawl(60, 6));
  std::size_t channels[2] = {};
  for (const Candidate& c : find_candidates(signatures, {})) {
    channels[0] += (c.channels & kBands) != 0;
    channels[1] += (c.channels & (kAnchors | kNoiseAnchors)) != 0;
  }
  EXPECT_EQ(find_candidates(signatures, {.use_anchors = false}).size(), channels[0]);
  EXPECT_EQ(find_candidates(signatures, {.use_bands = false}).size(), channels[1]);
}

// The promise in the header, at every J: 2,000 pairs each, within 5 standard errors.
TEST(Candidates, BandsFindPairsAsOftenAsTheorySays) {
  constexpr std::size_t kPairs = 2000, kShingles = 100;
  base::SplitMix64 random(7);
  for (const auto& [bands, rows] : {std::pair{32u, 4u}, {16u, 8u}, {42u, 3u}}) {
    for (const std::size_t common : {10u, 20u, 40u, 60u, 80u}) {
      const double j = static_cast<double>(common) / kShingles;
      Signatures signatures;
      for (std::size_t i = 0; i < kPairs; ++i) {
        const std::size_t own = (kShingles - common) / 2;
        const auto [a, b] = random_pair(common, own, own, random);
        signatures.add(MinHasher().sign(a).lanes, {});
        signatures.add(MinHasher().sign(b).lanes, {});
      }
      double found = 0;
      for (const Candidate& c : find_candidates(signatures, {.bands = bands, .rows = rows})) {
        found += c.a % 2 == 0 && c.b == c.a + 1;
      }
      const double p = band_collision_probability(j, rows, bands);
      EXPECT_NEAR(found / kPairs, p, 5 * std::sqrt(p * (1 - p) / kPairs) + 1e-3) << bands << "x" << rows << ", " << j;
    }
  }
}

// Excerpts of 600 shingles: a signature cannot see them, anchors do, as often as the binomial says.
TEST(Candidates, AnchorsFindContainedPairsAsOftenAsTheorySays) {
  constexpr std::size_t kPairs = 2000;
  base::SplitMix64 random(8);
  for (const std::size_t common : {10u, 30u, 60u, 100u}) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < kPairs; ++i) {
      const auto [a, b] = random_pair(common, common, 600 - common, random);
      rows.push_back(row_of(a));
      rows.push_back(row_of(b));
    }
    const double n = static_cast<double>(common);
    const double none = std::pow(11.0 / 12, n), one = none * n / 11;
    for (const std::uint32_t rare_list : {0u, 8u}) {
      double found = 0;
      for (const Candidate& c : find_candidates(signatures_of(rows), {.rare_list = rare_list})) {
        found += (c.channels & kAnchors) != 0;
      }
      const double p = rare_list == 0 ? 1 - none - one : 1 - none;
      EXPECT_NEAR(found / kPairs, p, 5 * std::sqrt(p * (1 - p) / kPairs) + 1e-3) << common << ", " << rare_list;
    }
  }
}

TEST(Candidates, NoiseAnchorsMeetOnlyEachOther) {
  base::SplitMix64 random(9);
  const std::vector<ShingleHash> anchors = {11, 22, 33, 44, 55, 66, 77, 88};
  const std::vector<Row> rows = {{lanes_of_its_own(random), {}, anchors},
                                 {lanes_of_its_own(random), anchors, {}},
                                 {lanes_of_its_own(random), {}, anchors}};
  EXPECT_THAT(find_candidates(signatures_of(rows), {}), ElementsAre(Candidate{0, 2, kNoiseAnchors}));
}

TEST(Candidates, EmptyArticlesAreNeverProposed) {
  const std::vector<ShingleHash> anchors = {11, 22, 33};
  const std::vector<Row> rows(300, Row{{}, anchors, anchors});
  EXPECT_THAT(find_candidates(signatures_of(rows), {}), IsEmpty());
  EXPECT_THAT(all_pairs(signatures_of(rows)), IsEmpty());
  EXPECT_THAT(find_candidates(Signatures(), {}), IsEmpty());
}

// A signature of zeros is a signature, not an empty article.
TEST(Candidates, LanesOfZerosCount) {
  const std::vector<Row> rows(2, Row{std::vector<std::uint16_t>(128, 0), {}, {}});
  EXPECT_THAT(find_candidates(signatures_of(rows), {}), ElementsAre(Candidate{0, 1, kBands}));
}

}  // namespace
}  // namespace newsecho
