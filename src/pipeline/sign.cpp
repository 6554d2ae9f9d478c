#include <algorithm>
#include <mutex>
#include <string_view>
#include <tuple>

#include "absl/container/flat_hash_set.h"
#include "base/lists.h"
#include "newsecho/verify.h"
#include "pipeline/crawl.h"

namespace newsecho::pipeline {

namespace {

// What a range of articles gives, article after article.
struct Signed {
  LargeVector<std::uint16_t> lanes;
  base::Lists<ShingleHash> anchors;
  base::Lists<std::uint32_t> values;  // telling ones
  LargeVector<Spool::Slot> documents;
};

// The signed articles of a crawl, range by range.
class AllSigned {
 public:
  static constexpr std::size_t kRange = 1024;

  AllSigned(std::size_t articles, std::uint32_t k) : k_(k), ranges_((articles + kRange - 1) / kRange) {}

  Signed& range(std::size_t begin) { return ranges_[begin / kRange]; }
  // Zeros for an article without shingles.
  absl::Span<const std::uint16_t> lanes(std::uint32_t article) const {
    return absl::MakeConstSpan(ranges_[article / kRange].lanes).subspan(article % kRange * k_, k_);
  }
  absl::Span<const ShingleHash> anchors(std::uint32_t article) const {
    return ranges_[article / kRange].anchors[article % kRange];
  }
  absl::Span<const std::uint32_t> values(std::uint32_t article) const {
    return ranges_[article / kRange].values[article % kRange];
  }
  Spool::Slot document(std::uint32_t article) const { return ranges_[article / kRange].documents[article % kRange]; }

 private:
  std::uint32_t k_;
  std::vector<Signed> ranges_;
};

Published earliest(const Crawl& crawl, const Node& node) {
  Published first;
  for (const std::uint32_t article : node.articles) {
    const Published& p = crawl.info(article).published;
    if (p.known() &&
        (!first.known() || std::make_pair(p.seconds, p.precision) < std::make_pair(first.seconds, first.precision))) {
      first = p;
    }
  }
  return first;
}

// Groups articles with one body into nodes, in an order that puts like bodies near each other, so
// that later stages find what they need in the cache; it depends on the bodies only.
void make_nodes(Crawl& crawl, const AllSigned& all) {
  struct Key {
    std::uint32_t lanes;  // the first two
    BodyHash body;
    std::uint32_t id_order, article;
    bool operator<(const Key& other) const {
      return std::tie(lanes, body, id_order) < std::tie(other.lanes, other.body, other.id_order);
    }
  };
  LargeVector<Key> order(crawl.entries.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    const absl::Span<const std::uint16_t> lanes = all.lanes(i);
    order[i] = {std::uint32_t{lanes[0]} << 16 | lanes[1], crawl.entries[i].body, crawl.id_order[i], i};
  }
  std::sort(order.begin(), order.end());
  crawl.nodes.reserve(order.size());
  crawl.by_node.resize(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::uint32_t article = order[i].article;
    Entry& entry = crawl.entries[article];
    crawl.by_node[i] = article;
    // An article without shingles has nothing to be equal in.
    const bool same = i > 0 && entry.shingles > 0 && order[i - 1].body == entry.body;
    if (!same) {
      Node& node = crawl.nodes.emplace_back(Node{});
      node.articles = absl::MakeConstSpan(&crawl.by_node[i], 0);
      node.document = all.document(article);
      node.shingles = entry.shingles;
      node.noisy = entry.noisy;
    }
    entry.node = static_cast<std::uint32_t>(crawl.nodes.size() - 1);
    Node& node = crawl.nodes.back();
    node.articles = {node.articles.data(), node.articles.size() + 1};
  }
  crawl.workers.for_range(crawl.nodes.size(), 1024, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      crawl.nodes[i].published = earliest(crawl, crawl.nodes[i]);
    }
  });
  struct Rank {
    std::uint32_t shingles, id_order, node;
    bool operator<(const Rank& other) const {
      return shingles != other.shingles ? shingles > other.shingles : id_order < other.id_order;
    }
  };
  LargeVector<Rank> by_rank(crawl.nodes.size());
  for (std::uint32_t i = 0; i < by_rank.size(); ++i) {
    const std::uint32_t first = crawl.nodes[i].articles.front();
    by_rank[i] = {crawl.nodes[i].shingles, crawl.id_order[first], i};
  }
  std::sort(by_rank.begin(), by_rank.end());
  crawl.rank.resize(by_rank.size());
  for (std::uint32_t i = 0; i < by_rank.size(); ++i) {
    crawl.rank[by_rank[i].node] = i;
  }
}

