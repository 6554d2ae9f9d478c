#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <tuple>

#include "base/union_find.h"
#include "pipeline/compare.h"
#include "pipeline/crawl.h"

namespace newsecho::pipeline {

namespace {

constexpr std::uint16_t kWorthKeeping = 80;  // permille of the smaller; less is not even a link
constexpr std::uint16_t kHopeless = 100;     // permille; no pair below becomes one story

bool outside_window(const Options& options, const Document& a, const Document& b) {
  return options.window_seconds > 0 && a.published.known() && b.published.known() &&
         std::abs(a.published.seconds - b.published.seconds) > options.window_seconds;
}

// Returns the places of the pairs, those that hang together next to each other and else in their order: what
// is compared with one another is then loaded once, while it is compared.
template <class AnyPair>
std::vector<std::uint32_t> by_family(std::size_t nodes, const std::vector<AnyPair>& pairs) {
  base::UnionFind families(nodes);
  for (const AnyPair& p : pairs) {
    families.join(p.a, p.b);
  }
  const std::vector<std::uint32_t> family = std::move(families).roots();
  std::vector<std::uint32_t> begin(nodes + 1, 0);
  for (const AnyPair& p : pairs) {
    ++begin[family[p.a] + 1];
  }
  for (std::size_t i = 0; i < nodes; ++i) {
    begin[i + 1] += begin[i];
  }
  std::vector<std::uint32_t> order(pairs.size());
  for (std::uint32_t i = 0; i < pairs.size(); ++i) {
    order[begin[family[pairs[i].a]]++] = i;
  }
  return order;
}

// Calls each(documents, pair, results) for all pairs, family by family, on all threads. Returns what was put to
// the results, part by part, in an order that depends on the pairs only.
template <class Out, class Pairs, class Each>
absl::StatusOr<std::vector<Out>> for_pairs(Crawl& crawl, StageClock& clock, Pairs&& pairs, DocumentPool& pool,
                                           Each each) {
  constexpr std::size_t kGrain = 2048;
  const std::vector<std::uint32_t> order = by_family(crawl.nodes.size(), pairs);
  std::vector<Out> parts((pairs.size() + kGrain - 1) / kGrain);
  std::mutex mutex;
  absl::Status failed;
  crawl.workers.for_range(pairs.size(), kGrain, [&](std::size_t begin, std::size_t end) {
    if (crawl.cancelled()) {
      return;
    }
    const DocumentPool::Loan documents = pool.borrow();
    for (std::size_t i = begin; i < end; ++i) {
      each(*documents, pairs[order[i]], parts[begin / kGrain]);
    }
    const std::lock_guard lock(mutex);
    clock.add(end - begin, 0);
    if (!clock.tick(-1)) {
      failed.Update(absl::CancelledError("interrupted"));
    }
  });
  failed.Update(pool.status());
  if (crawl.cancelled()) {
    failed.Update(absl::CancelledError("interrupted"));
  }
  if (!failed.ok()) {
    return failed;
  }
  return parts;
}

// The pairs set aside that are the most alike, for each article: a form letter is linked to hundreds, all of
// which say the same.
std::vector<SetAside> most_alike(const Crawl& crawl, const std::vector<SetAside>& pairs) {
  constexpr std::uint16_t kForm = 200;  // permille of resemblance; less is no form
  constexpr std::size_t kMost = 2;
  struct Best {
    std::uint16_t resemblance = 0;
    std::uint32_t rank = 0, pair = 0;
    bool operator<(const Best& o) const {
      return resemblance != o.resemblance ? resemblance > o.resemblance : rank < o.rank;
    }
  };
  std::vector<std::array<Best, kMost>> best(crawl.nodes.size());
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
  std::vector<std::uint32_t> chosen;
  for (const std::array<Best, kMost>& all : best) {
    for (const Best& b : all) {
      if (b.resemblance > 0) {
        chosen.push_back(b.pair);
      }
    }
  }
  std::sort(chosen.begin(), chosen.end());
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  std::vector<SetAside> out;
  out.reserve(chosen.size());
  for (const std::uint32_t i : chosen) {
    out.push_back(pairs[i]);
  }
  return out;
}

using Stretches = std::vector<absl::Span<const Verified>>;

void add_stretches(absl::Span<const Verified> pairs, Stretches& out) {
  constexpr std::size_t kStretch = 16384;
  for (std::size_t i = 0; i < pairs.size(); i += kStretch) {
    out.push_back(pairs.subspan(i, kStretch));
  }
}

// Brings pairs together, ascending by nodes. Counts first nodes and puts each pair to its place: what is left to sort
// is short and nearly in order.
VerifiedPairs by_nodes(const Crawl& crawl, const Stretches& stretches) {
  constexpr std::size_t kNodesAtOnce = 4096;
  const std::size_t nodes = crawl.nodes.size();
  std::vector<std::size_t> end(nodes + 1, 0);
  for (const absl::Span<const Verified> pairs : stretches) {
    for (const Verified& v : pairs) {
      ++end[v.a];
    }
  }
  std::size_t sum = 0;
  for (std::size_t& at : end) {
    sum += at;
    at = sum;  // falls to the node's first pair while they are put in front of it
  }
  VerifiedPairs sorted(sum);
  crawl.workers.for_range(stretches.size(), 1, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      for (const Verified& v : stretches[i]) {
        sorted[std::atomic_ref(end[v.a]).fetch_sub(1, std::memory_order_relaxed) - 1] = v;
      }
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

// What one part of the candidates came to.
struct Part {
  VerifiedPairs pairs;
  std::vector<SetAside> set_aside;
};

Stretches pairs_of(const std::vector<Part>& parts) {
  Stretches out;
  for (const Part& part : parts) {
    out.push_back(part.pairs);
  }
  return out;
}

std::vector<SetAside> set_aside_of(const std::vector<Part>& parts) {
  std::vector<SetAside> all;
  for (const Part& part : parts) {
    all.insert(all.end(), part.set_aside.begin(), part.set_aside.end());
  }
  return all;
}

}  // namespace

const Verified* find_pair(const VerifiedPairs& pairs, std::uint32_t a, std::uint32_t b) {
  const auto sought = std::minmax(a, b);
  const auto at = std::lower_bound(pairs.begin(), pairs.end(), sought, [](const Verified& v, const auto& nodes) {
    return std::tie(v.a, v.b) < std::tie(nodes.first, nodes.second);
  });
  return at != pairs.end() && at->a == sought.first && at->b == sought.second ? &*at : nullptr;
}

absl::StatusOr<Compared> verify_all(Crawl& crawl, const Signatures& signatures,
                                    const std::vector<Candidate>& candidates, const VerifyOptions& options,
                                    DocumentPool& pool) {
  StageClock clock(crawl.result.counts, crawl.options, "verify");
  const absl::StatusOr<std::vector<Part>> parts =
      for_pairs<Part>(crawl, clock, candidates, pool, [&](Documents& documents, const Candidate& c, Part& out) {
        const auto& [a, b] = documents.get(c.a, c.b);
        if (outside_window(crawl.options, a, b)) {
          return;
        }
        Verified v{c.a, c.b, {}};
        if (numbers_differ(a, b, options)) {
          const std::uint32_t equal = equal_lanes(signatures.lanes(c.a), signatures.lanes(c.b));
          const auto resemblance = static_cast<std::uint16_t>(1000 * equal / signatures.k());
          out.set_aside.push_back({c.a, c.b, resemblance, c.channels});
        } else if (verify_if_alike(a, b, options, v.evidence)) {
          v.evidence.channels = c.channels;
          if (v.evidence.relation == Relation::kTemplate && v.evidence.most < kHopeless) {
            out.set_aside.push_back({c.a, c.b, v.evidence.resemblance, c.channels});
          } else if (containment(v.evidence) >= kWorthKeeping) {
            out.pairs.push_back(v);
          }
        }
      });
  if (!parts.ok()) {
    return parts.status();
  }
  Compared compared;
  compared.pairs = by_nodes(crawl, pairs_of(*parts));
  compared.set_aside = set_aside_of(*parts);
  crawl.result.counts.set_aside = compared.set_aside.size();
  return compared;
}

absl::Status verify_again(Crawl& crawl, Compared& compared, const VerifyOptions& options, DocumentPool& pool) {
  StageClock clock(crawl.result.counts, crawl.options, "verify");
  struct Again {
    std::uint32_t a, b;
    Evidence* evidence;
  };
  struct Nothing {};
  Stretches asked;
  add_stretches(compared.asked, asked);
  compared.asked = by_nodes(crawl, asked);
  std::vector<Again> again;
  for (VerifiedPairs* pairs : {&compared.pairs, &compared.asked}) {
    for (Verified& v : *pairs) {
      // Whether a common passage is one that few stories hold is only known now.
      if (v.evidence.most >= kHopeless || v.evidence.relation == Relation::kExcerpt) {
        again.push_back({v.a, v.b, &v.evidence});
      }
    }
  }
  const absl::StatusOr<std::vector<Nothing>> done =
      for_pairs<Nothing>(crawl, clock, again, pool, [&](Documents& documents, const Again& pair, Nothing&) {
        const auto& [a, b] = documents.get(pair.a, pair.b);
        newsecho::verify_again(a, b, options, *pair.evidence);
      });
  if (!done.ok()) {
    return done.status();
  }
  const auto in_full = [&](Documents& documents, const SetAside& p, Part& out) {
    const auto& [a, b] = documents.get(p.a, p.b);
    out.pairs.push_back({p.a, p.b, verify(a, b, options)});
    out.pairs.back().evidence.channels = p.channels;
  };
  const absl::StatusOr<std::vector<Part>> rare =
      for_pairs<Part>(crawl, clock, compared.set_aside, pool, [&](Documents& documents, const SetAside& p, Part& out) {
        const auto& [a, b] = documents.get(p.a, p.b);
        if (share_rare(a, b)) {
          in_full(documents, p, out);
        } else {
          out.set_aside.push_back(p);
        }
      });
  if (!rare.ok()) {
    return rare.status();
  }
  const absl::StatusOr<std::vector<Part>> forms =
      for_pairs<Part>(crawl, clock, most_alike(crawl, set_aside_of(*rare)), pool, in_full);
  if (!forms.ok()) {
    return forms.status();
  }
  Stretches all = pairs_of(*rare);
  const Stretches of_forms = pairs_of(*forms);
  all.insert(all.end(), of_forms.begin(), of_forms.end());
  crawl.result.counts.reverified = again.size();
  for (const absl::Span<const Verified> pairs : all) {
    crawl.result.counts.reverified += pairs.size();
  }
  add_stretches(compared.pairs, all);
  compared.pairs = by_nodes(crawl, all);
  compared.set_aside = {};
  return absl::OkStatus();
}

absl::StatusOr<VerifiedPairs> verify_rest(Crawl& crawl, const std::vector<Candidate>& candidates,
                                          const Compared& compared, const VerifiedPairs& asked,
                                          const VerifyOptions& options, DocumentPool& pool) {
  StageClock clock(crawl.result.counts, crawl.options, "verify");
  std::vector<Candidate> rest = candidates;
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
  rest.erase(std::remove_if(rest.begin(), rest.end(),
                            [&](const Candidate& c) { return find_pair(compared.pairs, c.a, c.b) != nullptr; }),
             rest.end());
  const absl::StatusOr<std::vector<Part>> parts =
      for_pairs<Part>(crawl, clock, rest, pool, [&](Documents& documents, const Candidate& c, Part& out) {
        const auto& [a, b] = documents.get(c.a, c.b);
        if (!outside_window(crawl.options, a, b)) {
          out.pairs.push_back({c.a, c.b, verify(a, b, options)});
          out.pairs.back().evidence.channels = c.channels;
        }
      });
  if (!parts.ok()) {
    return parts.status();
  }
  return by_nodes(crawl, pairs_of(*parts));
}

}  // namespace newsecho::pipeline
