// Lists longer than the limit: what is copied most must not be lost, nor cost the square of its copies.
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <set>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "index/rows.h"
#include "newsecho/index.h"

namespace newsecho {
namespace {

// How many rows hang together through the candidates, counted from row 0.
std::size_t reached(const Candidates& candidates, std::size_t n) {
  std::vector<std::vector<std::uint32_t>> next(n);
  for (const Candidate& c : candidates) {
    next[c.a].push_back(c.b);
    next[c.b].push_back(c.a);
  }
  std::vector<bool> seen(n, false);
  std::vector<std::uint32_t> open = {0};
  seen[0] = true;
  std::size_t count = 0;
  for (; !open.empty(); ++count) {
    const std::uint32_t row = open.back();
    open.pop_back();
    for (const std::uint32_t other : next[row]) {
      if (!seen[other]) open.push_back(other);
      seen[other] = true;
    }
  }
  return count;
}

TEST(HotLists, AStoryWithAHundredThousandCopiesIsLinearWorkAndLosesNone) {
  constexpr std::size_t kCopies = 100'000;
  const IndexOptions options;
  base::SplitMix64 random(1);
  Signatures signatures;
  const std::vector<std::uint16_t> lanes = lanes_of_its_own(random);
  for (std::size_t i = 0; i < kCopies; ++i) signatures.add(lanes, {});
  const Candidates found = find_candidates(signatures, options);
  EXPECT_LE(found.size(), options.representatives * kCopies);
  EXPECT_EQ(reached(found, kCopies), kCopies);
}

TEST(HotLists, AnchorsThatManyArticlesHoldLinkThemToRepresentatives) {
  constexpr std::size_t kCopies = 20'000;
  const IndexOptions options;
  base::SplitMix64 random(2);
  Signatures signatures;
  for (std::size_t i = 0; i < kCopies; ++i) signatures.add(lanes_of_its_own(random), {111, 222, ~0ull});
  const Candidates found = find_candidates(signatures, options);
  EXPECT_LE(found.size(), options.representatives * kCopies);
  EXPECT_EQ(reached(found, kCopies), kCopies);
}

// Copies with edits of their own: the buckets differ from band to band, and so do their representatives.
TEST(HotLists, EditedCopiesHangTogetherToo) {
  constexpr std::size_t kCopies = 30'000, kShingles = 200;
  const std::vector<ShingleHash> report = random_set(kShingles, 3);
  base::SplitMix64 random(3);
  std::vector<Row> rows;
  for (std::size_t i = 0; i < kCopies; ++i) {
    std::vector<ShingleHash> copy = report;
    for (ShingleHash& x : copy) x = random.next() % 100 < 20 ? random.next() : x;
    rows.push_back(row_of(copy));
  }
  const IndexOptions options;
  const Candidates found = find_candidates(signatures_of(rows), options);
  EXPECT_EQ(reached(found, kCopies), kCopies);
  // Hundreds of pairs an article, not thousands, and as many for ten times the copies.
  EXPECT_LE(found.size(), 200 * kCopies);
}

TEST(HotLists, RepresentativesAreThoseOfSmallestRank) {
  base::SplitMix64 random(4);
  constexpr std::uint32_t kRows = 500;
  const std::vector<std::uint16_t> lanes = lanes_of_its_own(random);
  Signatures signatures;
  for (std::uint32_t i = 0; i < kRows; ++i) signatures.add(lanes, {5, 6});
  std::vector<std::uint32_t> rank(kRows);
  std::iota(rank.rbegin(), rank.rend(), 0u);
  signatures.set_ranks(rank);
  for (const Candidate& c : find_candidates(signatures, {})) EXPECT_GE(c.b, kRows - 4);
}

// Two hot buckets that have two rows in common: those two agree on more than the others and are a pair.
TEST(HotLists, ABucketIsSplitByFurtherRows) {
  base::SplitMix64 random(5);
  const std::vector<std::uint16_t> first = lanes_of_its_own(random), second = lanes_of_its_own(random);
  std::vector<Row> rows;
  for (std::size_t i = 0; i < 300; ++i) {
    Row row{lanes_of_its_own(random), {}, {}};
    if (i % 2 == 0 || i == 251) std::copy_n(first.begin(), 4, row.lanes.begin());
    if (i % 2 == 1 || i == 250) std::copy_n(second.begin() + 4, 4, row.lanes.begin() + 4);
    rows.push_back(std::move(row));
  }
  const Candidates found = find_candidates(signatures_of(rows), {});
  EXPECT_THAT(found, testing::Contains(Candidate{250, 251, kBands}));
  EXPECT_THAT(found, testing::Not(testing::Contains(Candidate{100, 102, kBands})));
}

// One anchor many hold and one that few do are two: where a representative stands in the input must not matter.
TEST(HotLists, ARepresentativeIsMetThroughAHotAndACommonAnchor) {
  base::SplitMix64 random(6);
  for (const bool last : {false, true}) {
    std::vector<Row> rows;
    for (std::uint32_t i = 0; i < 100; ++i) rows.push_back({lanes_of_its_own(random), {77}, {}});
    for (std::uint32_t i = 0; i < 20; ++i) rows.push_back({lanes_of_its_own(random), {99}, {}});
    const std::uint32_t representative = last ? 99 : 0, other = 50;
    rows[representative].anchors = rows[other].anchors = {77, 99};
    Signatures signatures = signatures_of(rows);
    std::vector<std::uint32_t> rank(rows.size());
    std::iota(rank.begin(), rank.end(), 1u);
    rank[representative] = 0;
    signatures.set_ranks(rank);
    const std::uint32_t a = std::min(representative, other), b = std::max(representative, other);
    EXPECT_THAT(find_candidates(signatures, {}), testing::ElementsAre(Candidate{a, b, kAnchors})) << last;
  }
}

using NamedPairs = std::set<std::tuple<std::uint32_t, std::uint32_t, int>>;

// Candidates of the rows in the order given, told by their first names.
NamedPairs find_in_order(const std::vector<Row>& rows, const std::vector<std::uint32_t>& order,
                         const IndexOptions& options) {
  std::vector<Row> moved;
  for (const std::uint32_t name : order) moved.push_back(rows[name]);
  Signatures signatures = signatures_of(moved);
  signatures.set_ranks(order);  // the name is the rank
  NamedPairs named;
  for (const Candidate& c : find_candidates(signatures, options)) {
    named.emplace(std::min(order[c.a], order[c.b]), std::max(order[c.a], order[c.b]), c.channels);
  }
  return named;
}

TEST(HotLists, NeitherTheOrderOfRowsNorThreadsChangeAPair) {
  const std::vector<Row> rows = random_crawl(30, 7);
  std::vector<std::uint32_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0u);
  base::SplitMix64 random(7);
  for (const std::uint32_t limit : {12u, 24u, 64u}) {
    const NamedPairs expected = find_in_order(rows, order, {.list_limit = limit, .threads = 1});
    ASSERT_GT(expected.size(), 1000u);
    for (int i = 0; i < 5; ++i) {
      std::vector<std::uint32_t> shuffled = order;
      for (std::size_t n = shuffled.size(); n > 1; --n) std::swap(shuffled[n - 1], shuffled[random.next() % n]);
      EXPECT_EQ(find_in_order(rows, shuffled, {.list_limit = limit, .threads = 1 + i % 2u}), expected) << limit;
    }
  }
}

}  // namespace
}  // namespace newsecho
