#include <algorithm>
#include <mutex>
#include <string_view>
#include <tuple>

#include "absl/container/flat_hash_set.h"
#include "newsecho/verify.h"
#include "pipeline/crawl.h"

namespace newsecho::pipeline {

namespace {

struct Signed {
  std::vector<std::uint16_t> lanes;
  std::vector<ShingleHash> anchors;
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
void make_nodes(Crawl& crawl, const std::vector<Signed>& all) {
  std::vector<std::uint32_t> order(crawl.entries.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  const auto key = [&](std::uint32_t article) {
    const std::vector<std::uint16_t>& lanes = all[article].lanes;
    return lanes.empty() ? std::uint32_t{0} : std::uint32_t{lanes[0]} << 16 | lanes[1];
  };
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Entry& x = crawl.entries[a];
    const Entry& y = crawl.entries[b];
    return std::make_tuple(key(a), x.body, crawl.id_order[a]) < std::make_tuple(key(b), y.body, crawl.id_order[b]);
  });
  for (std::size_t i = 0; i < order.size(); ++i) {
    Entry& entry = crawl.entries[order[i]];
    // An article without shingles has nothing to be equal in.
    const bool same = i > 0 && entry.shingles > 0 && crawl.entries[order[i - 1]].body == entry.body;
    if (!same) {
      crawl.nodes.emplace_back();
    }
    entry.node = static_cast<std::uint32_t>(crawl.nodes.size() - 1);
    crawl.nodes.back().articles.push_back(order[i]);
  }
  for (Node& node : crawl.nodes) {
    node.published = earliest(crawl, node);
  }
  std::vector<std::uint32_t> by_rank(crawl.nodes.size());
  for (std::uint32_t i = 0; i < by_rank.size(); ++i) {
    by_rank[i] = i;
  }
  std::sort(by_rank.begin(), by_rank.end(), [&](std::uint32_t a, std::uint32_t b) {
    const std::uint32_t x = crawl.nodes[a].articles.front();
    const std::uint32_t y = crawl.nodes[b].articles.front();
    return crawl.entries[x].shingles != crawl.entries[y].shingles
               ? crawl.entries[x].shingles > crawl.entries[y].shingles
               : crawl.id_order[x] < crawl.id_order[y];
  });
  crawl.rank.resize(by_rank.size());
  for (std::uint32_t i = 0; i < by_rank.size(); ++i) {
    crawl.rank[by_rank[i]] = i;
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
    if (node.articles.size() < 2 || crawl.entries[node.articles.front()].shingles >= kShort) {
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

}  // namespace

absl::StatusOr<Signatures> sign_articles(Crawl& crawl, const Boilerplate& boilerplate) {
  StageClock clock(crawl.result.counts, crawl.options, "sign");
  const std::size_t n = crawl.entries.size();
  std::vector<Signed> all(n);
  const MinHasher hasher(crawl.sign);
  std::mutex mutex;
  absl::Status failed;
  Counts& counts = crawl.result.counts;
  crawl.workers.for_range(n, 512, [&](std::size_t begin, std::size_t end) {
    std::vector<char> bytes;
    std::vector<std::vector<char>> documents(end - begin);
    std::vector<std::uint32_t> title;
    std::vector<std::uint32_t> kept;
    std::vector<std::uint8_t> kept_flags;
    std::vector<ShingleHash> shingles;
    Tokens tokens;
    std::uint64_t stripped_words = 0;
    std::uint64_t stripped_segments = 0;
    absl::Status mine;
    for (std::size_t i = begin; i < end && mine.ok(); ++i) {
      Entry& entry = crawl.entries[i];
      ArticleInfo& info = crawl.info(static_cast<std::uint32_t>(i));
      mine = crawl.spool.load(entry.tokens, bytes);
      if (!mine.ok()) {
        break;
      }
      decode(bytes, tokens, title);
      info.stripped_words = boilerplate.strip(entry.site, tokens);
      info.words = static_cast<std::uint32_t>(tokens.size()) - info.stripped_words;
      stripped_words += info.stripped_words;
      if (info.stripped_words > 0) {
        stripped_segments += static_cast<std::uint64_t>(std::count_if(
            tokens.segments.begin(), tokens.segments.end(),
            [&](const Segment& s) { return s.begin < s.end && (tokens.flags[s.begin] & kStripped) != 0; }));
        mine = crawl.spool.overwrite(entry.tokens, flags_offset(tokens, title.size()),
                                     {reinterpret_cast<const char*>(tokens.flags.data()), tokens.flags.size()});
      }
      shingle_into(tokens.hash, tokens.flags, crawl.shingle, shingles);
      kept.clear();
      kept_flags.clear();
      for (std::size_t t = 0; t < tokens.size(); ++t) {
        if ((tokens.flags[t] & kStripped) == 0) {
          kept.push_back(tokens.hash[t]);
          kept_flags.push_back(tokens.flags[t]);
        }
      }
      entry.body = body_hash(kept, kept_flags);
      entry.noisy = crawl.vocabulary.noisy(tokens);
      entry.shingles = static_cast<std::uint32_t>(shingles.size());
      if (!shingles.empty()) {
        all[i].lanes.resize(hasher.k());
        hasher.sign_into(shingles, absl::MakeSpan(all[i].lanes));
        anchors_into(shingles, kAnchorModulus, all[i].anchors);
      }
      prepare_record(tokens, title, crawl.shingle, documents[i - begin]);
    }
    const std::lock_guard lock(mutex);
    for (std::size_t i = begin; i < end && mine.ok(); ++i) {
      absl::StatusOr<Spool::Slot> slot = crawl.documents.append(documents[i - begin]);
      mine = slot.status();
      crawl.entries[i].document = slot.ok() ? *slot : Spool::Slot{};
    }
    failed.Update(mine);
    counts.stripped_words += stripped_words;
    counts.stripped_segments += stripped_segments;
    clock.add(end - begin, 0);
    if (!clock.tick(-1)) {
      failed.Update(absl::CancelledError("interrupted"));
    }
  });
  if (!failed.ok()) {
    return failed;
  }
  make_nodes(crawl, all);
  mark_junk(crawl);
  for (const Entry& entry : crawl.entries) {
    counts.junk += entry.junk ? 1 : 0;
    counts.briefs += !entry.junk && entry.shingles < crawl.options.brief_shingles ? 1 : 0;
  }
  absl::StatusOr<std::vector<std::vector<ShingleHash>>> noise = noise_anchors(crawl);
  if (!noise.ok()) {
    return noise.status();
  }
  Signatures signatures(hasher.k());
  for (std::uint32_t i = 0; i < crawl.nodes.size(); ++i) {
    const std::uint32_t article = crawl.nodes[i].articles.front();
    if (crawl.entries[article].junk) {
      signatures.add({}, {});
    } else {
      signatures.add(all[article].lanes, all[article].anchors,
                     noise->empty() ? absl::Span<const ShingleHash>() : (*noise)[i]);
    }
  }
  signatures.set_ranks(crawl.rank);
  counts.exact_collapsed = n - crawl.nodes.size();
  return signatures;
}

}  // namespace newsecho::pipeline
