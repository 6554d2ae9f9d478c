#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <mutex>
#include <tuple>

#include "base/hash.h"
#include "base/union_find.h"
#include "pipeline/compare.h"
#include "pipeline/crawl.h"

namespace newsecho::pipeline {

namespace {

constexpr std::uint16_t kWorthKeeping = 80;  // permille of the smaller; less is not even a link
constexpr std::uint16_t kHopeless = 100;     // permille; no pair below becomes one story

// Whether x comes before y.
template <class AnyPair>
bool in_order(const AnyPair& x, const AnyPair& y) {
  return std::tie(x.a, x.b) < std::tie(y.a, y.b);
}

bool outside_window(const Crawl& crawl, const Candidate& c) {
  const Published& a = crawl.nodes[c.a].published;
  const Published& b = crawl.nodes[c.b].published;
  return crawl.options.window_seconds > 0 && a.known() && b.known() &&
         std::abs(a.seconds - b.seconds) > crawl.options.window_seconds;
}

// Returns the node that stands for each node's family: nodes that are compared with the same others, most of them.
// Where all that hangs together were one family, round-ups and forms would make one of most of a large crawl. How many
// others two nodes have in common is estimated as that of shingles is: by the least of their hashes.
template <class AnyPair>
std::vector<std::uint32_t> families(std::size_t nodes, const LargeVector<AnyPair>& pairs) {
  constexpr std::size_t kLanes = 4;
  using Lanes = std::array<std::uint32_t, kLanes>;
  const auto hash = [](std::uint32_t node, std::size_t lane) {
    return static_cast<std::uint32_t>(base::mix(std::uint64_t{node} << 2 | lane));
  };
  std::vector<Lanes> least(nodes);
  for (std::uint32_t node = 0; node < nodes; ++node) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      least[node][lane] = hash(node, lane);
    }
  }
  for (const AnyPair& p : pairs) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      least[p.a][lane] = std::min(least[p.a][lane], hash(p.b, lane));
      least[p.b][lane] = std::min(least[p.b][lane], hash(p.a, lane));
    }
  }
  base::UnionFind joined(nodes);
  for (const AnyPair& p : pairs) {
    std::size_t equal = 0;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      equal += least[p.a][lane] == least[p.b][lane] ? 1 : 0;
    }
    if (2 * equal >= kLanes) {
      joined.join(p.a, p.b);
    }
  }
  return std::move(joined).roots();
}

// Returns the places of the pairs, those of one family next to each other and else in their order: what is compared
// with one another is then loaded once, while it is compared.
template <class AnyPair>
LargeVector<std::uint32_t> by_family(std::size_t nodes, const LargeVector<AnyPair>& pairs) {
  const std::vector<std::uint32_t> family = families(nodes, pairs);
  std::vector<std::uint32_t> begin(nodes + 1, 0);
  for (const AnyPair& p : pairs) {
    ++begin[family[p.a] + 1];
  }
  for (std::size_t i = 0; i < nodes; ++i) {
    begin[i + 1] += begin[i];
  }
  LargeVector<std::uint32_t> order(pairs.size());
  for (std::uint32_t i = 0; i < pairs.size(); ++i) {
    order[begin[family[pairs[i].a]]++] = i;
  }
  return order;
}

constexpr std::size_t kPairsAtOnce = 128;  // with a bound, what was shown is let go between two such pieces

// Calls each(begin, end) for ranges of `pairs` pairs, on all threads.
absl::Status for_ranges(Crawl& crawl, StageClock& clock, std::size_t pairs,
                        const std::function<void(std::size_t, std::size_t)>& each) {
  std::mutex mutex;
  absl::Status failed;
  crawl.workers.for_range(pairs, kPairsAtOnce, [&](std::size_t begin, std::size_t end) {
    if (crawl.cancelled()) {
      return;
    }
    each(begin, end);
    const std::lock_guard lock(mutex);
    clock.add(end - begin, 0);
    if (!clock.tick(-1)) {
      failed.Update(absl::CancelledError("interrupted"));
    }
  });
  if (crawl.cancelled()) {
    failed.Update(absl::CancelledError("interrupted"));
  }
  return failed;
}

