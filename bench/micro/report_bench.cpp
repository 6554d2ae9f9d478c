#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include <unistd.h>

#include "micro/sample.h"
#include "newsecho/report.h"

namespace newsecho {
namespace {

namespace fs = std::filesystem;

// The sample's result with the detector that shows its texts.
struct Run {
  Detector detector{Options{}};
  Result result;
  bool ok = false;
};

const Run& sample_run() {
  static const std::unique_ptr<Run> run = [] {
    auto made = std::make_unique<Run>();
    if (!made->detector.read({bench::sample_file()}).ok()) return made;
    absl::StatusOr<Result> result = made->detector.finish();
    made->ok = result.ok();
    if (result.ok()) made->result = *std::move(result);
    return made;
  }();
  return *run;
}

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("newsecho-bench-" + std::to_string(getpid()))) {
    fs::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  std::string name() const { return path_.string(); }
  std::uint64_t bytes() const {
    std::uint64_t sum = 0;
    for (const auto& file : fs::directory_iterator(path_)) sum += file.file_size();
    return sum;
  }
  std::size_t lines(const char* file) const {
    std::ifstream in(path_ / file);
    return static_cast<std::size_t>(std::count(std::istreambuf_iterator<char>(in), {}, '\n'));
  }

 private:
  fs::path path_;
};

// Items are articles.
void summary(benchmark::State& state) {
  if (!sample_run().ok) return state.SkipWithError("the sample has no result");
  const Result& result = sample_run().result;
  const Summary s = summarise(result);
  std::uint64_t republications = 0;
  for (const Story& story : result.stories) {
    for (const std::uint32_t member : story.members) {
      republications += result.articles[member].site != result.articles[story.original()].site ? 1 : 0;
    }
  }
  if (s.articles != result.articles.size() || s.republications != republications) {
    return state.SkipWithError("wrong sums");
  }
  for (auto _ : state) benchmark::DoNotOptimize(summarise(result).republications);
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * result.articles.size()));
}
BENCHMARK(summary)->Unit(benchmark::kMillisecond);

// Items are articles, bytes the crawl's texts; "written" is what a round puts on the disk.
void write_files(benchmark::State& state) {
  if (!sample_run().ok) return state.SkipWithError("the sample has no result");
  const Run& run = sample_run();
  const Folder folder;
  const auto write = [&] { return write_report(run.result, run.detector, folder.name(), {}).ok(); };
  if (!write() || folder.lines("assignments.csv") != run.result.articles.size() + 1 ||
      folder.lines("stories.jsonl") != run.result.stories.size() ||
      folder.lines("links.jsonl") != run.result.links.size()) {
    return state.SkipWithError("records lost");
  }
  for (auto _ : state) write();
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * run.result.articles.size()));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bench::sample_text_bytes()));
  state.counters["written"] = static_cast<double>(folder.bytes());
}
BENCHMARK(write_files)->Unit(benchmark::kMillisecond);

// report.html again from the other files.
void write_html(benchmark::State& state) {
  if (!sample_run().ok) return state.SkipWithError("the sample has no result");
  const Run& run = sample_run();
  const Folder folder;
  if (!write_report(run.result, run.detector, folder.name(), {}).ok()) return state.SkipWithError("cannot write");
  const fs::path page = fs::path(folder.name()) / "report.html";
  const std::uintmax_t size = fs::file_size(page);
  fs::remove(page);
  if (!write_page(folder.name()).ok() || fs::file_size(page) != size) return state.SkipWithError("another page");
  for (auto _ : state) benchmark::DoNotOptimize(write_page(folder.name()).ok());
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * run.result.articles.size()));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * size));
}
BENCHMARK(write_html)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace newsecho
