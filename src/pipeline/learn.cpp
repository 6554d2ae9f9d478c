#include <algorithm>
#include <mutex>

#include "base/hash.h"
#include "pipeline/crawl.h"

namespace newsecho::pipeline {

namespace {

// Shows the pages [begin, end) one after the other.
template <class F>
absl::Status each_page(const Crawl& crawl, std::size_t begin, std::size_t end, F page) {
  for (std::size_t i = begin; i < end; ++i) {
    if (i % 64 == 0 && crawl.cancelled()) {
      return absl::CancelledError("interrupted");
    }
    const Entry& entry = crawl.entries[i];
    const TokensView tokens = view_of(crawl.spool.view(entry.tokens));
    const std::uint64_t headline =
        tokens.title.empty() ? 0 : base::hash_bytes(tokens.title.data(), tokens.title.size() * sizeof(std::uint32_t));
    // By the place of its id, not of its record: examples are chosen by it.
    page(Page{entry.site, entry.page, crawl.id_order[i], nullptr, headline}, tokens);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status learn_boilerplate(Crawl& crawl) {
  if (!crawl.options.strip_boilerplate) {
    return absl::OkStatus();
  }
  StageClock clock(crawl.result.counts, crawl.options, "boilerplate");
  const std::size_t n = crawl.entries.size();
  constexpr std::size_t kGrain = 1024;
  std::mutex mutex;
  absl::Status failed;
  const auto note = [&](const absl::Status& s) {
    if (!s.ok()) {
      const std::lock_guard lock(mutex);
      failed.Update(s);
    }
  };
  // As many parts as threads: their sizes add up, and merging them is serial.
  const std::size_t parts = crawl.workers.threads();
  BoilerplateOptions options;
  options.threads = crawl.options.threads;
  BoilerplateCounts counts(options, &crawl.lines);
  crawl.workers.for_range(parts, 1, [&](std::size_t first, std::size_t last) {
    for (std::size_t part = first; part < last; ++part) {
      BoilerplateCounts mine(options, &crawl.lines);
      note(each_page(crawl, n * part / parts, n * (part + 1) / parts,
                     [&](const Page& page, const TokensView& tokens) { mine.count(page, tokens.lines); }));
      const std::lock_guard lock(mutex);
      counts.merge(std::move(mine));
    }
  });
  counts.settle();
  crawl.workers.for_range(n, kGrain, [&](std::size_t begin, std::size_t end) {
    note(each_page(crawl, begin, end, [&](const Page& page, const TokensView& tokens) {
      counts.describe(page, tokens.lines, tokens.hash);
    }));
  });
  if (!failed.ok()) {
    return failed;
  }
  clock.add(n, 0);
  crawl.boilerplate = std::move(counts).freeze();
  return absl::OkStatus();
}

}  // namespace newsecho::pipeline