// Calls each(documents, i) for the places i of all pairs, family by family.
template <class AnyPair, class Each>
absl::Status for_pairs(Crawl& crawl, StageClock& clock, const LargeVector<AnyPair>& pairs, Each each) {
  const LargeVector<std::uint32_t> order = by_family(crawl.nodes.size(), pairs);
  DocumentPool readers(crawl);
  return for_ranges(crawl, clock, pairs.size(), [&](std::size_t begin, std::size_t end) {
    const auto documents = readers.borrow();
    for (std::size_t i = begin; i < end; ++i) {
      each(*documents, order[i]);
    }
  });
}

// Compares all pairs in full, which are then in the same order.
template <class AnyPair>
absl::StatusOr<VerifiedPairs> verify_in_full(Crawl& crawl, StageClock& clock, const LargeVector<AnyPair>& pairs,
                                             const VerifyOptions& options) {
  VerifiedPairs verified(pairs.size());
  const absl::Status done = for_pairs(crawl, clock, pairs, [&](Documents& documents, std::uint32_t i) {
    const auto& [a, b] = documents.get(pairs[i].a, pairs[i].b);
    verified[i] = {pairs[i].a, pairs[i].b, verify(a, b, options)};
    verified[i].evidence.channels = pairs[i].channels;
  });
  if (!done.ok()) {
    return done;
  }
  return verified;
}

// The pairs set aside that are the most alike, for each article: a form letter is linked to hundreds, all of
// which say the same.
LargeVector<SetAside> most_alike(const Crawl& crawl, const LargeVector<SetAside>& pairs) {
  constexpr std::uint16_t kForm = 200;  // permille of resemblance; less is no form
  constexpr std::size_t kMost = 2;
  struct Best {
    std::uint16_t resemblance = 0;
    std::uint32_t rank = 0, pair = 0;
    bool operator<(const Best& o) const {
      return resemblance != o.resemblance ? resemblance > o.resemblance : rank < o.rank;
    }
  };
  LargeVector<std::array<Best, kMost>> best(crawl.nodes.size(), std::array<Best, kMost>{});
  for (std::uint32_t i = 0; i < pairs.size(); ++i) {
    const SetAside& p = pairs[i];
    if (p.resemblance < kForm) {
      continue;
    }
    for (const auto& [node, other] : {std::make_pair(p.a, p.b), std::make_pair(p.b, p.a)}) {
      const Best mine{p.resemblance, crawl.rank[other], i};
      std::array<Best, kMost>& all = best[node];
      if (mine < all.back()) {
        all.back() = mine;
        std::sort(all.begin(), all.end());
      }
    }
  }
  LargeVector<std::uint32_t> chosen;
  for (const std::array<Best, kMost>& all : best) {
    for (const Best& b : all) {
      if (b.resemblance > 0) {
        chosen.push_back(b.pair);
      }
    }
  }
  std::sort(chosen.begin(), chosen.end());
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  LargeVector<SetAside> out;
  out.reserve(chosen.size());
  for (const std::uint32_t i : chosen) {
    out.push_back(pairs[i]);
  }
  return out;
}

// Puts pairs in the order of their nodes. Counts first nodes and puts each pair to its place: what is left to sort is
// short and nearly in order.
VerifiedPairs by_nodes(const Crawl& crawl, const VerifiedPairs& pairs) {
  constexpr std::size_t kNodesAtOnce = 4096;
  const std::size_t nodes = crawl.nodes.size();
  std::vector<std::size_t> end(nodes + 1, 0);
  for (const Verified& v : pairs) {
    ++end[v.a];
  }
  std::size_t sum = 0;
  for (std::size_t& at : end) {
    sum += at;
    at = sum;  // falls to the node's first pair while they are put in front of it
  }
  VerifiedPairs sorted(sum);
  crawl.workers.for_range(pairs.size(), kPairsAtOnce, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      sorted[std::atomic_ref(end[pairs[i].a]).fetch_sub(1, std::memory_order_relaxed) - 1] = pairs[i];
    }
  });
  crawl.workers.for_range(nodes, kNodesAtOnce, [&](std::size_t first, std::size_t last) {
    for (std::size_t node = first; node < last; ++node) {
      const auto begin = sorted.begin() + static_cast<std::ptrdiff_t>(end[node]);
      std::sort(begin, sorted.begin() + static_cast<std::ptrdiff_t>(end[node + 1]),
                [](const Verified& x, const Verified& y) { return x.b < y.b; });
    }
  });
  return sorted;
}

