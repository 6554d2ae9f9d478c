#include <algorithm>

#include "base/json.h"
#include "newsecho/report.h"
#include "report/sites.h"

namespace newsecho {
namespace {

constexpr std::size_t kMostPeriods = 400;

void count_relations(const Result& result, Summary& sum) {
  for (const Assignment& a : result.assignments) {
    switch (a.relation) {
      case Relation::kExact:
        ++sum.exact;
        break;
      case Relation::kCopy:
        ++sum.copy;
        break;
      case Relation::kAbridged:
        ++sum.abridged;
        break;
      case Relation::kRevision:
        ++sum.revision;
        break;
      case Relation::kJunk:
        ++sum.junk;
        break;
      default:
        break;
    }
  }
  for (const Link& link : result.links) {
    switch (link.evidence.relation) {
      case Relation::kExcerpt:
        ++sum.excerpts;
        break;
      case Relation::kRoundup:
        ++sum.roundups;
        break;
      case Relation::kTemplate:
        ++sum.templates;
        break;
      default:
        break;
    }
  }
}

void count_time(const Result& result, const std::vector<bool>& republication, Summary& sum) {
  constexpr std::int64_t kDay = 86400;
  std::map<std::int64_t, std::pair<std::uint64_t, std::uint64_t>> days;
  for (std::size_t i = 0; i < result.articles.size(); ++i) {
    const Published& published = result.articles[i].published;
    if (!published.known()) continue;
    if (!sum.first.known() || published.seconds < sum.first.seconds) sum.first = published;
    if (!sum.last.known() || published.seconds > sum.last.seconds) sum.last = published;
    auto& day = days[(published.seconds - ((published.seconds % kDay) + kDay) % kDay) / kDay];
    ++day.first;
    if (republication[i]) ++day.second;
  }
  // "2026-03-01", then "2026-03", then "2026".
  for (std::size_t length : {10, 7, 4}) {
    sum.volume.clear();
    for (const auto& [day, counts] : days) {
      auto& period = sum.volume[to_iso8601({day * kDay, Precision::kDay}).substr(0, length)];
      period.first += counts.first;
      period.second += counts.second;
    }
    if (sum.volume.size() <= kMostPeriods) break;
  }
}

}  // namespace

Summary summarise(const Result& result) {
  Summary sum;
  sum.articles = result.articles.size();
  sum.stories = result.stories.size();
  count_relations(result, sum);
  std::vector<bool> republication(result.articles.size());
  for (const Story& story : result.stories) {
    sum.largest = std::max<std::uint64_t>(sum.largest, story.members.size());
    if (story.members.size() == 1) ++sum.singles;
    if (story.members.size() < 2) continue;
    ++sum.repeated_stories;
    const std::string_view home = result.articles[story.original()].site;
    for (std::size_t m = 1; m < story.members.size(); ++m) {
      const std::string_view site = result.articles[story.members[m]].site;
      // Without a site nobody can say that it is another one.
      if (site == home || site.empty() || home.empty()) {
        ++sum.same_site_copies;
        continue;
      }
      ++sum.republications;
      republication[story.members[m]] = true;
    }
  }
  count_time(result, republication, sum);
  for (const Skipped& skipped : result.skipped) ++sum.skipped[skipped.reason];
  count_sites(result, sum);
  return sum;
}

std::string to_json(const Summary& sum) {
  std::string out;
  JsonWriter json(out);
  json.object()
      .member("articles", sum.articles)
      .member("stories", sum.stories)
      .member("repeated_stories", sum.repeated_stories)
      .member("singles", sum.singles)
      .member("junk", sum.junk)
      .member("sites", sum.sites)
      .member("largest", sum.largest)
      .member("republications", sum.republications)
      .member("republished_share", sum.republished_share())
      .member("same_site_copies", sum.same_site_copies)
      .member_or_null("first", to_iso8601(sum.first))
      .member_or_null("last", to_iso8601(sum.last));
  json.key("relations")
      .object()
      .member("exact", sum.exact)
      .member("copy", sum.copy)
      .member("abridged", sum.abridged)
      .member("revision", sum.revision)
      .end();
  json.key("links")
      .object()
      .member("excerpt", sum.excerpts)
      .member("roundup", sum.roundups)
      .member("template", sum.templates)
      .end();
  json.key("skipped").object();
  for (const auto& [reason, records] : sum.skipped) json.member(reason, records);
  json.end();
  json.key("top_sites").array();
  for (const SiteCount& site : sum.top_sites) {
    json.object()
        .member("site", site.site)
        .member("articles", site.articles)
        .member("originals", site.originals)
        .member("echoed", site.echoed)
        .member("republications", site.republications)
        .member("shared", site.shared)
        .key("median_delay");
    if (site.median_delay_seconds) {
      json.value(*site.median_delay_seconds);
    } else {
      json.null();
    }
    json.end();
  }
  json.end().key("flows").array();
  for (const SiteFlow& flow : sum.flows) {
    json.object().member("from", flow.from).member("to", flow.to).member("copies", flow.copies).end();
  }
  json.end();
  json.key("volume").object();
  for (const auto& [period, counts] : sum.volume) {
    json.key(period).array().value(counts.first).value(counts.second).end();
  }
  json.end().end();
  return out;
}

}  // namespace newsecho
