#include "report/sites.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

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

constexpr std::uint32_t kNoSite = 0;

// The sites by numbers, which are counted several times over.
struct Numbered {
  explicit Numbered(const LargeVector<ArticleInfo>& articles) {
    absl::flat_hash_map<absl::string_view, std::uint32_t> numbers = {{"", kNoSite}};
    site_of.reserve(articles.size());
    for (const ArticleInfo& article : articles) {
      const absl::string_view site(article.site.data(), article.site.size());
      const auto [at, fresh] = numbers.emplace(site, static_cast<std::uint32_t>(names.size()));
      if (fresh) names.push_back(article.site);
      site_of.push_back(at->second);
    }
  }

  std::vector<std::string_view> names = {""};
  std::vector<std::uint32_t> site_of;  // by article
};

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
  const Numbered numbered(result.articles);
  const std::vector<std::uint32_t>& site_of = numbered.site_of;
  std::vector<Site> sites(numbered.names.size());
  absl::flat_hash_map<std::uint64_t, std::uint64_t> flows;  // by from << 32 | to
  for (const std::uint32_t site : site_of) ++sites[site].count.articles;
  std::vector<std::uint32_t> told;
  for (const Story& story : result.stories) {
    if (story.members.size() < 2) continue;
    const std::uint32_t home = site_of[story.original()];
    told.clear();
    std::uint64_t echoed = 0;
    for (const std::uint32_t member : story.members) {
      const std::uint32_t site = site_of[member];
      if (site != kNoSite) told.push_back(site);
      // Without a site nobody can say that it is another one.
      if (site == home || site == kNoSite || home == kNoSite) continue;
      ++echoed;
      ++sites[site].count.republications;
      const auto apart = seconds_after(result.articles[story.original()].published, result.articles[member].published);
      if (apart) sites[site].delays.push_back(*apart);
      ++flows[std::uint64_t{home} << 32 | site];
    }
    std::sort(told.begin(), told.end());
    told.erase(std::unique(told.begin(), told.end()), told.end());
    if (told.size() > 1) {
      for (const std::uint32_t site : told) ++sites[site].count.shared;
    }
    if (echoed == 0) continue;
    ++sites[home].count.originals;
    sites[home].count.echoed += echoed;
  }
  sum.sites = sites.size() - 1;
  std::vector<std::uint32_t> order(sum.sites);
  std::iota(order.begin(), order.end(), kNoSite + 1);
  std::sort(order.begin(), order.end(), [&](std::uint32_t x, std::uint32_t y) {
    const SiteCount &a = sites[x].count, &b = sites[y].count;
    const std::uint64_t a_copies = a.echoed + a.republications, b_copies = b.echoed + b.republications;
    if (a_copies != b_copies) return a_copies > b_copies;
    return a.articles != b.articles ? a.articles > b.articles : numbered.names[x] < numbered.names[y];
  });
  if (order.size() > kTopSites) order.resize(kTopSites);
  for (const std::uint32_t i : order) {
    SiteCount& count = sum.top_sites.emplace_back(sites[i].count);
    count.site = numbered.names[i];
    count.median_delay_seconds = median(sites[i].delays);
  }
  for (const std::uint32_t from : order) {
    for (const std::uint32_t to : order) {
      const auto found = flows.find(std::uint64_t{from} << 32 | to);
      if (found == flows.end()) continue;
      sum.flows.push_back({std::string(numbered.names[from]), std::string(numbered.names[to]), found->second});
    }
  }
  std::stable_sort(sum.flows.begin(), sum.flows.end(),
                   [](const SiteFlow& a, const SiteFlow& b) { return a.copies > b.copies; });
  if (sum.flows.size() > kMostFlows) sum.flows.resize(kMostFlows);
}

}  // namespace newsecho