// Merges pairs into others, both in the order of their nodes. Those dropped before have left room for them, mostly.
void merge_from_behind(const VerifiedPairs& pairs, VerifiedPairs& all) {
  std::size_t left = all.size();
  std::size_t right = pairs.size();
  all.resize(left + right);
  while (right > 0) {
    const bool old = left > 0 && in_order(pairs[right - 1], all[left - 1]);
    const std::size_t to = left + right - 1;
    all[to] = old ? all[--left] : pairs[--right];
  }
}

}  // namespace

const Verified* find_pair(const VerifiedPairs& pairs, std::uint32_t a, std::uint32_t b) {
  const auto sought = std::minmax(a, b);
  const auto at = std::lower_bound(pairs.begin(), pairs.end(), sought, [](const Verified& v, const auto& nodes) {
    return std::tie(v.a, v.b) < std::tie(nodes.first, nodes.second);
  });
  return at != pairs.end() && at->a == sought.first && at->b == sought.second ? &*at : nullptr;
}

absl::StatusOr<Screened> screen(Crawl& crawl, const Signatures& signatures, const Candidates& candidates) {
  StageClock clock(crawl.result.counts, crawl.options, "verify");
  enum Outcome : std::uint8_t { kOutside, kLeft, kSetAside };
  LargeVector<Outcome> outcomes(candidates.size());
  std::atomic<std::size_t> left = 0;
  std::atomic<std::size_t> set_aside = 0;
  const absl::Status done = for_ranges(crawl, clock, candidates.size(), [&](std::size_t begin, std::size_t end) {
    std::size_t of[] = {0, 0, 0};
    for (std::size_t i = begin; i < end; ++i) {
      const Candidate& c = candidates[i];
      outcomes[i] = outside_window(crawl, c)                               ? kOutside
                    : numbers_differ(crawl.values[c.a], crawl.values[c.b]) ? kSetAside
                                                                           : kLeft;
      ++of[outcomes[i]];
    }
    left += of[kLeft];
    set_aside += of[kSetAside];
  });
  if (!done.ok()) {
    return done;
  }
  Screened screened;
  screened.left.reserve(left);
  screened.set_aside.reserve(set_aside);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (outcomes[i] == kLeft) {
      screened.left.push_back(candidates[i]);
    } else if (outcomes[i] == kSetAside) {
      screened.set_aside.push_back({candidates[i].a, candidates[i].b, 0, candidates[i].channels});
    }
  }
  const auto estimate = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      SetAside& p = screened.set_aside[i];
      const std::uint32_t equal = equal_lanes(signatures.lanes(p.a), signatures.lanes(p.b));
      p.resemblance = static_cast<std::uint16_t>(1000 * equal / signatures.k());
    }
  };
  if (absl::Status s = for_ranges(crawl, clock, screened.set_aside.size(), estimate); !s.ok()) {
    return s;
  }
  return screened;
}

absl::StatusOr<Compared> verify_all(Crawl& crawl, Screened screened, const VerifyOptions& options) {
  StageClock clock(crawl.result.counts, crawl.options, "verify");
  const Candidates& left = screened.left;
  Compared compared;
  compared.set_aside = std::move(screened.set_aside);
  const std::size_t by_numbers = compared.set_aside.size();
  compared.pairs.resize(left.size());
  constexpr std::uint32_t kDropped = ~std::uint32_t{0};
  std::mutex mutex;
  const absl::Status done = for_pairs(crawl, clock, left, [&](Documents& documents, std::uint32_t i) {
    const Candidate& c = left[i];
    const auto& [a, b] = documents.get(c.a, c.b);
    Verified& v = compared.pairs[i] = {c.a, c.b, {}};
    const bool alike = verify_if_alike(a, b, options, v.evidence);
    v.evidence.channels = c.channels;
    if (alike && v.evidence.relation == Relation::kTemplate && v.evidence.most < kHopeless) {
      const std::lock_guard lock(mutex);
      compared.set_aside.push_back({c.a, c.b, v.evidence.resemblance, c.channels});
      v.a = kDropped;
    } else if (!alike || containment(v.evidence) < kWorthKeeping) {
      v.a = kDropped;
    }
  });
  if (!done.ok()) {
    return done;
  }
  compared.pairs.erase(
      std::remove_if(compared.pairs.begin(), compared.pairs.end(), [](const Verified& v) { return v.a == kDropped; }),
      compared.pairs.end());
  const auto forms = compared.set_aside.begin() + static_cast<std::ptrdiff_t>(by_numbers);
  std::sort(forms, compared.set_aside.end(), in_order<SetAside>);
  std::inplace_merge(compared.set_aside.begin(), forms, compared.set_aside.end(), in_order<SetAside>);
  crawl.result.counts.set_aside = compared.set_aside.size();
  return compared;
}

