#include <gtest/gtest.h>

#include "newsecho/report.h"
#include "nlohmann/json.hpp"
#include "report/result.h"

namespace newsecho {
namespace {

TEST(Summary, CountsRepublicationsApartFromTheSameSitesCopies) {
  const Summary sum = summarise(test::small_result());
  EXPECT_EQ(sum.articles, 6u);
  EXPECT_EQ(sum.stories, 3u);
  EXPECT_EQ(sum.singles, 2u);
  EXPECT_EQ(sum.repeated_stories, 1u);
  EXPECT_EQ(sum.largest, 4u);
  EXPECT_EQ(sum.republications, 2u);    // second.example, third.example
  EXPECT_EQ(sum.same_site_copies, 1u);  // first.example again
  EXPECT_DOUBLE_EQ(sum.republished_share(), 2.0 / 6);
  EXPECT_EQ(sum.exact + sum.copy + sum.abridged, 3u);
  EXPECT_EQ(sum.revision, 0u);
  EXPECT_EQ(sum.junk, 1u);
  EXPECT_EQ(sum.excerpts, 1u);
  EXPECT_EQ(sum.sites, 3u);
  EXPECT_EQ(sum.skipped.at("not JSON: <b>"), 1u);
}

TEST(Summary, RanksSitesByCopiesGivenAndTaken) {
  const Summary sum = summarise(test::small_result());
  ASSERT_EQ(sum.top_sites.size(), 3u);
  EXPECT_EQ(sum.top_sites[0].site, "first.example");
  EXPECT_EQ(sum.top_sites[0].originals, 1u);
  EXPECT_EQ(sum.top_sites[0].echoed, 2u);
  EXPECT_EQ(sum.top_sites[1].site, "second.example");
  EXPECT_EQ(sum.top_sites[1].republications, 1u);
}

TEST(Summary, NoSiteIsNoOtherSite) {
  Result r = test::small_result();
  for (ArticleInfo& a : r.articles) a.site = "";
  const Summary sum = summarise(r);
  EXPECT_EQ(sum.republications, 0u);
  EXPECT_EQ(sum.same_site_copies, 3u);
  EXPECT_EQ(sum.sites, 0u);
}

TEST(Summary, ManyDaysBecomeMonths) {
  Result r = test::small_result();
  EXPECT_EQ(summarise(r).volume.begin()->first, "2026-03-01");
  for (int day = 0; day < 500; ++day) {
    r.articles.push_back(test::article(std::to_string(day), "x.example", "", {day * 86400, Precision::kDay}));
  }
  const Summary sum = summarise(r);
  EXPECT_EQ(sum.volume.begin()->first, "1970-01");
  EXPECT_EQ(sum.volume.begin()->second.first, 31u);
  EXPECT_EQ(to_iso8601(sum.first), "1970-01-01");
}

TEST(Summary, IsOneJsonObject) {
  const auto json = nlohmann::json::parse(to_json(summarise(test::small_result())));
  EXPECT_EQ(json["relations"]["abridged"], 1);
  EXPECT_EQ(json["volume"]["2026-03-01"][0], 3);
  EXPECT_EQ(json["volume"]["2026-03-01"][1], 1);
  EXPECT_EQ(json["flows"][0]["from"], "first.example");
  EXPECT_TRUE(json["top_sites"][0]["median_delay"].is_null());
  EXPECT_NO_THROW(nlohmann::json::parse(to_json(summarise(Result{}))));
}

}  // namespace
}  // namespace newsecho
