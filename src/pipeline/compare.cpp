#include "pipeline/compare.h"

#include <algorithm>
#include <mutex>

#include "absl/strings/str_format.h"
#include "base/union_find.h"
#include "pipeline/crawl.h"

namespace newsecho::pipeline {

namespace {

constexpr std::uint16_t kClose = 900;  // both ways: one article may stand for both

// Whether nothing speaks against one report, noise and edits allowed for.
bool may_be_same(const Evidence& e) {
  return containment(e) >= 600 && std::max(e.lead_a, e.lead_b) >= 750 && e.relation != Relation::kRoundup &&
         (e.number_conflicts < 2 || e.numbers >= 600);
}

// Whether one is the other printed again under its headline, with most of its figures: a release issued each month.
bool printed_again(const Evidence& e) {
  return e.headline >= 800 && std::min(e.a_in_b, e.b_in_a) >= 750 && e.numbers >= 750 && e.numbers_shared >= 700 &&
         e.relation != Relation::kRoundup;
}

Pair to_pair(const Verified& v) {
  const Evidence& e = v.evidence;
  Pair pair{v.a, v.b, e.agreement};
  pair.close = same_report(e.relation) && std::min(e.a_in_b, e.b_in_a) >= kClose && e.agreement >= kClose;
  pair.forbidden = e.relation == Relation::kRoundup;
  return pair;
}

// What can be told of a pair without its records: its numbers at first, then its rare shingles, unless it is noisy.
bool agree_in_nothing(const Crawl& crawl, std::uint32_t a, std::uint32_t b) {
  if (!crawl.rarity_known()) {
    return numbers_differ(crawl.values[a], crawl.values[b]);
  }
  if (crawl.nodes[a].noisy || crawl.nodes[b].noisy) {
    return false;
  }
  return !share_rare(crawl.rare_of(a), crawl.rare_of(b));
}

// Pairs that no channel proposed and the grouping asks for are looked up among those asked for before; what had to be
// compared is added to `fresh`.
Groups group_all(Crawl& crawl, const Compared& compared, const VerifyOptions& options, VerifiedPairs& fresh) {
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
  links.reserve(compared.pairs.size());
  for (const Verified& v : compared.pairs) {
    links.push_back(to_pair(v));
  }
  std::vector<std::vector<Pair>> parts = components(std::move(links), cluster);
  // Large ones first, so that the last thread does not start the longest one.
  std::sort(parts.begin(), parts.end(), [](const auto& x, const auto& y) {
    return x.size() != y.size() ? x.size() > y.size() : x.front().a < y.front().a;
  });
  std::vector<Groups> grouped(parts.size());
  std::mutex mutex;
  std::uint64_t calls = 0;
  DocumentPool readers(crawl);
  crawl.workers.for_range(parts.size(), 16, [&](std::size_t begin, std::size_t end) {
    const auto documents = readers.borrow();
    VerifiedPairs mine;
    std::uint64_t mine_asked = 0;
    const Missing missing = [&](std::uint32_t a, std::uint32_t b) {
      ++mine_asked;
      if (const Verified* known = find_pair(compared.asked, a, b); known != nullptr) {
        return to_pair(*known);
      }
      Verified v{a, b, {}};
      if (agree_in_nothing(crawl, a, b)) {
        return to_pair(v);
      }
      const auto& [x, y] = documents->get(a, b);
      if (verify_if_alike(x, y, options, v.evidence)) {
        v.evidence.channels = kAsked;
        mine.push_back(v);
      }
      return to_pair(v);
    };
    for (std::size_t i = begin; i < end && !crawl.cancelled(); ++i) {
      grouped[i] = group(parts[i], nodes, cluster, missing);
    }
    const std::lock_guard lock(mutex);
    calls += mine_asked;
    fresh.insert(fresh.end(), mine.begin(), mine.end());
  });
  Groups all;
  for (Groups& part : grouped) {
    all.insert(all.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
  }
  clock.add(all.size(), 0);
  crawl.result.counts.asked += calls;
  return all;
}

// The stories that the first pass found, and which of them are to be counted as one.
class Provisional {
 public:
  Provisional(const Crawl& crawl, const Groups& groups, const VerifiedPairs& pairs)
      : crawl_(crawl), size_(crawl.nodes.size(), 0), best_(crawl.nodes.size(), {0, 0}) {
    base::UnionFind stories(crawl.nodes.size());
    for (const std::vector<std::uint32_t>& g : groups) {
      for (const std::uint32_t node : g) {
        stories.join(g.front(), node);
      }
    }
    for (const Verified& v : pairs) {
      if (printed_again(v.evidence)) {
        stories.join(v.a, v.b);
      }
    }
    story_ = std::move(stories).roots();
    for (const std::uint32_t s : story_) {
      ++size_[s];
    }
  }

  // Links the story of one node to that of the other if the larger has `times` as many articles; the best link stays.
  void link(std::uint32_t a, std::uint32_t b, std::size_t times, std::uint16_t held) {
    std::uint32_t small = story_[a];
    std::uint32_t large = story_[b];
    if (size_[small] > size_[large]) {
      std::swap(small, large);
    }
    if (size_[large] < times * size_[small]) {
      return;
    }
    auto& [most, to] = best_[small];
    if (held > most || (held == most && crawl_.rank[large] < crawl_.rank[to])) {
      most = held;
      to = large;
    }
  }

  // Returns the story that each node is counted with.
  std::vector<std::uint32_t> stories() const {
    std::vector<std::uint32_t> to = story_;
    for (std::uint32_t& s : to) {
      // A large story may itself be small beside a larger one: follow, sizes ascend.
      while (best_[s].first > 0) {
        s = best_[s].second;
      }
    }
    return to;
  }

 private:
  const Crawl& crawl_;
  std::vector<std::uint32_t> story_, size_;
  std::vector<std::pair<std::uint16_t, std::uint32_t>> best_;  // by story: how much is held, the story linked to
};

// Numbers the provisional stories. Some copies of a large story are left outside it by the strict first
// pass, each a story of its own; counted so, they would make the story's own shingles look common. They
// are counted with the large story they are linked to; two small ones never are. Beside a huge story even
// those with other numbers are its revisions: a form that is filled in anew each time is not told that often.
std::vector<std::uint32_t> provisional_stories(const Crawl& crawl, const Groups& groups, const Compared& compared) {
  constexpr std::size_t kLarge = 3;  // times the other
  constexpr std::size_t kHuge = 40;  // times the other
  constexpr std::uint16_t kMost = 600;
  Provisional provisional(crawl, groups, compared.pairs);
  for (const Verified& v : compared.pairs) {
    const std::uint16_t held = containment(v.evidence);
    if (held >= kMost && v.evidence.relation != Relation::kRoundup) {
      provisional.link(v.a, v.b, may_be_same(v.evidence) ? kLarge : kHuge, held);
    }
  }
  for (const SetAside& p : compared.set_aside) {
    if (p.resemblance >= kMost) {
      provisional.link(p.a, p.b, kHuge, p.resemblance);
    }
  }
  return provisional.stories();
}

// Counts each story's shingles once, those of its longest article, and finds which of each node's are rare.
absl::Status find_rarity(Crawl& crawl, const std::vector<std::uint32_t>& story) {
  StageClock clock(crawl.result.counts, crawl.options, "frequency");
  std::uint64_t shingles = 0;
  for (const Node& node : crawl.nodes) {
    shingles += node.shingles;
  }
  StoryFrequency frequency(shingles);
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
  constexpr std::size_t kGrain = 64;
  std::mutex mutex;
  absl::Status failed;
  DocumentPool readers(crawl);
  crawl.workers.for_range(tellers.size(), kGrain, [&](std::size_t begin, std::size_t end) {
    const auto documents = readers.borrow();
    for (std::size_t i = begin; i < end; ++i) {
      frequency.add(documents->get(tellers[i]));
    }
  });
  LargeVector<Spool::Slot> slots(crawl.nodes.size());
  crawl.workers.for_range(slots.size(), kGrain, [&](std::size_t begin, std::size_t end) {
    const auto documents = readers.borrow();
    const auto keeper = crawl.keepers.borrow();
    std::vector<std::uint32_t> rare;
    absl::Status mine;
    for (std::size_t i = begin; i < end && mine.ok(); ++i) {
      const auto node = static_cast<std::uint32_t>(i);
      frequency.find_rare(documents->get(node), kRareStories, rare);
      mine = keep(keeper->rare, absl::MakeConstSpan(rare), slots[i]);
    }
    mine.Update(keeper->flush());
    const std::lock_guard lock(mutex);
    failed.Update(mine);
  });
  crawl.rare_slots = std::move(slots);
  crawl.result.story_frequency_id = absl::StrFormat("%016x", frequency.id());
  clock.add(tellers.size(), 0);
  return failed;
}

}  // namespace

absl::Status compare_and_group(Crawl& crawl, Signatures signatures) {
  Counts& counts = crawl.result.counts;
  Candidates candidates;
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

  const VerifyOptions& options = crawl.verify;
  if (absl::Status s = keep_characters(crawl, candidates); !s.ok()) {
    return s;
  }
  give_back_memory(crawl.options);
  absl::StatusOr<Screened> screened = screen(crawl, signatures, candidates);
  if (!screened.ok()) {
    return screened.status();
  }
  if (!crawl.options.keep_pairs) {
    candidates = {};
  }
  signatures = Signatures();
  absl::StatusOr<Compared> compared = verify_all(crawl, *std::move(screened), options);
  if (!compared.ok()) {
    return compared.status();
  }
  mark_roundups(crawl, compared->pairs);
  VerifiedPairs fresh;
  if (crawl.options.second_pass) {
    const Groups groups = group_all(crawl, *compared, options, fresh);
    if (crawl.cancelled()) {
      return absl::CancelledError("interrupted");
    }
    compared->asked = std::move(fresh);
    fresh.clear();
    give_back_memory(crawl.options);  // copies of records; what counts stories needs the room
    if (absl::Status s = find_rarity(crawl, provisional_stories(crawl, groups, *compared)); !s.ok()) {
      return s;
    }
    if (absl::Status s = verify_again(crawl, *compared, options); !s.ok()) {
      return s;
    }
    mark_roundups(crawl, compared->pairs);
  }
  const Groups groups = group_all(crawl, *compared, options, fresh);
  VerifiedPairs rest;
  if (crawl.options.keep_pairs) {
    absl::StatusOr<VerifiedPairs> in_full = verify_rest(crawl, candidates, *compared, fresh, options);
    if (!in_full.ok()) {
      return in_full.status();
    }
    rest = *std::move(in_full);
  }
  assemble(crawl, groups, *compared, rest, options);
  // The system takes a second for each few gigabytes of a file that are given up, when the process ends at the latest.
  crawl.letting_go = std::async(std::launch::async, [&crawl] {
    crawl.documents.clear();
    crawl.rare.clear();
  });
  return absl::OkStatus();
}

}  // namespace newsecho::pipeline