absl::Status verify_again(Crawl& crawl, Compared& compared, const VerifyOptions& options) {
  StageClock clock(crawl.result.counts, crawl.options, "verify");
  compared.asked = by_nodes(crawl, compared.asked);
  std::atomic<std::uint64_t> again = 0;
  for (VerifiedPairs* pairs : {&compared.pairs, &compared.asked}) {
    const auto score = [&](std::size_t begin, std::size_t end) {
      std::uint64_t mine = 0;
      for (std::size_t i = begin; i < end; ++i) {
        Verified& v = (*pairs)[i];
        // Whether a common passage is one that few stories hold is only known now.
        if (v.evidence.most >= kHopeless || v.evidence.relation == Relation::kExcerpt) {
          newsecho::verify_again(crawl.rare_of(v.a), crawl.rare_of(v.b), options, v.evidence);
          ++mine;
        }
      }
      again += mine;
    };
    if (absl::Status s = for_ranges(crawl, clock, pairs->size(), score); !s.ok()) {
      return s;
    }
  }
  LargeVector<std::uint8_t> sharing(compared.set_aside.size());
  const auto ask = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const SetAside& p = compared.set_aside[i];
      sharing[i] = share_rare(crawl.rare_of(p.a), crawl.rare_of(p.b)) ? 1 : 0;
    }
  };
  if (absl::Status s = for_ranges(crawl, clock, sharing.size(), ask); !s.ok()) {
    return s;
  }
  LargeVector<SetAside> in_full;
  LargeVector<SetAside> rest;
  for (std::size_t i = 0; i < sharing.size(); ++i) {
    (sharing[i] != 0 ? in_full : rest).push_back(compared.set_aside[i]);
  }
  compared.set_aside = {};
  rest = most_alike(crawl, rest);
  const auto middle = static_cast<std::ptrdiff_t>(in_full.size());
  in_full.insert(in_full.end(), rest.begin(), rest.end());
  std::inplace_merge(in_full.begin(), in_full.begin() + middle, in_full.end(), in_order<SetAside>);
  const absl::StatusOr<VerifiedPairs> fresh = verify_in_full(crawl, clock, in_full, options);
  if (!fresh.ok()) {
    return fresh.status();
  }
  merge_from_behind(*fresh, compared.pairs);
  crawl.result.counts.reverified = again + fresh->size();
  return absl::OkStatus();
}

absl::StatusOr<VerifiedPairs> verify_rest(Crawl& crawl, const Candidates& candidates, const Compared& compared,
                                          const VerifiedPairs& asked, const VerifyOptions& options) {
  StageClock clock(crawl.result.counts, crawl.options, "verify");
  Candidates rest = candidates;
  for (const VerifiedPairs* pairs : {&compared.asked, &asked}) {
    for (const Verified& v : *pairs) {
      rest.push_back({v.a, v.b, v.evidence.channels});
    }
  }
  // What was asked for may have been proposed: the first of two says so.
  const auto key = [](const Candidate& c) { return std::make_pair(c.a, c.b); };
  std::stable_sort(rest.begin(), rest.end(), [&](const Candidate& x, const Candidate& y) { return key(x) < key(y); });
  rest.erase(
      std::unique(rest.begin(), rest.end(), [&](const Candidate& x, const Candidate& y) { return key(x) == key(y); }),
      rest.end());
  const auto settled = [&](const Candidate& c) {
    return find_pair(compared.pairs, c.a, c.b) != nullptr || outside_window(crawl, c);
  };
  rest.erase(std::remove_if(rest.begin(), rest.end(), settled), rest.end());
  return verify_in_full(crawl, clock, rest, options);
}

}  // namespace newsecho::pipeline
