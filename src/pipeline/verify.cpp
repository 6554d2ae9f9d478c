#include <algorithm>
#include <array>
#include <mutex>
#include <tuple>

#include "base/union_find.h"
#include "pipeline/compare.h"
#include "pipeline/crawl.h"

namespace newsecho::pipeline {

namespace {

constexpr std::uint16_t kWorthKeeping = 80;  // permille of the smaller; less is not even a link
constexpr std::uint16_t kHopeless = 100;     // permille; no pair below becomes one story

std::uint16_t containment(const Evidence& e) { return std::max({e.a_in_b, e.b_in_a, e.characters}); }

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
  std::vector<std::uint32_t> begin(nodes + 1, 0);
  for (const AnyPair& p : pairs) {
    ++begin[families.find(p.a) + 1];
  }
  for (std::size_t i = 0; i < nodes; ++i) {
    begin[i + 1] += begin[i];
  }
  std::vector<std::uint32_t> order(pairs.size());
  for (std::uint32_t i = 0; i < pairs.size(); ++i) {
    order[begin[families.find(pairs[i].a)]++] = i;
  }
  return order;
}

// Calls each(documents, pair, results) for all pairs, family by family, on all threads. Returns what was put to
// the results, in an order that depends on the pairs only.
template <class Out, class Pairs, class Each>
absl::StatusOr<Out> for_pairs(Crawl& crawl, StageClock& clock, Pairs&& pairs, DocumentPool& pool, Each each) {
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
  Out all;
  for (Out& part : parts) {
    all.add(part);
    part = {};
  }
  return all;
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

// Counts first nodes and puts each pair to its place: pairs come in runs that ascend already, so that what is left to
// sort is short and nearly in order.
void sort_by_nodes(std::size_t nodes, std::vector<Verified>& pairs) {
  std::vector<std::size_t> begin(nodes + 1, 0);
  for (const Verified& v : pairs) {
    ++begin[v.a + 1];
  }
  for (std::size_t i = 0; i < nodes; ++i) {
    begin[i + 1] += begin[i];
  }
  std::vector<std::size_t> at(begin.begin(), begin.end() - 1);
  std::vector<Verified> sorted(pairs.size());
  for (const Verified& v : pairs) {
    sorted[at[v.a]++] = v;
  }
  const auto by_second = [](const Verified& x, const Verified& y) { return x.b < y.b; };
  for (std::size_t i = 0; i < nodes; ++i) {
    const auto first = sorted.begin() + static_cast<std::ptrdiff_t>(begin[i]);
    const auto last = sorted.begin() + static_cast<std::ptrdiff_t>(begin[i + 1]);
    if (!std::is_sorted(first, last, by_second)) {
      std::sort(first, last, by_second);
    }
  }
  pairs = std::move(sorted);
}

}  // namespace

const Verified* find_pair(const std::vector<Verified>& pairs, std::uint32_t a, std::uint32_t b) {
  const auto sought = std::minmax(a, b);
  const auto at = std::lower_bound(pairs.begin(), pairs.end(), sought, [](const Verified& v, const auto& nodes) {
    return std::tie(v.a, v.b) < std::tie(nodes.first, nodes.second);
  });
  return at != pairs.end() && at->a == sought.first && at->b == sought.second ? &*at : nullptr;
}

void Compared::add(Compared& other) {
  pairs.insert(pairs.end(), other.pairs.begin(), other.pairs.end());
  set_aside.insert(set_aside.end(), other.set_aside.begin(), other.set_aside.end());
}

absl::StatusOr<Compared> verify_all(Crawl& crawl, const Signatures& signatures,
                                    const std::vector<Candidate>& candidates, const VerifyOptions& options,
                                    DocumentPool& pool) {
  StageClock clock(crawl.result.counts, crawl.options, "verify");
  const bool all = crawl.options.keep_pairs;
  absl::StatusOr<Compared> compared =
      for_pairs<Compared>(crawl, clock, candidates, pool, [&](Documents& documents, const Candidate& c, Compared& out) {
        const auto& [a, b] = documents.get(c.a, c.b);
        if (outside_window(crawl.options, a, b)) {
          return;
        }
        Verified v{c.a, c.b, {}};
        if (!all && numbers_differ(a, b, options)) {
          const std::uint32_t equal = equal_lanes(signatures.lanes(c.a), signatures.lanes(c.b));
          const auto resemblance = static_cast<std::uint16_t>(1000 * equal / signatures.k());
          out.set_aside.push_back({c.a, c.b, resemblance, c.channels});
        } else if (verify_if_alike(a, b, options, v.evidence)) {
          v.evidence.channels = c.channels;
          if (v.evidence.relation == Relation::kTemplate && v.evidence.most < kHopeless && !all) {
            out.set_aside.push_back({c.a, c.b, v.evidence.resemblance, c.channels});
          } else if (containment(v.evidence) >= kWorthKeeping) {
            out.pairs.push_back(v);
          }
        }
      });
  if (compared.ok()) {
    sort_by_nodes(crawl.nodes.size(), compared->pairs);
    crawl.result.counts.set_aside = compared->set_aside.size();
  }
  return compared;
}

absl::Status verify_again(Crawl& crawl, Compared& compared, const VerifyOptions& options, DocumentPool& pool) {
  StageClock clock(crawl.result.counts, crawl.options, "verify");
  struct Again {
    std::uint32_t a, b;
    Evidence* evidence;
  };
  struct Nothing {
    void add(const Nothing&) {}
  };
  sort_by_nodes(crawl.nodes.size(), compared.asked);
  std::vector<Again> again;
  for (std::vector<Verified>* pairs : {&compared.pairs, &compared.asked}) {
    for (Verified& v : *pairs) {
      // Whether a common passage is one that few stories hold is only known now.
      if (v.evidence.most >= kHopeless || v.evidence.relation == Relation::kExcerpt) {
        again.push_back({v.a, v.b, &v.evidence});
      }
    }
  }
  const absl::StatusOr<Nothing> done =
      for_pairs<Nothing>(crawl, clock, again, pool, [&](Documents& documents, const Again& pair, Nothing&) {
        const auto& [a, b] = documents.get(pair.a, pair.b);
        newsecho::verify_again(a, b, options, *pair.evidence);
      });
  if (!done.ok()) {
    return done.status();
  }
  const auto in_full = [&](Documents& documents, const SetAside& p, Compared& out) {
    const auto& [a, b] = documents.get(p.a, p.b);
    out.pairs.push_back({p.a, p.b, verify(a, b, options)});
    out.pairs.back().evidence.channels = p.channels;
  };
  absl::StatusOr<Compared> rare = for_pairs<Compared>(crawl, clock, compared.set_aside, pool,
                                                      [&](Documents& documents, const SetAside& p, Compared& out) {
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
  absl::StatusOr<Compared> forms = for_pairs<Compared>(crawl, clock, most_alike(crawl, rare->set_aside), pool, in_full);
  if (!forms.ok()) {
    return forms.status();
  }
  crawl.result.counts.reverified = again.size() + rare->pairs.size() + forms->pairs.size();
  compared.set_aside = {};
  compared.add(*rare);
  compared.set_aside = {};
  compared.add(*forms);
  sort_by_nodes(crawl.nodes.size(), compared.pairs);
  return absl::OkStatus();
}

}  // namespace newsecho::pipeline
