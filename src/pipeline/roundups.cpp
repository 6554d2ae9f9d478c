#include <algorithm>
#include <atomic>
#include <bit>
#include <utility>

#include "pipeline/compare.h"

namespace newsecho::pipeline {

namespace {

constexpr int kPart = 11;       // 64ths of an article that one report must fill to be a part of it: a sixth
constexpr int kManyCopies = 5;  // of the whole, on other sites: a feed page's copies are mostly its own site's
constexpr int kMostPart = 50;   // a report that fills more than this leaves no room for another
constexpr std::size_t kPairsAtOnce = 16384;

struct Overlap {
  std::uint32_t other;
  std::uint64_t mask;  // of the article in question
  bool whole;          // a report, not a borrowed paragraph
  bool mutual;         // and the other article holds much else, too
  bool elsewhere;      // the other article is another site's
};

// A part of a round-up is a report with its opening, or a long passage. What two pages of one site have in
// common may be the site's, menus and lists glued to the text: there it is most of the report.
bool is_report(const Evidence& e, std::uint16_t lead_of_other, std::uint16_t held_of_other, bool one_site) {
  constexpr std::uint16_t kOpening = 600;      // permille of the other's first sentences
  constexpr std::uint32_t kLongPassage = 120;  // shingles
  constexpr std::uint16_t kMost = 600;         // permille of the other
  return (lead_of_other >= kOpening || e.common >= kLongPassage) && (!one_site || held_of_other >= kMost);
}

// Whether an overlap holds both ends of an article and leaves out what is between: the frame of a site's pages, with
// menus above and footers below the report. Boilerplate of few pages is not learned.
bool is_frame(std::uint64_t mask) {
  constexpr std::uint64_t kEnds = std::uint64_t{3} << 62 | 3;
  return (mask & kEnds) == kEnds && std::popcount(mask) <= kMostPart;
}

// Both articles hold a long passage of the other and much that the other has not.
bool is_mutual(const Evidence& e, std::uint16_t prose_of_other) {
  constexpr std::uint16_t kMuchElse = 650;  // permille of the other's prose, at most, that is in common
  constexpr std::uint32_t kLongPassage = 250;
  return e.common >= kLongPassage && prose_of_other <= kMuchElse;
}

// Whether an overlap stands around the middle of another: more than an eighth of it on the lesser side.
bool encloses(std::uint64_t x, std::uint64_t y) {
  std::uint64_t upper = y;
  while (2 * std::popcount(upper) > std::popcount(y)) {
    upper &= upper - 1;
  }
  const std::uint64_t below = upper == 0 ? 0 : (upper & -upper) - 1;
  const int before = std::popcount(x & below);
  return 8 * std::min(before, std::popcount(x) - before) > std::popcount(x);
}

// Whether two overlaps of one article are of different reports: each fills a part the other leaves, one behind the
// other. What stands around the other is the report that the other was put into, or the page's frame.
bool apart(std::uint64_t x, std::uint64_t y) {
  const int shared = std::popcount(x & y);
  return 5 * shared <= std::min(std::popcount(x), std::popcount(y)) && !encloses(x, y) && !encloses(y, x);
}

// The overlaps of every node, those of one next to each other, in any order.
class Overlaps {
 public:
  Overlaps(const Crawl& crawl, const VerifiedPairs& pairs) : begin_(crawl.nodes.size() + 1, 0) {
    for (const Verified& v : pairs) {
      ++begin_[v.a];
      ++begin_[v.b];
    }
    std::uint32_t sum = 0;
    for (std::uint32_t& begin : begin_) {
      sum += begin;
      begin = sum;  // the end, until every overlap has been put in front of it
    }
    all_.resize(sum);
    const auto site = [&](std::uint32_t node) { return crawl.entries[crawl.nodes[node].articles.front()].site; };
    crawl.workers.for_range(pairs.size(), kPairsAtOnce, [&](std::size_t first, std::size_t last) {
      for (std::size_t i = first; i < last; ++i) {
        const auto& [a, b, e] = pairs[i];
        const bool one_site = site(a) == site(b);
        const bool in_a = is_report(e, e.lead_b, e.b_in_a, one_site) && !(one_site && is_frame(e.mask_a));
        const bool in_b = is_report(e, e.lead_a, e.a_in_b, one_site) && !(one_site && is_frame(e.mask_b));
        put(a, {b, e.mask_a, in_a, is_mutual(e, e.prose_b), !one_site});
        put(b, {a, e.mask_b, in_b, is_mutual(e, e.prose_a), !one_site});
      }
    });
  }

