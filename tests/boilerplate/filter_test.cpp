#include <cstdint>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"
#include "newsecho/boilerplate.h"

namespace newsecho {
namespace {

// A page of lines with these hashes; the filter looks at nothing else.
Tokens page_of(const std::vector<std::uint64_t>& lines) {
  Tokens tokens;
  for (const std::uint64_t line : lines) tokens.segments.push_back({0, 1, 0, 0, line});
  return tokens;
}

void add(LineFilter& filter, const std::vector<std::uint64_t>& lines) {
  const Tokens tokens = page_of(lines);
  filter.add({1, 1, 0, &tokens});
}

TEST(LineFilter, CountsToThree) {
  LineFilter filter(100);
  for (int times = 1; times <= 5; ++times) {
    add(filter, {123456789});
    EXPECT_EQ(filter.repeated(123456789), times >= 3) << times;
  }
  EXPECT_FALSE(filter.repeated(987654321));
}

// Far more lines than were expected: it may let too many pass, never too few.
TEST(LineFilter, NeverMissesALineThatStandsOnThreePages) {
  LineFilter filter(10);
  base::SplitMix64 random(1);
  std::vector<std::uint64_t> lines(200'000);
  for (std::uint64_t& line : lines) line = random.next();
  for (int times = 0; times < 3; ++times) add(filter, lines);
  for (const std::uint64_t line : lines) ASSERT_TRUE(filter.repeated(line));
}

// As many lines as were expected, each once: nearly all are left out, or it saves nothing. Of a line's counter
// half a line is expected besides, so that two more come together with probability 1 - 1.5 e^-0.5 = .09.
TEST(LineFilter, LeavesOutMostLinesThatStandOnOnePage) {
  constexpr std::size_t kLines = 1 << 17;
  LineFilter filter(kLines);
  base::SplitMix64 random(2);
  std::vector<std::uint64_t> lines(kLines);
  for (std::uint64_t& line : lines) line = random.next();
  add(filter, lines);
  std::size_t passed = 0;
  for (const std::uint64_t line : lines) passed += filter.repeated(line);
  EXPECT_NEAR(static_cast<double>(passed) / kLines, 0.0902, 0.01);
}

TEST(LineFilter, LosesNothingWhenManyThreadsAdd) {
  base::SplitMix64 random(3);
  std::vector<std::uint64_t> lines(50'000);
  for (std::uint64_t& line : lines) line = random.next();
  LineFilter filter(lines.size());
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) threads.emplace_back([&] { add(filter, lines); });
  for (std::thread& t : threads) t.join();
  for (const std::uint64_t line : lines) ASSERT_TRUE(filter.repeated(line));
}

// 200 threads' worth of increments must not run over.
TEST(LineFilter, CountsDoNotRunOver) {
  LineFilter filter(10);
  for (int times = 0; times < 1000; ++times) add(filter, {5});
  EXPECT_TRUE(filter.repeated(5));
}

}  // namespace
}  // namespace newsecho
