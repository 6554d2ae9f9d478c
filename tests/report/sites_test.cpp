#include "report/sites.h"

#include <gtest/gtest.h>

#include "report/result.h"

namespace newsecho {
namespace {

const SiteCount& site(const Summary& sum, const std::string& name) {
  for (const SiteCount& count : sum.top_sites) {
    if (count.site == name) return count;
  }
  ADD_FAILURE() << name << " is missing";
  return sum.top_sites.front();
}

TEST(Sites, KnowWhoRepublishesWhom) {
  Summary sum;
  count_sites(test::small_result(), sum);
  ASSERT_EQ(sum.flows.size(), 2u);
  for (const SiteFlow& flow : sum.flows) {
    EXPECT_EQ(flow.from, "first.example");
    EXPECT_NE(flow.to, "first.example");  // a re-crawl is no republication
    EXPECT_EQ(flow.copies, 1u);
  }
  EXPECT_EQ(site(sum, "first.example").shared, 1u);
  EXPECT_EQ(site(sum, "third.example").shared, 1u);
}

TEST(Sites, DelayIsExactBetweenTimesAndInDaysElsewhere) {
  Result r = test::small_result();
  Summary sum;
  count_sites(r, sum);
  EXPECT_FALSE(site(sum, "first.example").median_delay_seconds.has_value());
  EXPECT_EQ(site(sum, "second.example").median_delay_seconds, 0);  // the day alone, and it is the same
  EXPECT_EQ(site(sum, "third.example").median_delay_seconds, 2 * 86400 - 3600);
  r.articles[1].published = {test::kMarch1 + 86400, Precision::kDay};
  Summary next;
  count_sites(r, next);
  EXPECT_EQ(site(next, "second.example").median_delay_seconds, 86400);
}

TEST(Sites, WithoutADateThereIsNoDelay) {
  Result r = test::small_result();
  for (ArticleInfo& a : r.articles) a.published = {};
  Summary sum;
  count_sites(r, sum);
  EXPECT_FALSE(site(sum, "third.example").median_delay_seconds.has_value());
}

}  // namespace
}  // namespace newsecho