  absl::Span<Overlap> of(std::uint32_t node) {
    return absl::MakeSpan(all_).subspan(begin_[node], begin_[node + 1] - begin_[node]);
  }

 private:
  void put(std::uint32_t node, const Overlap& overlap) {
    all_[std::atomic_ref(begin_[node]).fetch_sub(1, std::memory_order_relaxed) - 1] = overlap;
  }

  std::vector<std::uint32_t> begin_;
  LargeVector<Overlap> all_;
};

bool alike(const VerifiedPairs& pairs, std::uint32_t a, std::uint32_t b) {
  const Verified* pair = find_pair(pairs, a, b);
  return pair != nullptr && std::max(pair->evidence.agreement, pair->evidence.most) > 0;
}

// An article is a round-up when one report fills a part of it and another, unlike the first, another
// part. A copy with a foreign paragraph is none: its own report fills nearly all of it.
bool is_roundup(const Crawl& crawl, const VerifiedPairs& pairs, absl::Span<Overlap> all) {
  // Beside a copy of the whole, only parts of articles that are themselves made of parts count: a feed
  // page has its own copies. What is merely trimmed has its parts in articles that hold nothing else.
  const auto is_copy = [](const Overlap& o) { return o.whole && std::popcount(o.mask) > kMostPart; };
  if (std::count_if(all.begin(), all.end(), [&](const Overlap& o) { return is_copy(o) && o.elsewhere; }) >=
      kManyCopies) {
    return false;
  }
  const bool copied = std::any_of(all.begin(), all.end(), is_copy);
  const auto end = std::remove_if(all.begin(), all.end(), [copied](const Overlap& o) {
    return !copied ? !o.whole : !o.mutual || std::popcount(o.mask) > kMostPart;
  });
  if (end - all.begin() < 2) {
    return false;
  }
  // The largest overlaps first: they are whole reports.
  std::sort(all.begin(), end, [&](const Overlap& x, const Overlap& y) {
    const int p = std::popcount(x.mask);
    const int q = std::popcount(y.mask);
    return p != q ? p > q : crawl.rank[x.other] < crawl.rank[y.other];
  });
  const Overlap& first = all.front();
  return std::any_of(all.begin() + 1, end, [&](const Overlap& o) {
    return std::popcount(o.mask) >= kPart && apart(first.mask, o.mask) && !alike(pairs, first.other, o.other);
  });
}

}  // namespace

void mark_roundups(const Crawl& crawl, VerifiedPairs& pairs) {
  constexpr std::size_t kNodesAtOnce = 4096;
  Overlaps overlaps(crawl, pairs);
  std::vector<std::uint8_t> roundup(crawl.nodes.size(), 0);
  crawl.workers.for_range(roundup.size(), kNodesAtOnce, [&](std::size_t begin, std::size_t end) {
    for (std::size_t node = begin; node < end; ++node) {
      roundup[node] = is_roundup(crawl, pairs, overlaps.of(static_cast<std::uint32_t>(node))) ? 1 : 0;
    }
  });
  crawl.workers.for_range(pairs.size(), kPairsAtOnce, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (roundup[pairs[i].a] != 0 || roundup[pairs[i].b] != 0) {
        make_roundup(pairs[i].evidence);
      }
    }
  });
}

}  // namespace newsecho::pipeline
