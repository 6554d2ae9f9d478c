#include "pipeline/compare.h"

#include <algorithm>
#include <atomic>
#include <mutex>

#include "absl/strings/str_format.h"
#include "base/union_find.h"
#include "pipeline/crawl.h"

namespace newsecho::pipeline {

namespace {

constexpr std::uint64_t kDocumentsBytes = 96u << 20;  // prepared articles held by one thread
constexpr std::uint16_t kWorthKeeping = 80;           // permille of the smaller; less is not even a link
constexpr std::uint16_t kHopeless = 100;              // permille; no pair below becomes one story
constexpr std::uint16_t kClose = 900;                 // both ways: one article may stand for both

std::uint16_t containment(const Evidence& e) { return std::max({e.a_in_b, e.b_in_a, e.characters}); }

// Whether nothing speaks against one report, noise and edits allowed for.
bool may_be_same(const Evidence& e) {
  return containment(e) >= 600 && std::max(e.lead_a, e.lead_b) >= 750 && e.relation != Relation::kRoundup &&
         (e.number_conflicts < 2 || e.numbers >= 600);
}

Pair to_pair(const Verified& v) {
  const Evidence& e = v.evidence;
  Pair pair{v.a, v.b, e.agreement};
  pair.close = same_report(e.relation) && std::min(e.a_in_b, e.b_in_a) >= kClose && e.agreement >= kClose;
  pair.forbidden = e.relation == Relation::kRoundup;
  return pair;
}

bool outside_window(const Options& options, const Evidence& e) {
  return options.window_seconds > 0 && e.seconds_apart > options.window_seconds;
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

// Keeps, of the pairs of an article that are one form with other facts, those most alike: a form letter
// is linked to hundreds, all of which say the same.
class BestForms {
 public:
  BestForms(Documents& documents, const VerifyOptions& options) : documents_(documents), options_(options) {}

  // Pairs come ascending by their first node.
  void add(const Verified& v, std::vector<Verified>& kept) {
    if (!best_.empty() && best_.front().a != v.a) {
      flush(kept);
    }
    best_.push_back(v);
    std::sort(best_.begin(), best_.end(), [](const Verified& x, const Verified& y) {
      return x.evidence.resemblance != y.evidence.resemblance ? x.evidence.resemblance > y.evidence.resemblance
                                                              : x.b < y.b;
    });
    best_.resize(std::min(best_.size(), kMost));
  }
  // Puts what is best of one article to `kept`, now with all features.
  void flush(std::vector<Verified>& kept) {
    for (Verified& v : best_) {
      const auto [a, b] = documents_.get(v.a, v.b);
      const std::uint8_t channels = v.evidence.channels;
      v.evidence = verify(*a, *b, options_);
      v.evidence.channels = channels;
    }
    kept.insert(kept.end(), best_.begin(), best_.end());
    best_.clear();
  }

 private:
  static constexpr std::size_t kMost = 2;
  Documents& documents_;
  const VerifyOptions& options_;
  std::vector<Verified> best_;
};

absl::StatusOr<std::vector<Verified>> verify_all(Crawl& crawl, const std::vector<Candidate>& candidates,
                                                 const VerifyOptions& options, DocumentPool& pool) {
  StageClock clock(crawl.result.counts, crawl.options, "verify");
  std::mutex mutex;
  absl::Status failed;
  constexpr std::size_t kGrain = 2048;
  const std::vector<std::uint32_t> order = by_family(crawl.nodes.size(), candidates);
  VerifyOptions quick = options;
  quick.forms_in_full = crawl.options.keep_pairs;
  std::vector<std::vector<Verified>> parts((candidates.size() + kGrain - 1) / kGrain);
  crawl.workers.for_range(candidates.size(), kGrain, [&](std::size_t begin, std::size_t end) {
    if (crawl.cancelled()) {
      return;
    }
    const DocumentPool::Loan documents = pool.borrow();
    std::vector<Verified> mine;
    BestForms forms(*documents, options);
    for (std::size_t i = begin; i < end; ++i) {
      const Candidate& c = candidates[order[i]];
      const auto [a, b] = documents->get(c.a, c.b);
      Verified v{c.a, c.b, verify(*a, *b, quick)};
      if (outside_window(crawl.options, v.evidence)) {
        continue;
      }
      v.evidence.channels = c.channels;
      if (v.evidence.relation == Relation::kTemplate && v.evidence.most < kHopeless && !crawl.options.keep_pairs) {
        forms.add(v, mine);
      } else if (containment(v.evidence) >= kWorthKeeping) {
        mine.push_back(v);
      }
    }
    forms.flush(mine);
    const std::lock_guard lock(mutex);
    parts[begin / kGrain] = std::move(mine);
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
  std::vector<Verified> all;
  for (std::vector<Verified>& part : parts) {
    all.insert(all.end(), part.begin(), part.end());
    part = {};
  }
  std::sort(all.begin(), all.end(),
            [](const Verified& x, const Verified& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
  return all;
}

// Pairs that no channel proposed and the grouping asked for are added to `asked`, where they are wanted.
Groups group_all(Crawl& crawl, const std::vector<Verified>& pairs, const VerifyOptions& options, DocumentPool& pool,
                 std::vector<Verified>* asked = nullptr) {
  StageClock clock(crawl.result.counts, crawl.options, "cluster");
  ClusterOptions cluster;
  cluster.threshold = options.threshold;
  cluster.average_link = crawl.options.average_link;
  Nodes nodes;
  nodes.rank = crawl.rank;
  for (const Node& n : crawl.nodes) {
    nodes.weight.push_back(static_cast<std::uint32_t>(n.articles.size()));
  }
  std::vector<Pair> links;
  links.reserve(pairs.size());
  for (const Verified& v : pairs) {
    links.push_back(to_pair(v));
  }
  std::vector<std::vector<Pair>> parts = components(std::move(links), cluster);
  // Large ones first, so that the last thread does not start the longest one.
  std::sort(parts.begin(), parts.end(), [](const auto& x, const auto& y) {
    return x.size() != y.size() ? x.size() > y.size() : x.front().a < y.front().a;
  });
  std::vector<Groups> grouped(parts.size());
  std::mutex mutex;
  crawl.workers.for_range(parts.size(), 16, [&](std::size_t begin, std::size_t end) {
    const DocumentPool::Loan documents = pool.borrow();
    const Missing missing = [&](std::uint32_t a, std::uint32_t b) {
      const auto [x, y] = documents->get(a, b);
      Verified v{a, b, verify(*x, *y, options)};
      v.evidence.channels = kAsked;
      if (asked != nullptr) {
        const std::lock_guard lock(mutex);
        asked->push_back(v);
      }
      return to_pair(v);
    };
    for (std::size_t i = begin; i < end; ++i) {
      grouped[i] = group(parts[i], nodes, cluster, missing);
    }
  });
  Groups all;
  for (Groups& part : grouped) {
    all.insert(all.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
  }
  clock.add(all.size(), 0);
  return all;
}

// Numbers the provisional stories. Some copies of a large story are left outside it by the strict first
// pass, each a story of its own; counted so, they would make the story's own shingles look common. They
// are counted with the large story they are linked to; two small ones never are.
std::vector<std::uint32_t> provisional_stories(const Crawl& crawl, const Groups& groups,
                                               const std::vector<Verified>& pairs) {
  constexpr std::size_t kLarge = 3;  // times the other
  std::vector<std::uint32_t> story(crawl.nodes.size());
  std::vector<std::uint32_t> size(crawl.nodes.size(), 1);
  for (std::uint32_t node = 0; node < story.size(); ++node) {
    story[node] = node;
  }
  for (const std::vector<std::uint32_t>& g : groups) {
    for (const std::uint32_t node : g) {
      story[node] = g.front();
    }
    size[g.front()] = static_cast<std::uint32_t>(g.size());
  }
  // The best link of each small story to one that is large beside it.
  std::vector<std::pair<std::uint16_t, std::uint32_t>> best(crawl.nodes.size(), {0, 0});
  for (const Verified& v : pairs) {
    std::uint32_t small = story[v.a];
    std::uint32_t large = story[v.b];
    if (size[small] > size[large]) {
      std::swap(small, large);
    }
    if (size[large] >= kLarge * size[small] && may_be_same(v.evidence)) {
      const std::pair<std::uint16_t, std::uint32_t> link{containment(v.evidence), large};
      if (link.first > best[small].first ||
          (link.first == best[small].first && crawl.rank[large] < crawl.rank[best[small].second])) {
        best[small] = link;
      }
    }
  }
  std::vector<std::uint32_t> to = story;
  for (std::uint32_t node = 0; node < story.size(); ++node) {
    // A large story may itself be small beside a larger one: follow, sizes ascend.
    std::uint32_t s = story[node];
    while (best[s].first > 0) {
      s = best[s].second;
    }
    to[node] = s;
  }
  return to;
}

// Counts each story's shingles once: those of its longest article.
absl::Status count_stories(Crawl& crawl, const std::vector<std::uint32_t>& story, DocumentPool& pool,
                           StoryFrequency& frequency) {
  StageClock clock(crawl.result.counts, crawl.options, "frequency");
  constexpr std::uint32_t kNone = ~std::uint32_t{0};
  std::vector<std::uint32_t> longest(crawl.nodes.size(), kNone);
  for (std::uint32_t node = 0; node < story.size(); ++node) {
    std::uint32_t& at = longest[story[node]];
    at = at == kNone || crawl.rank[node] < crawl.rank[at] ? node : at;
  }
  std::vector<std::uint32_t> tellers;
  for (const std::uint32_t node : longest) {
    if (node != kNone) {
      tellers.push_back(node);
    }
  }
  crawl.workers.for_range(tellers.size(), 1024, [&](std::size_t begin, std::size_t end) {
    const DocumentPool::Loan documents = pool.borrow();
    for (std::size_t i = begin; i < end; ++i) {
      frequency.add(*documents->get(tellers[i]));
    }
  });
  clock.add(tellers.size(), 0);
  return pool.status();
}

// Compares again, now that it is known which shingles are rare, what may come out otherwise.
absl::Status verify_again(Crawl& crawl, std::vector<Verified>& pairs, const VerifyOptions& options,
                          DocumentPool& pool) {
  StageClock clock(crawl.result.counts, crawl.options, "verify");
  std::atomic<std::uint64_t> again = 0;
  const std::vector<std::uint32_t> order = by_family(crawl.nodes.size(), pairs);
  crawl.workers.for_range(pairs.size(), 1024, [&](std::size_t begin, std::size_t end) {
    const DocumentPool::Loan documents = pool.borrow();
    std::size_t done = 0;
    for (std::size_t i = begin; i < end; ++i) {
      Verified& v = pairs[order[i]];
      // Whether a common passage is one that few stories hold is only known now.
      if (v.evidence.most < kHopeless && v.evidence.relation != Relation::kExcerpt) {
        continue;
      }
      const auto [a, b] = documents->get(v.a, v.b);
      const std::uint8_t channels = v.evidence.channels;
      v.evidence = verify(*a, *b, options);
      v.evidence.channels = channels;
      ++done;
    }
    again += done;
  });
  crawl.result.counts.reverified = again;
  clock.add(again, 0);
  return pool.status();
}

}  // namespace

absl::Status compare_and_group(Crawl& crawl, const Signatures& signatures) {
  Counts& counts = crawl.result.counts;
  std::vector<Candidate> candidates;
  {
    StageClock clock(counts, crawl.options, "index");
    IndexOptions options;
    options.use_anchors = crawl.options.use_anchors;
    options.threads = crawl.options.threads;
    candidates = find_candidates(signatures, options);
    clock.add(signatures.size(), 0);
  }
  counts.candidates = candidates.size();
  for (const Candidate& c : candidates) {
    counts.by_bands += (c.channels & kBands) != 0 ? 1 : 0;
    counts.by_anchors += (c.channels & kAnchors) != 0 ? 1 : 0;
    counts.by_noise += (c.channels & kNoiseAnchors) != 0 ? 1 : 0;
  }
  counts.verified = candidates.size();

  VerifyOptions options;
  options.shingle = crawl.shingle;
  options.brief_shingles = crawl.options.brief_shingles;
  options.threshold = crawl.options.threshold;
  options.use_numbers = crawl.options.use_numbers;
  options.use_alignment = crawl.options.use_alignment;
  DocumentPool pool(crawl, kDocumentsBytes);
  absl::StatusOr<std::vector<Verified>> verified = verify_all(crawl, candidates, options, pool);
  if (!verified.ok()) {
    return verified.status();
  }
  candidates = {};
  std::vector<Verified> pairs = *std::move(verified);
  mark_roundups(crawl, pairs);
  std::vector<Verified> asked;
  const auto last_groups = [&] {
    Groups groups = group_all(crawl, pairs, options, pool, crawl.options.keep_pairs ? &asked : nullptr);
    for (const Verified& v : asked) {
      crawl.result.pairs.push_back({crawl.nodes[v.a].articles.front(), crawl.nodes[v.b].articles.front(), v.evidence});
    }
    return groups;
  };
  if (!crawl.options.second_pass) {
    return assemble(crawl, last_groups(), pairs, options, pool);
  }
  const Groups groups = group_all(crawl, pairs, options, pool);
  std::uint64_t shingles = 0;
  for (const Entry& entry : crawl.entries) {
    shingles += entry.shingles;
  }
  StoryFrequency frequency(shingles);
  if (absl::Status s = count_stories(crawl, provisional_stories(crawl, groups, pairs), pool, frequency); !s.ok()) {
    return s;
  }
  crawl.result.story_frequency_id = absl::StrFormat("%016x", frequency.id());
  pool.use(frequency);
  if (absl::Status s = verify_again(crawl, pairs, options, pool); !s.ok()) {
    return s;
  }
  mark_roundups(crawl, pairs);
  return assemble(crawl, last_groups(), pairs, options, pool);
}

}  // namespace newsecho::pipeline
