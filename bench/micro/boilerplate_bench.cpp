#include <benchmark/benchmark.h>

#include <map>
#include <memory>
#include <set>
#include <utility>

#include "base/hash.h"
#include "micro/sample.h"
#include "newsecho/boilerplate.h"

namespace newsecho {
namespace {

std::vector<Page> sample_pages() {
  std::vector<Page> pages;
  for (std::uint32_t i = 0; i < bench::sample_articles().size(); ++i) {
    const Article& article = bench::sample_articles()[i];
    pages.push_back({base::hash_text(article.site, 1), base::hash_text(article.url, 2), i, &bench::sample_tokens()[i]});
  }
  return pages;
}

std::unique_ptr<LineFilter> filter_of(const std::vector<Page>& pages) {
  auto filter = std::make_unique<LineFilter>(pages.size() * 24);
  for (const Page& page : pages) filter->add(page);
  return filter;
}

// Learns from the pages in so many parts.
Boilerplate learn(const std::vector<Page>& pages, const LineFilter& filter, std::size_t parts) {
  BoilerplateCounts all({}, &filter);
  for (std::size_t part = 0; part < parts; ++part) {
    BoilerplateCounts counts({}, &filter);
    for (std::size_t i = part; i < pages.size(); i += parts) counts.add(pages[i]);
    all.merge(std::move(counts));
  }
  return std::move(all).freeze();
}

// Whether each learned line of a site does stand in as many of its articles as were counted, and on enough
// urls, by looking.
bool stand_where_they_say(const Boilerplate& learned, const std::vector<Page>& pages) {
  struct Seen {
    std::set<std::uint32_t> articles;
    std::set<std::uint64_t> urls;
  };
  std::map<std::pair<std::uint64_t, std::uint64_t>, Seen> seen;
  for (const Page& page : pages) {
    for (const Segment& segment : page.tokens->segments) {
      Seen& line = seen[{page.site, segment.hash}];
      line.articles.insert(page.article);
      line.urls.insert(page.page);
    }
  }
  bool found = false;
  for (const Boilerplate::Line& line : learned.lines()) {
    if (line.site == 0) continue;
    found = true;
    const Seen& on = seen[{line.site, line.hash}];
    if (on.articles.size() != line.pages || on.urls.size() < BoilerplateOptions{}.surroundings) return false;
  }
  return found;
}

void count_pages(benchmark::State& state, std::size_t pages) {
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * pages));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bench::sample_text_bytes()));
}

void filter_lines(benchmark::State& state) {
  const std::vector<Page> pages = sample_pages();
  const std::unique_ptr<LineFilter> filter = filter_of(pages);
  std::map<std::uint64_t, std::set<std::uint64_t>> on;
  for (const Page& page : pages) {
    for (const Segment& segment : page.tokens->segments) on[segment.hash].insert(page.page);
  }
  for (const auto& [line, urls] : on) {
    if (urls.size() >= 3 && !filter->repeated(line)) return state.SkipWithError("a repeated line was lost");
  }
  for (auto _ : state) benchmark::DoNotOptimize(filter_of(pages));
  count_pages(state, pages.size());
}
BENCHMARK(filter_lines)->Unit(benchmark::kMillisecond);

// Parts are what threads make and merge.
void learn_lines(benchmark::State& state) {
  const std::size_t parts = static_cast<std::size_t>(state.range(0));
  const std::vector<Page> pages = sample_pages();
  const std::unique_ptr<LineFilter> filter = filter_of(pages);
  const Boilerplate learned = learn(pages, *filter, parts);
  if (learned.id() != learn(pages, *filter, 7).id()) return state.SkipWithError("parts do not add up");
  if (!stand_where_they_say(learned, pages)) return state.SkipWithError("a line does not stand where it is said to");
  for (auto _ : state) benchmark::DoNotOptimize(learn(pages, *filter, parts));
  count_pages(state, pages.size());
}
BENCHMARK(learn_lines)->Arg(1)->Arg(4)->ArgName("parts")->Unit(benchmark::kMillisecond);

void strip_lines(benchmark::State& state) {
  const std::vector<Page> pages = sample_pages();
  const Boilerplate learned = learn(pages, *filter_of(pages), 1);
  std::vector<Tokens> tokens = bench::sample_tokens();
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const std::uint32_t stripped = learned.strip(pages[i].site, tokens[i]);
    std::uint32_t marked = 0, expected = 0;
    for (const std::uint8_t flags : tokens[i].flags) marked += (flags & kStripped) != 0 ? 1 : 0;
    for (const Segment& s : tokens[i].segments) {
      if (learned.is_boilerplate(pages[i].site, s.hash)) expected += s.end - s.begin;
    }
    if (stripped != marked || stripped != expected) return state.SkipWithError("not the lines that were learned");
    all += stripped;
  }
  if (all == 0) return state.SkipWithError("nothing was stripped");
  for (auto _ : state) {
    for (std::size_t i = 0; i < pages.size(); ++i) benchmark::DoNotOptimize(learned.strip(pages[i].site, tokens[i]));
  }
  count_pages(state, pages.size());
}
BENCHMARK(strip_lines)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace newsecho
