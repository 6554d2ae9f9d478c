#include <algorithm>
#include <cstdint>
#include <map>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "newsecho/verify.h"
#include "verify/documents.h"

namespace newsecho {
namespace {

std::vector<Document> stories(std::size_t n) {
  std::vector<Document> all;
  for (std::uint64_t i = 0; i < n; ++i) all.push_back(document(words(patchwork(i, i / 20))));
  return all;
}

StoryFrequency counted(const std::vector<Document>& all, std::uint64_t expected_shingles) {
  StoryFrequency frequency(expected_shingles);
  for (const Document& d : all) frequency.add(d);
  return frequency;
}

TEST(StoryFrequency, IsNeverTooLowAndSaturates) {
  const std::vector<Document> all = stories(2000);
  std::map<std::uint64_t, std::uint32_t> truth;
  for (const Document& d : all) {
    for (std::size_t i = 0; i < d.shingles.size(); ++i) ++truth[d.shingle(i)];
  }
  // A table far too small, and one of the size asked for.
  for (const std::uint64_t expected : {std::uint64_t{10}, std::uint64_t{truth.size()}}) {
    const StoryFrequency frequency = counted(all, expected);
    std::size_t high = 0;
    for (const auto& [shingle, n] : truth) {
      const std::uint32_t f = frequency.of(shingle);
      ASSERT_GE(f, std::min(n, 15u));
      ASSERT_LE(f, 15u);
      high += f > std::min(n, 15u);
    }
    // Both counters of a shingle meet another with probability (1 - e^-.5)² = .155 at most.
    if (expected == truth.size()) {
      EXPECT_LE(static_cast<double>(high), 0.17 * static_cast<double>(truth.size()));
    }
  }
}

// Where a shingle stands in its story has nothing to do with it.
TEST(StoryFrequency, DoesNotDependOnPositions) {
  StoryFrequency frequency(1000);
  frequency.add(document(words(run(1, 3))));
  const Document moved = document(words(run(0, 6)));
  std::size_t known = 0;
  for (std::size_t i = 0; i < moved.shingles.size(); ++i) known += frequency.of(moved.shingle(i));
  EXPECT_EQ(known, 1u);
}

TEST(StoryFrequency, PartsAddUpInAnyOrder) {
  std::vector<Document> all = stories(600);
  const StoryFrequency whole = counted(all, 5000);
  for (const std::size_t cut : {0u, 100u, 599u}) {
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(cut);
    StoryFrequency first = counted({all.begin(), middle}, 5000), second = counted({middle, all.end()}, 5000);
    second.merge(first);
    EXPECT_EQ(second.id(), whole.id()) << cut;
  }
  std::reverse(all.begin(), all.end());
  EXPECT_EQ(counted(all, 5000).id(), whole.id());
  all.pop_back();
  EXPECT_NE(counted(all, 5000).id(), whole.id());
}

// Beyond saturation nothing decides, so it must not change the id either.
TEST(StoryFrequency, CountsDoNotRunOver) {
  const Document d = document(words(run(1, 30)));
  StoryFrequency often(100), twenty(100), half(100), doubled(100);
  for (int i = 0; i < 1029; ++i) often.add(d);  // five more than a byte holds four times
  for (int i = 0; i < 20; ++i) twenty.add(d);
  for (int i = 0; i < 128; ++i) half.add(d);
  doubled.merge(half);
  doubled.merge(half);
  for (const StoryFrequency* f : {&often, &twenty, &half, &doubled}) {
    EXPECT_EQ(f->of(d.shingle(0)), 15u);
    EXPECT_EQ(f->id(), often.id());
  }
}

TEST(StoryFrequency, ThreadsMayAddAtOnce) {
  const std::vector<Document> all = stories(300);
  StoryFrequency frequency(5000);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 3; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = t; i < all.size(); i += 3) frequency.add(all[i]);
    });
  }
  for (std::thread& t : threads) t.join();
  EXPECT_EQ(frequency.id(), counted(all, 5000).id());
}

}  // namespace
}  // namespace newsecho
