#include <algorithm>
#include <bit>

#include "pipeline/compare.h"

namespace newsecho::pipeline {

namespace {

constexpr int kPart = 11;       // 64ths of an article that one report must fill to be a part of it: a sixth
constexpr int kManyCopies = 5;  // of the whole: more than feed pages have of one set of reports
constexpr int kMostPart = 50;   // a report that fills more than this leaves no room for another

struct Overlap {
  std::uint32_t pair;  // index into the pairs
  std::uint32_t other;
  std::uint64_t mask;  // of the article in question
  bool whole;          // a report, not a borrowed paragraph
  bool mutual;         // and the other article holds much else, too
};

// A part of a round-up is a report with its opening, or a long passage. What two pages of one site have in
// common may be the site's, menus and lists glued to the text: there it is most of the report.
bool is_report(const Evidence& e, std::uint16_t lead_of_other, std::uint16_t held_of_other, bool one_site) {
  constexpr std::uint16_t kOpening = 600;      // permille of the other's first sentences
  constexpr std::uint32_t kLongPassage = 120;  // shingles
  constexpr std::uint16_t kMost = 600;         // permille of the other
  return (lead_of_other >= kOpening || e.common >= kLongPassage) && (!one_site || held_of_other >= kMost);
}

// Both articles hold a long passage of the other and much that the other has not.
bool is_mutual(const Evidence& e, std::uint16_t prose_of_other) {
  constexpr std::uint16_t kMuchElse = 650;  // permille of the other's prose, at most, that is in common
  constexpr std::uint32_t kLongPassage = 250;
  return e.common >= kLongPassage && prose_of_other <= kMuchElse;
}

// Whether two overlaps of one article are of different reports: each fills a part the other leaves.
bool apart(std::uint64_t x, std::uint64_t y) {
  const int shared = std::popcount(x & y);
  return 5 * shared <= std::min(std::popcount(x), std::popcount(y));
}

}  // namespace

// An article is a round-up when one report fills a part of it and another, unlike the first, another
// part. A copy with a foreign paragraph is none: its own report fills nearly all of it.
void mark_roundups(const Crawl& crawl, std::vector<Verified>& pairs) {
  std::vector<std::vector<Overlap>> overlaps(crawl.nodes.size());
  const auto site = [&](std::uint32_t node) { return crawl.entries[crawl.nodes[node].articles.front()].site; };
  for (std::uint32_t i = 0; i < pairs.size(); ++i) {
    const auto& [a, b, e] = pairs[i];
    const bool one_site = site(a) == site(b);
    overlaps[a].push_back({i, b, e.mask_a, is_report(e, e.lead_b, e.b_in_a, one_site), is_mutual(e, e.prose_b)});
    overlaps[b].push_back({i, a, e.mask_b, is_report(e, e.lead_a, e.a_in_b, one_site), is_mutual(e, e.prose_a)});
  }
  const auto alike = [&](std::uint32_t a, std::uint32_t b) {
    const auto [low, high] = std::minmax(a, b);
    const auto at = std::lower_bound(
        pairs.begin(), pairs.end(), std::make_pair(low, high),
        [](const Verified& v, const auto& key) { return v.a != key.first ? v.a < key.first : v.b < key.second; });
    return at != pairs.end() && at->a == low && at->b == high &&
           std::max(at->evidence.agreement, at->evidence.most) > 0;
  };
  std::vector<bool> roundup(crawl.nodes.size(), false);
  for (std::uint32_t node = 0; node < overlaps.size(); ++node) {
    std::vector<Overlap>& all = overlaps[node];
    // The largest overlaps first: they are whole reports.
    std::sort(all.begin(), all.end(), [&](const Overlap& x, const Overlap& y) {
      const int p = std::popcount(x.mask);
      const int q = std::popcount(y.mask);
      return p != q ? p > q : crawl.rank[x.other] < crawl.rank[y.other];
    });
    // Beside a copy of the whole, only parts of articles that are themselves made of parts count: a feed
    // page has its own copies. What is merely trimmed has its parts in articles that hold nothing else.
    const auto copies = std::count_if(all.begin(), all.end(),
                                      [](const Overlap& o) { return o.whole && std::popcount(o.mask) > kMostPart; });
    if (copies >= kManyCopies) {
      continue;
    }
    all.erase(std::remove_if(all.begin(), all.end(),
                             [copies](const Overlap& o) {
                               return copies == 0 ? !o.whole : !o.mutual || std::popcount(o.mask) > kMostPart;
                             }),
              all.end());
    if (all.size() < 2) {
      continue;
    }
    const Overlap& first = all.front();
    for (std::size_t i = 1; i < all.size() && std::popcount(all[i].mask) >= kPart; ++i) {
      if (apart(first.mask, all[i].mask) && !alike(first.other, all[i].other)) {
        roundup[node] = true;
        break;
      }
    }
  }
  for (Verified& v : pairs) {
    if (roundup[v.a] || roundup[v.b]) {
      make_roundup(v.evidence);
    }
  }
}

}  // namespace newsecho::pipeline
