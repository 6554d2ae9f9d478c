#include <benchmark/benchmark.h>

#include <memory>
#include <string_view>

#include "micro/sample.h"
#include "newsecho/read.h"
#include "nlohmann/json.hpp"

namespace newsecho {
namespace {

std::unique_ptr<Reader> open_sample() {
  absl::StatusOr<std::unique_ptr<Reader>> reader = Reader::open({bench::sample_file()}, {});
  return reader.ok() ? *std::move(reader) : nullptr;
}

// Opens, uncompresses and cuts into records; bytes are those of the uncompressed file.
void cut_gzip(benchmark::State& state) {
  std::size_t bytes = 0, records = 0;
  const auto run = [&] {
    bytes = records = 0;
    const std::unique_ptr<Reader> reader = open_sample();
    Chunk chunk;
    while (reader != nullptr && reader->next(chunk).value_or(false)) {
      bytes += chunk.bytes.size();
      for (const char c : chunk.bytes) records += c == '\n' ? 1 : 0;
    }
  };
  run();
  if (records != bench::sample_articles().size()) return state.SkipWithError("not as many lines as articles");
  for (auto _ : state) run();
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * records));
}
BENCHMARK(cut_gzip)->Unit(benchmark::kMillisecond);

// Whether the article says what a plain JSON parser finds in the line.
bool agrees(const Article& article, std::string_view line) {
  const nlohmann::json row = nlohmann::json::parse(line, nullptr, false);
  return row.is_object() && row.value("id", "") == article.id && row.value("text", "") == article.text &&
         row.value("title", "") == article.title && row.value("url", "") == article.url;
}

void parse_json(benchmark::State& state) {
  const std::unique_ptr<Reader> reader = open_sample();
  std::vector<Chunk> chunks(1);
  while (reader != nullptr && reader->next(chunks.back()).value_or(false)) chunks.emplace_back();
  chunks.pop_back();
  std::size_t bytes = 0, articles = 0;
  for (const Chunk& chunk : chunks) {
    std::string_view rest = chunk.bytes;
    bytes += rest.size();
    for (const Article& article : reader->parse(chunk).articles) {
      if (!agrees(article, rest.substr(0, rest.find('\n')))) return state.SkipWithError("not what the line says");
      rest.remove_prefix(rest.find('\n') + 1);
      ++articles;
    }
  }
  if (articles != bench::sample_articles().size()) return state.SkipWithError("articles lost");
  for (auto _ : state) {
    for (const Chunk& chunk : chunks) benchmark::DoNotOptimize(reader->parse(chunk).articles.size());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * articles));
}
BENCHMARK(parse_json)->Unit(benchmark::kMillisecond);

void site(benchmark::State& state) {
  if (site_of("https://www.bbc.co.uk/news/1") != "bbc.co.uk") return state.SkipWithError("wrong site");
  for (auto _ : state) {
    for (const Article& article : bench::sample_articles()) benchmark::DoNotOptimize(site_of(article.url).size());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * bench::sample_articles().size()));
}
BENCHMARK(site);

void date(benchmark::State& state) {
  std::vector<std::string> dates;
  for (const Article& article : bench::sample_articles()) {
    if (!article.published.known()) continue;
    dates.push_back(to_iso8601(article.published));
    if (parse_date(dates.back()) != article.published) return state.SkipWithError("wrong date");
  }
  for (auto _ : state) {
    for (const std::string& text : dates) benchmark::DoNotOptimize(parse_date(text).seconds);
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * dates.size()));
}
BENCHMARK(date);

}  // namespace
}  // namespace newsecho
