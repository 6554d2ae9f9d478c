#include "newsecho/cluster.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "cluster/nodes.h"

namespace newsecho {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

using Groups = std::vector<std::vector<std::uint32_t>>;

// Agreement of any two nodes of a made-up crawl, symmetric, the same each time it is asked.
using Truth = std::function<std::uint16_t(std::uint32_t, std::uint32_t)>;

Missing ask(const Truth& truth) {
  return [truth](std::uint32_t a, std::uint32_t b) {
    return Pair{std::min(a, b), std::max(a, b), truth(std::min(a, b), std::max(a, b))};
  };
}

// Stories of 1 to 12 nodes: 400 to 999 within, 0 to 350 without; noisy enough that some members leave.
Truth stories(std::uint64_t seed) {
  return [seed](std::uint32_t a, std::uint32_t b) {
    const std::uint64_t r = base::mix(base::combine(base::combine(seed, a), b));
    const bool same = base::combine(seed, a / 7) % 40 == base::combine(seed, b / 7) % 40;
    return static_cast<std::uint16_t>(same ? (r % 10 == 0 ? 100 : 400 + r % 600) : r % 350);
  };
}

std::vector<Pair> proposed(std::uint32_t n, const Truth& truth, unsigned percent, std::uint64_t seed) {
  base::SplitMix64 random(seed);
  std::vector<Pair> pairs;
  for (std::uint32_t a = 0; a < n; ++a) {
    for (std::uint32_t b = a + 1; b < n; ++b) {
      if (random.next() % 100 < percent) pairs.push_back({a, b, truth(a, b)});
    }
  }
  return pairs;
}

void shuffle(std::vector<Pair>& pairs, std::uint64_t seed) {
  base::SplitMix64 random(seed);
  for (std::size_t n = pairs.size(); n > 1; --n) std::swap(pairs[n - 1], pairs[random.next() % n]);
}

TEST(Group, HeaderExample) {
  const std::vector<Pair> pairs = {{0, 1, 930}, {1, 2, 120}};
  EXPECT_THAT(group(pairs, {.weight = {1, 1, 1}, .rank = {0, 1, 2}}, ClusterOptions{}, nullptr),
              ElementsAre(ElementsAre(0, 1)));
  EXPECT_THAT(group({}, plain(3), {}, nullptr), IsEmpty());
  EXPECT_THAT(group({{0, 1, 299}}, plain(2), {}, nullptr), IsEmpty());
  EXPECT_THAT(group({{0, 1, 300}}, plain(2), {}, nullptr), ElementsAre(ElementsAre(0, 1)));
}

// A~B and B~C, and A and C are unlike: a round-up must not glue two reports together.
TEST(Group, AChainIsNotAStory) {
  const std::vector<Pair> chain = {{0, 1, 500}, {0, 2, 0}, {1, 2, 450}};
  EXPECT_THAT(group(chain, plain(3), {}, nullptr), ElementsAre(ElementsAre(0, 1)));
  EXPECT_THAT(group(chain, plain(3), {.average_link = false}, nullptr), ElementsAre(UnorderedElementsAre(0, 1, 2)));
}

// The same when no channel proposed A and C: they are asked for before anything merges.
TEST(Group, PairsThatNoChannelProposedAreAskedFor) {
  const std::vector<Pair> chain = {{0, 1, 500}, {1, 2, 450}};
  EXPECT_THAT(group(chain, plain(3), {}, ask([](auto, auto) { return 20; })), ElementsAre(ElementsAre(0, 1)));
  EXPECT_THAT(group(chain, plain(3), {}, ask([](auto, auto) { return 480; })), ElementsAre(ElementsAre(0, 1, 2)));
}

TEST(Group, ALongChainFallsApartIntoStoriesThatHold) {
  constexpr std::uint32_t kNodes = 400;
  const Truth near = [](std::uint32_t a, std::uint32_t b) {
    return static_cast<std::uint16_t>(b - a < 10 ? 900 - 90 * (b - a) : 0);
  };
  std::vector<Pair> pairs;
  for (std::uint32_t i = 0; i + 1 < kNodes; ++i) pairs.push_back({i, i + 1, near(i, i + 1)});
  const Groups groups = group(pairs, plain(kNodes), {}, ask(near));
  EXPECT_GT(groups.size(), kNodes / 20);
  for (const auto& members : groups) EXPECT_LE(members.size(), 13u);
}

TEST(Group, TheMedoidStandsFirstAndEveryMemberAgreesWithIt) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    constexpr std::uint32_t kNodes = 300;
    const Truth truth = stories(seed);
    const Nodes nodes = plain(kNodes);
    for (const std::uint16_t threshold : {std::uint16_t{300}, std::uint16_t{500}, std::uint16_t{700}}) {
      const Groups groups = group(proposed(kNodes, truth, 60, seed), nodes, {.threshold = threshold}, ask(truth));
      ASSERT_GT(groups.size(), 20u);
      std::vector<std::uint32_t> seen;
      for (const auto& members : groups) {
        ASSERT_GE(members.size(), 2u);
        EXPECT_TRUE(std::is_sorted(members.begin() + 1, members.end()));
        seen.insert(seen.end(), members.begin(), members.end());
        const auto agreement = [&](std::uint32_t a, std::uint32_t b) { return truth(std::min(a, b), std::max(a, b)); };
        std::uint32_t best = members.front();
        std::pair<std::uint64_t, std::uint64_t> most;  // how many agree enough, and how much all agree
        for (const std::uint32_t m : members) {
          std::pair<std::uint64_t, std::uint64_t> mine;
          for (const std::uint32_t other : members) {
            mine.first += other != m && agreement(m, other) >= threshold ? 1 : 0;
            mine.second += other == m ? 0 : agreement(m, other);
          }
          if (mine > most || (mine == most && m < best)) best = m, most = mine;
        }
        EXPECT_EQ(members.front(), best);
        for (std::size_t i = 1; i < members.size(); ++i) EXPECT_GE(agreement(best, members[i]), threshold);
      }
      std::sort(seen.begin(), seen.end());
      EXPECT_EQ(std::adjacent_find(seen.begin(), seen.end()), seen.end()) << "a node in two stories";
    }
  }
}

