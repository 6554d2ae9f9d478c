#include "pipeline/growth.h"

#include <unistd.h>

#include <filesystem>
#include <memory>

#include "base/file.h"
#include "fmt/format.h"
#include "pipeline/run.h"

namespace newsecho::bench {
namespace {

namespace fs = std::filesystem;

// A crawl in the folder for temporary files, gone with this object.
class TemporaryCrawl {
 public:
  TemporaryCrawl() : name_(fs::temp_directory_path() / fmt::format("newsecho-growth-{}.jsonl", getpid())) {}
  ~TemporaryCrawl() {
    std::error_code ignored;
    fs::remove(name_, ignored);
  }
  TemporaryCrawl(const TemporaryCrawl&) = delete;
  TemporaryCrawl& operator=(const TemporaryCrawl&) = delete;

  absl::Status fill(const GrowthCase& with, std::uint64_t size) const {
    absl::StatusOr<std::unique_ptr<WholeFile>> file = WholeFile::create(name());
    if (!file.ok()) return file.status();
    for (std::uint64_t i = 0;; ++i) {
      const std::string line = with.article(size, i);
      if (line.empty()) return (*file)->commit();
      (*file)->write(line);
    }
  }
  std::string name() const { return name_.string(); }

 private:
  fs::path name_;
};

void print_head() {
  fmt::print(
      "| case | articles | MB | seconds | µs an article | growth | peak MB | at most s, MB | |\n"
      "|---|---|---|---|---|---|---|---|---|\n");
}

// `growth`: seconds a unit against those at the smaller size; 0: this is the smaller. Returns whether bounds hold.
bool print_row(const std::string& name, const Measured& m, double growth, double most_seconds, double most_megabytes) {
  const double megabytes = static_cast<double>(m.peak_bytes) / 1e6;
  const auto bound = [](double most) { return most > 0 ? fmt::format("{:.0f}", most) : "–"; };
  const bool kept = growth <= kMostGrowth && (most_seconds <= 0 || m.seconds <= most_seconds) &&
                    (most_megabytes <= 0 || megabytes <= most_megabytes);
  fmt::print("| {} | {} | {:.1f} | {:.2f} | {:.0f} | {} | {:.0f} | {}, {} | {} |\n", name, m.articles,
             static_cast<double>(m.bytes) / 1e6, m.seconds, m.seconds * 1e6 / static_cast<double>(m.articles),
             growth > 0 ? fmt::format("{:.2f}", growth) : "1", megabytes, bound(most_seconds), bound(most_megabytes),
             kept ? "ok" : "over");
  std::fflush(stdout);
  return kept;
}

absl::Status about(const std::string& what, const absl::Status& status) {
  return absl::Status(status.code(), fmt::format("{}: {}", what, std::string(status.message())));
}

}  // namespace

absl::StatusOr<bool> run_growth(const std::string& only, int runs, const Options& options) {
  bool kept = true, any = false;
  const TemporaryCrawl crawl;
  for (const GrowthCase& each : growth_cases()) {
    if (!only.empty() && only != each.name) continue;
    if (!any) print_head();
    any = true;
    double seconds_before = 0;
    for (const std::uint64_t size : {each.small, each.large}) {
      const std::string name = fmt::format("{}, {} {}", each.name, size, each.unit);
      if (absl::Status s = crawl.fill(each, size); !s.ok()) return about(name, s);
      const absl::StatusOr<Measured> best = best_of(runs, [&] {
        return run_whole(crawl.name(), options, [&](const Result& found) { return each.check(size, found); });
      });
      if (!best.ok()) return about(name, best.status());
      const double seconds = best->seconds / static_cast<double>(size);
      const bool large = size == each.large;
      kept &= print_row(each.name, *best, large ? seconds / seconds_before : 0, large ? each.most_seconds : 0,
                        large ? each.most_megabytes : 0);
      seconds_before = seconds;
    }
  }
  if (!any) return absl::NotFoundError(fmt::format("no case is named {}", only));
  return kept;
}

absl::StatusOr<bool> run_growth(const std::vector<std::string>& crawls, int runs, const Options& options) {
  bool kept = true;
  double first = 0;
  print_head();
  for (const std::string& crawl : crawls) {
    const absl::StatusOr<Measured> best = best_of(runs, [&] { return run_whole(crawl, options); });
    if (!best.ok()) return about(crawl, best.status());
    const double seconds = best->seconds / static_cast<double>(best->articles);
    kept &= print_row(fs::path(crawl).stem().string(), *best, first > 0 ? seconds / first : 0, 0, 0);
    if (first <= 0) first = seconds;
  }
  return kept;
}

}  // namespace newsecho::bench
