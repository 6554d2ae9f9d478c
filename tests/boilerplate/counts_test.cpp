// What is learned is a value: parts add up in any order, and nothing depends on which page came first.
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "boilerplate/pages.h"

namespace newsecho {
namespace {

// Sites with frames and re-crawls, syndicated copy, network lines; more pages a line than are kept.
std::vector<Crawled> some_crawl() {
  std::vector<Crawled> crawl;
  base::SplitMix64 random(1);
  for (std::uint64_t i = 0; i < 400; ++i) {
    const std::uint64_t site = 1 + random.next() % 7, page = 1 + random.next() % 300;
    std::string text = report(random.next() % 4 == 0 ? 5000 + random.next() % 9 : i);
    if (random.next() % 3 != 0) text += sentence(9, site + 1000) + "\n";
    if (random.next() % 5 == 0) text += sentence(9, 3000) + "\n";
    crawl.push_back({site, site * 1000 + page, std::move(text)});
  }
  return crawl;
}

// Counts `crawl` in `parts` parts, page i in part i % parts, and merges them last to first or first to last.
Boilerplate learn_in_parts(const std::vector<Crawled>& crawl, const std::vector<std::uint32_t>& order,
                           std::size_t parts, bool backwards, const LineFilter* filter = nullptr) {
  std::vector<BoilerplateCounts> counts;
  for (std::size_t p = 0; p < parts; ++p) counts.emplace_back(BoilerplateOptions{}, filter);
  for (const std::uint32_t i : order) {
    const Tokens tokens = tokens_of(crawl[i].text);
    counts[i % parts].add({crawl[i].site, crawl[i].page, i, &tokens});
  }
  BoilerplateCounts whole({}, filter);
  for (std::size_t p = 0; p < parts; ++p) whole.merge(std::move(counts[backwards ? parts - 1 - p : p]));
  return std::move(whole).freeze();
}

void expect_equal(const Boilerplate& x, const Boilerplate& y) {
  EXPECT_EQ(x.id(), y.id());
  ASSERT_EQ(x.lines().size(), y.lines().size());
  for (std::size_t i = 0; i < x.lines().size(); ++i) {
    const Boilerplate::Line &a = x.lines()[i], &b = y.lines()[i];
    EXPECT_EQ(a.site, b.site);
    EXPECT_EQ(a.hash, b.hash);
    EXPECT_EQ(a.pages, b.pages);
    EXPECT_EQ(a.examples, b.examples);
  }
}

std::vector<std::uint32_t> shuffled(std::size_t n, std::uint64_t seed) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < n; ++i) order.push_back(i);
  base::SplitMix64 random(seed);
  for (; n > 1 && seed != 0; --n) std::swap(order[n - 1], order[random.next() % n]);
  return order;
}

TEST(BoilerplateCounts, PartsAddUpInAnyOrder) {
  const std::vector<Crawled> crawl = some_crawl();
  const Boilerplate whole = learn_in_parts(crawl, shuffled(crawl.size(), 0), 1, false);
  ASSERT_GE(whole.lines().size(), 8u);
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    for (const std::size_t parts : {1u, 2u, 7u}) {
      SCOPED_TRACE(parts);
      expect_equal(learn_in_parts(crawl, shuffled(crawl.size(), seed), parts, seed % 2 == 0), whole);
    }
  }
}

// Page 3 was crawled twice; taken for its first text it is like page 2, for its second like none.
TEST(BoilerplateCounts, WhichCrawlOfAPageCountsDoesNotDependOnWhichCameFirst) {
  const std::string footer = sentence(9, 1);
  std::size_t learned_lines = 0;
  for (std::uint64_t seed = 2; seed < 42; seed += 4) {
    const std::vector<Crawled> crawl = {{1, 1, report(seed) + footer},
                                        {1, 2, report(seed + 1) + footer},
                                        {1, 3, report(seed + 1) + footer},
                                        {1, 3, report(seed + 2) + footer}};
    const Boilerplate first = learn_in_parts(crawl, {0, 1, 2, 3}, 1, false);
    EXPECT_EQ(learn_in_parts(crawl, {0, 1, 3, 2}, 1, false).id(), first.id());
    for (const bool backwards : {false, true}) {
      EXPECT_EQ(learn_in_parts(crawl, {0, 1, 2, 3}, 4, backwards).id(), first.id());
    }
    learned_lines += first.lines().size();
  }
  EXPECT_GT(learned_lines, 0u);
  EXPECT_LT(learned_lines, 20u);
}

TEST(BoilerplateCounts, OtherContentsHaveAnotherId) {
  std::vector<Crawled> crawl = some_crawl();
  const std::vector<std::uint32_t> order = shuffled(crawl.size(), 0);
  const std::uint64_t id = learn_in_parts(crawl, order, 1, false).id();
  for (Crawled& page : crawl) page.site += 100;
  EXPECT_NE(learn_in_parts(crawl, order, 1, false).id(), id);
}

// The filter saves memory only.
TEST(BoilerplateCounts, AFilterChangesNothing) {
  const std::vector<Crawled> crawl = some_crawl();
  LineFilter filter(crawl.size() * 10);
  for (const Crawled& c : crawl) {
    const Tokens tokens = tokens_of(c.text);
    filter.add({c.site, c.page, 0, &tokens});
  }
  const std::vector<std::uint32_t> order = shuffled(crawl.size(), 0);
  expect_equal(learn_in_parts(crawl, order, 2, false, &filter), learn_in_parts(crawl, order, 1, false));
}

}  // namespace
}  // namespace newsecho
