#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "index/rows.h"
#include "newsecho/index.h"

namespace newsecho {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::uint64_t kScheme = 42;

SignatureView view(const Row& row) { return {row.lanes, row.anchors, row.noise_anchors}; }

// The rows of these numbers, which are their ids too, in this order.
Index index_of(const std::vector<Row>& rows, const std::vector<std::uint32_t>& order,
               const IndexOptions& options = {}) {
  Index index(options, kScheme);
  for (const std::uint32_t i : order) EXPECT_TRUE(index.insert(i, view(rows[i])).ok());
  return index;
}

std::vector<std::uint32_t> in_order(std::size_t n) {
  std::vector<std::uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0u);
  return order;
}

std::vector<std::uint32_t> shuffled(std::size_t n, std::uint64_t seed) {
  std::vector<std::uint32_t> order = in_order(n);
  base::SplitMix64 random(seed);
  for (; n > 1; --n) std::swap(order[n - 1], order[random.next() % n]);
  return order;
}

// Two indexes are the same when they answer the same, whatever they are asked.
void expect_same_answers(const CandidateIndex& x, const CandidateIndex& y, const std::vector<Row>& questions) {
  EXPECT_EQ(x.size(), y.size());
  for (const Row& row : questions) EXPECT_EQ(x.query(view(row)), y.query(view(row)));
}

TEST(Index, ProposesThePairsOfFindCandidates) {
  const std::vector<Row> rows = random_crawl(12, 1);
  const IndexOptions options{.list_limit = ~0u, .noise_list_limit = ~0u};
  std::vector<std::vector<Proposal>> expected(rows.size());
  for (const Candidate& c : find_candidates(signatures_of(rows), options)) {
    expected[c.a].push_back({c.b, c.channels});
    expected[c.b].push_back({c.a, c.channels});
  }
  Index index = index_of(rows, in_order(rows.size()), options);
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    std::sort(expected[i].begin(), expected[i].end(), [](const auto& x, const auto& y) { return x.id < y.id; });
    ASSERT_TRUE(index.remove(i));
    EXPECT_EQ(index.query(view(rows[i])), expected[i]) << i;
    ASSERT_TRUE(index.insert(i, view(rows[i])).ok());
  }
}

// The one that asks counts: it will hold the anchor too.
TEST(Index, OneAnchorIsEnoughWhileAtMostEightHoldIt) {
  base::SplitMix64 random(8);
  Index index;
  std::vector<Row> rows;
  for (std::uint64_t held = 1; held <= 10; ++held) {
    rows.push_back({lanes_of_its_own(random), {12345}, {}});
    ASSERT_TRUE(index.insert(held, view(rows.back())).ok());
    rows.push_back({lanes_of_its_own(random), {12345}, {}});
    EXPECT_EQ(index.query(view(rows.back())).size(), held + 1 <= 8 ? held : 0);
    EXPECT_EQ(find_candidates(signatures_of(rows), {}).size(), held + 1 <= 8 ? held * (held + 1) / 2 : 0);
    rows.pop_back();
  }
}

TEST(Index, ProposesAPartOfWhatTheExhaustiveOneDoes) {
  const std::vector<Row> rows = random_crawl(20, 2);
  const Index index = index_of(rows, in_order(rows.size()));
  ExhaustiveIndex oracle;
  std::size_t full = 0;
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    ASSERT_TRUE(oracle.insert(i, view(rows[i])).ok());
    full += rows[i].lanes.empty() ? 0 : 1;
  }
  std::size_t proposed = 0;
  for (const Row& row : random_crawl(20, 2)) {
    const std::vector<Proposal> found = index.query(view(row)), all = oracle.query(view(row));
    EXPECT_EQ(all.size(), row.lanes.empty() ? 0 : full);
    const auto less = [](const Proposal& x, const Proposal& y) { return x.id < y.id; };
    EXPECT_TRUE(std::includes(all.begin(), all.end(), found.begin(), found.end(), less));
    proposed += found.size();
  }
  EXPECT_GT(proposed, rows.size());
  EXPECT_LT(proposed, full * full / 2);
}

template <typename I>
class AnyIndex : public testing::Test {};
using Both = testing::Types<Index, ExhaustiveIndex>;
TYPED_TEST_SUITE(AnyIndex, Both, );

TYPED_TEST(AnyIndex, NeverReturnsWhatWasRemoved) {
  const std::vector<Row> rows = random_crawl(12, 3);
  TypeParam index, never_held;
  for (std::uint32_t i = 0; i < rows.size(); ++i) ASSERT_TRUE(index.insert(i, view(rows[i])).ok());
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    if (i % 3 == 0) {
      EXPECT_TRUE(index.remove(i));
      EXPECT_FALSE(index.remove(i));
    } else {
      ASSERT_TRUE(never_held.insert(i, view(rows[i])).ok());
    }
  }
  expect_same_answers(index, never_held, rows);
  for (std::uint32_t i = 0; i < rows.size(); ++i) index.remove(i);
  EXPECT_EQ(index.size(), 0u);
  for (const Row& row : rows) EXPECT_THAT(index.query(view(row)), IsEmpty());
}

