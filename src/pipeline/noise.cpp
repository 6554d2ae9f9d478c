#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "pipeline/crawl.h"

namespace newsecho::pipeline {

namespace {

// Clean articles are read again for their noise anchors, to be found by noisy copies, where that is cheap
// or where a good part of the crawl is noisy: a clean crawl has a few odd texts and should not pay for them.
constexpr std::size_t kSmallCrawl = 20'000;  // articles
constexpr std::size_t kNoisyShare = 50;      // one article in so many

}  // namespace

std::string kept_text(const Crawl& crawl, std::uint32_t article) {
  const Spooled spooled(crawl, article);
  const std::uint64_t site = crawl.entries[article].site;
  const Lines& lines = spooled.tokens.lines;
  std::string kept;
  kept.reserve(spooled.text.size());
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < lines.end.size(); begin = lines.end[i++]) {
    if (begin < lines.end[i] && !crawl.boilerplate.is_boilerplate(site, lines.hash[i])) {
      kept.append(spooled.line(i)).append("\n");
    }
  }
  return kept;
}

std::vector<std::vector<ShingleHash>> noise_anchors(Crawl& crawl) {
  const std::size_t n = crawl.nodes.size();
  std::vector<std::uint32_t> noisy;
  std::vector<std::uint32_t> clean;
  for (std::uint32_t node = 0; node < n; ++node) {
    const Entry& entry = crawl.entries[crawl.nodes[node].articles.front()];
    if (!entry.junk) {
      (entry.noisy ? noisy : clean).push_back(node);
    }
  }
  crawl.result.counts.noisy = noisy.size();
  std::vector<std::vector<ShingleHash>> anchors;
  if (noisy.empty()) {
    return anchors;
  }
  anchors.resize(n);
  const auto read_again = [&](const std::vector<std::uint32_t>& nodes, const auto& keep) {
    crawl.workers.for_range(nodes.size(), 256, [&](std::size_t begin, std::size_t end) {
      Normalised normalised;
      for (std::size_t i = begin; i < end; ++i) {
        normalise_into(kept_text(crawl, crawl.nodes[nodes[i]].articles.front()), normalised);
        std::vector<ShingleHash>& mine = anchors[nodes[i]];
        noise_anchors_into(normalised.text, kNoiseModulus, mine);
        mine.erase(std::remove_if(mine.begin(), mine.end(), [&](ShingleHash x) { return !keep(x); }), mine.end());
        mine.shrink_to_fit();
      }
    });
  };
  read_again(noisy, [](ShingleHash) { return true; });
  if (n <= kSmallCrawl || noisy.size() * kNoisyShare >= n) {
    absl::flat_hash_set<ShingleHash> of_noisy;
    for (const std::uint32_t node : noisy) {
      of_noisy.insert(anchors[node].begin(), anchors[node].end());
    }
    read_again(clean, [&](ShingleHash x) { return of_noisy.contains(x); });
  }
  return anchors;
}

}  // namespace newsecho::pipeline
