// Cannot-links: two nodes of a forbidden pair never share a story, however they would get there.
#include <algorithm>
#include <cstdint>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "cluster/nodes.h"
#include "newsecho/cluster.h"

namespace newsecho {
namespace {

using ::testing::ElementsAre;

void expect_respected(const std::vector<std::vector<std::uint32_t>>& groups, const std::vector<Pair>& pairs) {
  for (const auto& members : groups) {
    for (const Pair& p : pairs) {
      if (!p.forbidden) continue;
      EXPECT_FALSE(std::count(members.begin(), members.end(), p.a) && std::count(members.begin(), members.end(), p.b))
          << p.a << " and " << p.b;
    }
  }
}

TEST(Forbidden, PairsDoNotMergeWhateverTheirAgreement) {
  EXPECT_TRUE(group({{0, 1, 1000, false, true}}, plain(2), {}, nullptr).empty());
  EXPECT_TRUE(group({{0, 1, 1000, true, true}}, plain(2), {}, nullptr).empty());
}

TEST(Forbidden, PairsDoNotMeetThroughAThird) {
  const std::vector<Pair> pairs = {{0, 1, 950}, {0, 2, 900}, {1, 2, 1000, false, true}};
  EXPECT_THAT(group(pairs, plain(3), {}, nullptr), ElementsAre(ElementsAre(0, 1)));
}

// Near-equal articles are put together before anything is compared: not these.
TEST(Forbidden, PairsDoNotMeetInARepresentative) {
  const std::vector<Pair> pairs = {{0, 1, 950, true}, {0, 2, 940, true}, {1, 2, 600, true, true}};
  EXPECT_THAT(group(pairs, plain(3), {}, nullptr), ElementsAre(ElementsAre(0, 1)));
}

// Only asking shows that the two are at odds.
TEST(Forbidden, PairsThatNoChannelProposedAreRespectedToo) {
  for (const bool close : {false, true}) {
    const std::vector<Pair> pairs = {{0, 1, 950, close}, {0, 2, 940, close}};
    const Missing missing = [](std::uint32_t a, std::uint32_t b) { return Pair{a, b, 600, false, true}; };
    EXPECT_THAT(group(pairs, plain(3), {}, missing), ElementsAre(ElementsAre(0, 1))) << close;
  }
}

TEST(Forbidden, PairsAreKeptApartInAnyCrawl) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    base::SplitMix64 random(seed);
    constexpr std::uint32_t kNodes = 80;
    std::vector<Pair> pairs;
    for (std::uint32_t a = 0; a < kNodes; ++a) {
      for (std::uint32_t b = a + 1; b < kNodes; ++b) {
        if (random.next() % 3 == 0) continue;
        const bool same = a % 5 == b % 5;
        Pair p{a, b, static_cast<std::uint16_t>(same ? 500 + random.next() % 500 : random.next() % 300)};
        p.close = p.agreement > 900;
        p.forbidden = random.next() % 50 == 0;
        pairs.push_back(p);
      }
    }
    const auto groups = group(pairs, plain(kNodes), {}, nullptr);
    EXPECT_GE(groups.size(), 5u);
    expect_respected(groups, pairs);
  }
}

}  // namespace
}  // namespace newsecho