TYPED_TEST(AnyIndex, RefusesAnIdItHolds) {
  const Row a = row_of(random_set(100, 1)), b = row_of(random_set(100, 2));
  TypeParam index;
  ASSERT_TRUE(index.insert(18446744073709551615u, view(a)).ok());
  const absl::Status again = index.insert(18446744073709551615u, view(b));
  EXPECT_TRUE(absl::IsAlreadyExists(again));
  EXPECT_THAT(again.message(), HasSubstr("18446744073709551615"));
  EXPECT_EQ(index.size(), 1u);
  EXPECT_EQ(index.query(view(a)).size(), 1u);
}

TYPED_TEST(AnyIndex, HoldsEmptyArticlesButProposesNone) {
  TypeParam index;
  const Row empty{{}, {1, 2, 3}, {1, 2, 3}}, full{std::vector<std::uint16_t>(128, 7), {1, 2, 3}, {1, 2, 3}};
  ASSERT_TRUE(index.insert(1, view(empty)).ok());
  ASSERT_TRUE(index.insert(2, view(full)).ok());
  EXPECT_EQ(index.size(), 2u);
  EXPECT_THAT(index.query(view(empty)), IsEmpty());
  EXPECT_EQ(index.query(view(full)).size(), 1u);
  EXPECT_TRUE(index.remove(1));
}

TEST(Index, OrderOfInsertionIsIrrelevant) {
  const std::vector<Row> rows = random_crawl(30, 4);
  const Index index = index_of(rows, in_order(rows.size()), {.list_limit = 12});
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    expect_same_answers(index, index_of(rows, shuffled(rows.size(), seed), {.list_limit = 12}), rows);
  }
}

TEST(Index, MergingIsInsertingAll) {
  const std::vector<Row> rows = random_crawl(30, 5);
  const std::vector<std::uint32_t> order = shuffled(rows.size(), 5);
  const auto third = [&](std::size_t n) {
    const auto begin = order.begin() + static_cast<std::ptrdiff_t>(n * rows.size() / 3);
    const auto end = order.begin() + static_cast<std::ptrdiff_t>((n + 1) * rows.size() / 3);
    return index_of(rows, {begin, end});
  };
  Index ab = third(0), bc = third(1), a = third(0);
  ASSERT_TRUE(ab.merge(third(1)).ok());
  ASSERT_TRUE(ab.merge(third(2)).ok());
  ASSERT_TRUE(bc.merge(third(2)).ok());
  ASSERT_TRUE(bc.merge(a).ok());
  const Index all = index_of(rows, in_order(rows.size()));
  expect_same_answers(ab, all, rows);
  expect_same_answers(bc, all, rows);
  EXPECT_EQ(a.size(), rows.size() / 3);
  EXPECT_TRUE(ab.remove(order.back()));
}

TEST(Index, DoesNotMergeWhatDoesNotBelongTogether) {
  const Row row = row_of(random_set(100, 6));
  Index index({}, kScheme), other_scheme({}, kScheme + 1), other_options({.rows = 3}, kScheme), twin({}, kScheme);
  Index faster({.threads = 3}, kScheme);
  for (Index* i : {&index, &other_scheme, &other_options, &twin}) ASSERT_TRUE(i->insert(7, view(row)).ok());
  ASSERT_TRUE(twin.insert(6, view(row)).ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(index.merge(other_scheme)));
  EXPECT_TRUE(absl::IsFailedPrecondition(index.merge(other_options)));
  EXPECT_TRUE(absl::IsAlreadyExists(index.merge(twin)));
  EXPECT_THAT(index.merge(twin).message(), HasSubstr("article 7"));
  EXPECT_TRUE(absl::IsAlreadyExists(index.merge(index)));
  EXPECT_THAT(index.query(view(row)), ElementsAre(Proposal{7, kBands | kAnchors}));
  EXPECT_TRUE(index.merge(faster).ok());
}

TEST(Index, RefusesTooFewLanes) {
  Index index;
  const std::vector<std::uint16_t> lanes(127, 1);
  const absl::Status status = index.insert(5, {lanes, {}});
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_THAT(status.message(), HasSubstr("article 5 has 127 lanes; 32 bands of 4 need 128"));
  EXPECT_EQ(index.size(), 0u);
}

// Five thousand copies: each is proposed a few, none is lost, and the few are the smallest ids that are left.
TEST(Index, ALongListAnswersWithItsRepresentatives) {
  const Row row = row_of(random_set(300, 7));
  Index index(IndexOptions{.representatives = 4});
  for (std::uint64_t id = 5000; id > 0; --id) {
    ASSERT_TRUE(index.insert(id, view(row)).ok());
    ASSERT_LE(index.query(view(row)).size(), IndexOptions{}.list_limit);
  }
  const std::uint8_t both = kBands | kAnchors;
  EXPECT_THAT(index.query(view(row)),
              ElementsAre(Proposal{1, both}, Proposal{2, both}, Proposal{3, both}, Proposal{4, both}));
  index.remove(2);
  EXPECT_THAT(index.query(view(row)),
              ElementsAre(Proposal{1, both}, Proposal{3, both}, Proposal{4, both}, Proposal{5, both}));
}

}  // namespace
}  // namespace newsecho
