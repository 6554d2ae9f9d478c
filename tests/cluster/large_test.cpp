// A story with ten thousand copies is one story, for little work.
#include <algorithm>
#include <cstdint>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cluster/nodes.h"
#include "newsecho/cluster.h"

namespace newsecho {
namespace {

constexpr std::uint32_t kCopies = 10'000;

// What the index proposes of a hot list: every copy with the four representatives.
std::vector<Pair> star(std::uint16_t agreement, bool close) {
  std::vector<Pair> pairs;
  for (std::uint32_t r = 0; r < 4; ++r) {
    for (std::uint32_t i = r + 1; i < kCopies; ++i) pairs.push_back({r, i, agreement, close});
  }
  return pairs;
}

TEST(LargeStory, NearEqualCopiesStayOneAndAskLittle) {
  std::size_t asked = 0;
  const Missing missing = [&](std::uint32_t a, std::uint32_t b) {
    ++asked;
    return Pair{a, b, 960, true};
  };
  const auto groups = group(star(960, true), plain(kCopies), {}, missing);
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_EQ(groups[0].size(), kCopies);
  EXPECT_LE(asked, kCopies);
}

// Edited copies are not close: they are joined one by one, and a bounded number of others is asked for each.
TEST(LargeStory, EditedCopiesStayOneAndAskABoundedNumberEach) {
  std::size_t asked = 0;
  const ClusterOptions options{.pairs_per_merge = 16};
  const Missing missing = [&](std::uint32_t a, std::uint32_t b) {
    ++asked;
    return Pair{a, b, 600};
  };
  const auto groups = group(star(600, false), plain(kCopies), options, missing);
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_EQ(groups[0].size(), kCopies);
  EXPECT_LE(asked, std::size_t{2} * options.pairs_per_merge * kCopies);
}

// Half of the copies are another report that shares the representatives' frame: sampling must see it.
TEST(LargeStory, TwoReportsThatShareRepresentativesAreNotOne) {
  const Missing missing = [&](std::uint32_t a, std::uint32_t b) {
    return Pair{a, b, static_cast<std::uint16_t>(a % 2 == b % 2 ? 700 : 20)};
  };
  std::vector<Pair> pairs;
  for (const Pair& p : star(700, false)) {
    if (p.a % 2 == p.b % 2 || p.b % 50 == 0)
      pairs.push_back({p.a, p.b, static_cast<std::uint16_t>(p.a % 2 == p.b % 2 ? 700 : 400)});
  }
  const auto groups = group(pairs, plain(kCopies), {.pairs_per_merge = 16}, missing);
  ASSERT_GE(groups.size(), 2u);
  for (const auto& members : groups) {
    for (const std::uint32_t m : members) EXPECT_EQ(m % 2, members.front() % 2);
  }
}

}  // namespace
}  // namespace newsecho