// Equal totals: the longest. Heavier: the one that stands for more articles.
TEST(Group, MedoidTiesGoToTheLongestAndWeightsCount) {
  const std::vector<Pair> equal = {{0, 1, 600}, {0, 2, 600}, {1, 2, 600}};
  Nodes nodes = plain(3);
  nodes.rank = {2, 0, 1};
  EXPECT_THAT(group(equal, nodes, {}, nullptr), ElementsAre(ElementsAre(1, 2, 0)));
  nodes.weight = {9, 1, 1};
  EXPECT_THAT(group(equal, nodes, {}, nullptr), ElementsAre(ElementsAre(0, 1, 2)));
}

// 3 is a passage of 0, 1 and 2 and agrees with them wholly, with 4, another passage, not at all.
TEST(Group, APassageDoesNotPutOutAnother) {
  std::vector<Pair> pairs;
  for (std::uint32_t a = 0; a < 5; ++a) {
    for (std::uint32_t b = a + 1; b < 5; ++b) {
      pairs.push_back({a, b, static_cast<std::uint16_t>(a == 3 ? 0 : b >= 3 ? 1000 : 400)});
    }
  }
  EXPECT_THAT(group(pairs, plain(5), {}, nullptr), ElementsAre(ElementsAre(0, 1, 2, 3, 4)));
}

// What leaves a story is not lost: it may be a story of its own.
TEST(Group, MembersThatLeaveAreGroupedAnew) {
  // 5 and 6 agree with 0 and 1 only, 7 and 8 with 2 and 3 only: enough, on average, to join all. 0 becomes the medoid.
  std::vector<Pair> pairs;
  for (std::uint32_t a = 0; a < 9; ++a) {
    for (std::uint32_t b = a + 1; b < 9; ++b) {
      const bool one_end = (b < 5) || (a >= 5 && b < 7) || a >= 7;
      const bool known = (a < 2 && b < 7) || ((a == 2 || a == 3) && b >= 7);
      pairs.push_back({a, b, static_cast<std::uint16_t>(one_end ? 950 : known ? 800 : a >= 5 ? 290 : 0)});
    }
  }
  const Groups groups = group(pairs, plain(9), {}, nullptr);
  EXPECT_THAT(groups, ElementsAre(ElementsAre(0, 1, 2, 3, 4, 5, 6), ElementsAre(7, 8)));
}

TEST(Group, DoesNotDependOnTheOrderOfPairs) {
  constexpr std::uint32_t kNodes = 300;
  const Truth truth = stories(9);
  std::vector<Pair> pairs = proposed(kNodes, truth, 40, 9);
  for (Pair& p : pairs) p.close = p.agreement > 950;
  for (const bool average_link : {true, false}) {
    const ClusterOptions options{.average_link = average_link};
    const Groups expected = group(pairs, plain(kNodes), options, ask(truth));
    ASSERT_FALSE(expected.empty());
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      shuffle(pairs, seed);
      EXPECT_EQ(group(pairs, plain(kNodes), options, ask(truth)), expected);
    }
  }
}

// Groups of the components, put together, are the groups of the whole.
TEST(Components, CanBeGroupedApart) {
  constexpr std::uint32_t kNodes = 400;
  const auto by_first = [](const auto& x, const auto& y) { return x.front() < y.front(); };
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const Truth truth = stories(seed);
    std::vector<Pair> pairs = proposed(kNodes, truth, 50, seed);
    for (Pair& p : pairs) p.forbidden = p.agreement % 7 == 0;
    const ClusterOptions options{.threshold = 600};
    Groups together = group(pairs, plain(kNodes), options, ask(truth)), apart;
    shuffle(pairs, seed);
    const std::vector<std::vector<Pair>> parts = components(pairs, options);
    EXPECT_GT(parts.size(), 5u);
    for (const std::vector<Pair>& part : parts) {
      for (auto& members : group(part, plain(kNodes), options, ask(truth))) apart.push_back(std::move(members));
    }
    std::sort(together.begin(), together.end(), by_first);
    std::sort(apart.begin(), apart.end(), by_first);
    EXPECT_EQ(apart, together);
  }
}

}  // namespace
}  // namespace newsecho