// Whether most of the moments lie close together, as copies of one report do.
bool is_burst(std::vector<std::int64_t> seconds) {
  constexpr std::int64_t kBurst = 3 * 86400;
  std::sort(seconds.begin(), seconds.end());
  const std::size_t most = seconds.size() / 2 + 1;
  for (std::size_t i = most; i <= seconds.size(); ++i) {
    if (seconds[i - 1] - seconds[i - most] < kBurst) {
      return true;
    }
  }
  return seconds.empty();
}

// Whether half of the pages or more bear one headline. A notice stands under those of the reports it hides.
bool has_headline(std::vector<std::string_view> titles) {
  std::sort(titles.begin(), titles.end());
  const std::size_t half = std::max<std::size_t>(2, (titles.size() + 1) / 2);
  for (std::size_t i = half; i <= titles.size(); ++i) {
    if (titles[i - 1] == titles[i - half] && !titles[i - 1].empty()) {
      return true;
    }
  }
  return false;
}

// Marks pages that hold no report. Nothing is left of them once boilerplate is stripped, or what is left
// is a short notice that came back, under other urls, over a good part of the crawl's time: a cookie wall,
// "enable JavaScript". A short report that was copied comes in a burst, or under one headline.
void mark_junk(Crawl& crawl) {
  constexpr std::uint32_t kShort = 24;  // shingles
  for (Entry& entry : crawl.entries) {
    entry.junk = entry.shingles == 0;
  }
  for (const Node& node : crawl.nodes) {
    if (node.articles.size() < 2 || node.shingles >= kShort) {
      continue;
    }
    absl::flat_hash_set<std::uint64_t> pages;
    std::vector<std::string_view> titles;
    std::vector<std::int64_t> seconds;
    for (const std::uint32_t article : node.articles) {
      const ArticleInfo& info = crawl.info(article);
      if (!pages.insert(crawl.entries[article].page).second) {
        continue;  // fetched again
      }
      titles.push_back(info.title);
      if (info.published.known()) {
        seconds.push_back(info.published.seconds);
      }
    }
    if (pages.size() > 1 && !is_burst(std::move(seconds)) && !has_headline(std::move(titles))) {
      for (const std::uint32_t article : node.articles) {
        crawl.entries[article].junk = true;
      }
    }
  }
}

// Signs the articles of one range.
class RangeSigner {
 public:
  RangeSigner(Crawl& crawl, const MinHasher& hasher, Keeper& keeper, Signed& out)
      : crawl_(crawl), hasher_(hasher), keeper_(keeper), out_(out) {}

  absl::Status sign(std::size_t begin, std::size_t end) {
    out_.lanes.resize((end - begin) * hasher_.k());
    for (std::size_t i = begin; i < end; ++i) {
      const auto article = static_cast<std::uint32_t>(i);
      if (absl::Status s = one(article, absl::MakeSpan(out_.lanes).subspan((i - begin) * hasher_.k(), hasher_.k()));
          !s.ok()) {
        return s;
      }
      out_.anchors.end_list();
      out_.values.end_list();
    }
    out_.anchors.shrink_to_fit();
    out_.values.shrink_to_fit();
    return absl::OkStatus();
  }

  std::uint64_t stripped_words = 0;
  std::uint64_t stripped_segments = 0;

 private:
  absl::Status one(std::uint32_t article, absl::Span<std::uint16_t> lanes) {
    Entry& entry = crawl_.entries[article];
    ArticleInfo& info = crawl_.info(article);
    const TokensView tokens = view_of(crawl_.spool.view(entry.tokens));
    flags_.assign(tokens.flags.begin(), tokens.flags.end());
    info.stripped_words = crawl_.boilerplate.strip(entry.site, tokens.lines, absl::MakeSpan(flags_));
    info.words = static_cast<std::uint32_t>(tokens.hash.size()) - info.stripped_words;
    entry.noisy = crawl_.vocabulary.noisy(tokens.hash, flags_, tokens.rare);
    absl::Span<const std::uint32_t> hash = tokens.hash;
    absl::Span<const std::uint8_t> flags = flags_;
    absl::Span<const Number> numbers = tokens.numbers;
    if (info.stripped_words > 0) {
      stripped_words += info.stripped_words;
      keep_unstripped(tokens);
      hash = kept_;
      flags = kept_flags_;
      numbers = kept_numbers_;
    }
    shingle_into(hash, flags, crawl_.shingle, shingles_);
    entry.body = body_hash(hash, flags);
    entry.shingles = static_cast<std::uint32_t>(shingles_.size());
    if (hasher_.sign_into(shingles_, lanes)) {
      anchors_into(shingles_, kAnchorModulus, anchors_);
      out_.anchors.add(anchors_);
    }
    prepare_record({hash, flags, numbers, tokens.title}, shingles_, record_);
    Document document = view_record(record_);
    document.noisy = entry.noisy;
    out_.values.add(telling_values(document, crawl_.verify));
    return keep(keeper_.documents_like(lanes[0]), absl::MakeConstSpan(record_), out_.documents.emplace_back());
  }

