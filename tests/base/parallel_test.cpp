#include "base/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace newsecho::base {
namespace {

// Returns whether that many callers were inside at once; each waits for the others, but not for ever.
class Meeting {
 public:
  explicit Meeting(unsigned wanted) : wanted_(wanted) {}

  void enter() {
    ++inside_;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (inside_ < wanted_ && !missed_) {
      missed_ = std::chrono::steady_clock::now() > end;
      std::this_thread::yield();
    }
  }
  bool met() const { return !missed_; }

 private:
  const unsigned wanted_;
  std::atomic<unsigned> inside_{0};
  std::atomic<bool> missed_{false};
};

TEST(Workers, RangesTileWhateverTheThreads) {
  for (const unsigned threads : {1u, 3u, 8u}) {
    const Workers workers(threads);
    for (const std::size_t n : {0u, 1u, 99u, 100u, 101u, 1000u}) {
      std::vector<std::atomic<int>> seen(n);
      workers.for_range(n, 100, [&](std::size_t begin, std::size_t end) {
        EXPECT_EQ(begin % 100, 0u);
        EXPECT_EQ(end, std::min(n, begin + 100));
        for (std::size_t i = begin; i < end; ++i) ++seen[i];
      });
      for (const auto& times : seen) EXPECT_EQ(times, 1);
    }
  }
}

TEST(Workers, ResultsComeInTheOrderOfTheItems) {
  for (const unsigned threads : {1u, 3u, 8u}) {
    const Workers workers(threads);
    int given = 0;
    std::atomic<int> live{0}, most{0};
    std::vector<int> got;
    workers.in_order<int, std::pair<int, std::string>>(
        6,
        [&](int& item) {
          if (given == 500) return false;
          item = given++;
          for (int now = ++live, before = most; now > before && !most.compare_exchange_weak(before, now);) {
          }
          return true;
        },
        [](int&& item) { return std::pair(item, std::to_string(item * 7)); },
        [&](std::pair<int, std::string>&& out) {
          --live;
          EXPECT_EQ(out.second, std::to_string(out.first * 7));
          got.push_back(out.first);
        });
    ASSERT_EQ(got.size(), 500u);
    for (int i = 0; i < 500; ++i) EXPECT_EQ(got[static_cast<std::size_t>(i)], i);
    EXPECT_LE(most, 6);
  }
}

// A result that is the same for any number of threads was only shown to be so on as many as really ran.
TEST(Workers, AreAsManyAsAskedForAlsoBeyondTheCores) {
  const unsigned threads = 2 * std::thread::hardware_concurrency() + 1;
  const Workers workers(threads);
  EXPECT_EQ(workers.threads(), threads);
  Meeting of_ranges(threads);
  workers.for_range(threads, 1, [&](std::size_t, std::size_t) { of_ranges.enter(); });
  EXPECT_TRUE(of_ranges.met());

  Meeting of_items(threads);
  unsigned given = 0;
  workers.in_order<unsigned, unsigned>(
      threads, [&](unsigned& item) { return (item = given++) < threads; },
      [&](unsigned&& item) {
        of_items.enter();
        return item;
      },
      [](unsigned&&) {});
  EXPECT_TRUE(of_items.met());
}

}  // namespace
}  // namespace newsecho::base
