#include "report/sites.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace newsecho {
namespace {

constexpr std::size_t kTopSites = 50;
constexpr std::size_t kMostFlows = 1000;

// Between two dates; where one is a day alone, in whole days, so that 0 says "the same day".
std::optional<std::int64_t> seconds_after(const Published& first, const Published& then) {
  constexpr std::int64_t kDay = 86400;
  const auto day = [](std::int64_t seconds) { return (seconds - ((seconds % kDay) + kDay) % kDay) / kDay; };
  if (!first.known() || !then.known()) return std::nullopt;
  const bool exact = first.precision == Precision::kTime && then.precision == Precision::kTime;
  const std::int64_t apart = exact ? then.seconds - first.seconds : (day(then.seconds) - day(first.seconds)) * kDay;
  return apart < 0 ? std::nullopt : std::optional(apart);
}

struct Site {
  SiteCount count;
  std::vector<std::int64_t> delays;
};

// The lower of the middle two.
std::optional<std::int64_t> median(std::vector<std::int64_t>& values) {
  if (values.empty()) return std::nullopt;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

void count_sites(const Result& result, Summary& sum) {
  absl::flat_hash_map<std::string_view, Site> sites;
  absl::flat_hash_map<std::pair<std::string_view, std::string_view>, std::uint64_t> flows;
  for (const ArticleInfo& article : result.articles) ++sites[article.site].count.articles;
  std::vector<std::string_view> told;
  for (const Story& story : result.stories) {
    if (story.members.size() < 2) continue;
    const ArticleInfo& original = result.articles[story.original()];
    told.clear();
    std::uint64_t echoed = 0;
    for (const std::uint32_t member : story.members) {
      const ArticleInfo& article = result.articles[member];
      if (!article.site.empty()) told.push_back(article.site);
      // Without a site nobody can say that it is another one.
      if (article.site == original.site || article.site.empty() || original.site.empty()) continue;
      ++echoed;
      Site& site = sites[article.site];
      ++site.count.republications;
      if (const auto apart = seconds_after(original.published, article.published)) site.delays.push_back(*apart);
      ++flows[{original.site, article.site}];
    }
    std::sort(told.begin(), told.end());
    told.erase(std::unique(told.begin(), told.end()), told.end());
    if (told.size() > 1) {
      for (const std::string_view site : told) ++sites[site].count.shared;
    }
    if (echoed == 0) continue;
    ++sites[original.site].count.originals;
    sites[original.site].count.echoed += echoed;
  }
  sites.erase(std::string_view());
  sum.sites = sites.size();
  for (auto& [name, site] : sites) {
    site.count.site = name;
    site.count.median_delay_seconds = median(site.delays);
    sum.top_sites.push_back(std::move(site.count));
  }
  std::sort(sum.top_sites.begin(), sum.top_sites.end(), [](const SiteCount& a, const SiteCount& b) {
    const std::uint64_t a_copies = a.echoed + a.republications, b_copies = b.echoed + b.republications;
    if (a_copies != b_copies) return a_copies > b_copies;
    return a.articles != b.articles ? a.articles > b.articles : a.site < b.site;
  });
  if (sum.top_sites.size() > kTopSites) sum.top_sites.resize(kTopSites);
  for (const SiteCount& from : sum.top_sites) {
    for (const SiteCount& to : sum.top_sites) {
      const auto found = flows.find({from.site, to.site});
      if (found != flows.end()) sum.flows.push_back({from.site, to.site, found->second});
    }
  }
  std::stable_sort(sum.flows.begin(), sum.flows.end(),
                   [](const SiteFlow& a, const SiteFlow& b) { return a.copies > b.copies; });
  if (sum.flows.size() > kMostFlows) sum.flows.resize(kMostFlows);
}

}  // namespace newsecho