  // Lines are stripped whole.
  void keep_unstripped(const TokensView& tokens) {
    kept_.clear();
    kept_flags_.clear();
    kept_numbers_.clear();
    std::uint32_t begin = 0;
    auto number = tokens.numbers.begin();
    for (const std::uint32_t end : tokens.lines.end) {
      const bool stripped = begin < end && (flags_[begin] & kStripped) != 0;
      const std::uint32_t moved_by = begin - static_cast<std::uint32_t>(kept_.size());
      for (; number != tokens.numbers.end() && number->token < end; ++number) {
        if (!stripped) {
          kept_numbers_.push_back(*number);
          kept_numbers_.back().token -= moved_by;
        }
      }
      if (stripped) {
        ++stripped_segments;
      } else {
        kept_.insert(kept_.end(), tokens.hash.begin() + begin, tokens.hash.begin() + end);
        kept_flags_.insert(kept_flags_.end(), flags_.begin() + begin, flags_.begin() + end);
      }
      begin = end;
    }
  }

  Crawl& crawl_;
  const MinHasher& hasher_;
  Keeper& keeper_;
  Signed& out_;
  std::vector<char> record_;
  std::vector<std::uint32_t> kept_;
  std::vector<std::uint8_t> flags_, kept_flags_;
  std::vector<Number> kept_numbers_;
  std::vector<ShingleHash> shingles_, anchors_;
};

}  // namespace

absl::StatusOr<Signatures> sign_articles(Crawl& crawl) {
  StageClock clock(crawl.result.counts, crawl.options, "sign");
  const std::size_t n = crawl.entries.size();
  const MinHasher hasher(crawl.sign);
  AllSigned all(n, hasher.k());
  std::mutex mutex;
  absl::Status failed;
  Counts& counts = crawl.result.counts;
  crawl.workers.for_range(n, AllSigned::kRange, [&](std::size_t begin, std::size_t end) {
    const auto keeper = crawl.keepers.borrow();
    RangeSigner signer(crawl, hasher, *keeper, all.range(begin));
    absl::Status mine = signer.sign(begin, end);
    mine.Update(keeper->flush());
    const std::lock_guard lock(mutex);
    failed.Update(mine);
    counts.stripped_words += signer.stripped_words;
    counts.stripped_segments += signer.stripped_segments;
    clock.add(end - begin, 0);
    if (!clock.tick(-1)) {
      failed.Update(absl::CancelledError("interrupted"));
    }
  });
  if (!failed.ok()) {
    return failed;
  }
  crawl.keepers.idle().clear();  // whose buffers of all places are not needed again
  make_nodes(crawl, all);
  mark_junk(crawl);
  for (const Entry& entry : crawl.entries) {
    counts.junk += entry.junk ? 1 : 0;
    counts.briefs += !entry.junk && entry.shingles < crawl.options.brief_shingles ? 1 : 0;
  }
  const std::vector<std::vector<ShingleHash>> noise = noise_anchors(crawl);
  Signatures signatures = Signatures::gather(hasher.k(), crawl.nodes.size(), crawl.options.threads,
                                             [&](std::uint32_t node) -> SignatureView {
                                               const std::uint32_t article = crawl.nodes[node].articles.front();
                                               if (crawl.entries[article].junk) {
                                                 return {};
                                               }
                                               return {all.lanes(article), all.anchors(article),
                                                       noise.empty() ? absl::Span<const ShingleHash>() : noise[node]};
                                             });
  signatures.set_ranks(crawl.rank);
  for (const Node& node : crawl.nodes) {
    crawl.values.add(all.values(node.articles.front()));
    crawl.values.end_list();
  }
  counts.exact_collapsed = n - crawl.nodes.size();
  return signatures;
}

}  // namespace newsecho::pipeline
