// newsecho_pipeline — how fast a whole run is, beside the least any such tool has to do.
#include <functional>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "base/cpu.h"
#include "fmt/format.h"
#include "pipeline/growth.h"
#include "pipeline/run.h"

namespace newsecho::bench {
namespace {

using Work = std::function<absl::StatusOr<Measured>(const std::string&, unsigned)>;

struct OnThreads {
  Measured one, all;
};

// The fastest of several runs, all of which must give the answer that one thread gives, beside a run on that.
absl::StatusOr<OnThreads> best_as_one_thread(int runs, const Work& work, const std::string& crawl, unsigned threads) {
  absl::StatusOr<Measured> one = measure([&] { return work(crawl, 1); });
  if (!one.ok()) return one.status();
  absl::StatusOr<Measured> all = best_of(runs, [&] { return work(crawl, threads); });
  if (!all.ok()) return all.status();
  if (all->answer != one->answer) return absl::InternalError("another result than on one thread");
  return OnThreads{*std::move(one), *std::move(all)};
}

void print_head() { fmt::print("| | seconds | CPU s | MB/s | articles/s | peak MB |\n|---|---|---|---|---|---|\n"); }

void print_row(const char* name, const Measured& m) {
  fmt::print("| {} | {:.2f} | {:.2f} | {:.1f} | {:.0f} | {:.0f} |\n", name, m.seconds, m.cpu_seconds,
             static_cast<double>(m.bytes) / 1e6 / m.seconds, static_cast<double>(m.articles) / m.seconds,
             static_cast<double>(m.peak_bytes) / 1e6);
}

// A run without a bound beside one within it, which has to give the same result. Returns whether the bound was kept.
absl::StatusOr<bool> run_bounded(int runs, const std::string& crawl, const Options& bounded) {
  Options unbounded = bounded;
  unbounded.memory_bytes = 0;
  const absl::StatusOr<Measured> whole = best_of(runs, [&] { return run_whole(crawl, unbounded); });
  if (!whole.ok()) return whole.status();
  const absl::StatusOr<Measured> within = best_of(runs, [&] { return run_whole(crawl, bounded); });
  if (!within.ok()) return within.status();
  if (within->answer != whole->answer) return absl::InternalError("the bound changes the result");
  const bool kept = within->peak_bytes <= bounded.memory_bytes;
  fmt::print("{} articles, {:.1f} MB; at most {:.0f} MB: {}; best of {}\n\n", whole->articles,
             static_cast<double>(whole->bytes) / 1e6, static_cast<double>(bounded.memory_bytes) / 1e6,
             kept ? "kept, same result" : "not kept", runs);
  print_head();
  print_row("no bound", *whole);
  print_row("within it", *within);
  fmt::print("| ratio | {:.2f} | {:.2f} | | | {:.2f} |\n", within->seconds / whole->seconds,
             within->cpu_seconds / whole->cpu_seconds,
             static_cast<double>(within->peak_bytes) / static_cast<double>(whole->peak_bytes));
  return kept;
}

int main_of(int argc, char** argv) {
  std::vector<std::string> crawls;
  std::string only;
  Options options;
  unsigned& threads = options.threads;
  int runs = 3;
  bool floor_only = false, front_only = false, growth = false;
  CLI::App app("Times a whole run and the floor under it; prints Markdown");
  app.add_option("--crawl", crawls, "Crawl to run over [data/sample]; with --growth several, smallest first")
      ->type_name("FILE");
  app.add_option("--threads", threads, "Threads; 0: one a core [0]")->type_name("N");
  app.add_option("--runs", runs, "Runs of each; the fastest counts [3]")->type_name("N")->check(CLI::PositiveNumber);
  app.add_flag("--floor", floor_only, "Only the floor");
  app.add_flag("--front", front_only, "Only the floor and the stages before articles are compared, in CPU seconds");
  app.add_flag("--growth", growth, "Crawls in which one thing is very large; exits with 1 when a bound is broken");
  app.add_option("--memory", options.memory_bytes,
                 "A run within this bound beside one without; exits with 1 when it takes more")
      ->type_name("SIZE")
      ->transform(CLI::AsSizeValue(false))
      ->excludes("--floor", "--front", "--growth");
  app.add_option("--only", only, "The one such case to run")->type_name("NAME")->needs("--growth")->excludes("--crawl");
  CLI11_PARSE(app, argc, argv);

  const auto give_up = [](const absl::Status& status) {
    fmt::print(stderr, "newsecho_pipeline: {}\n", std::string(status.message()));
    return 2;
  };
  if (growth) {
    const absl::StatusOr<bool> kept =
        crawls.empty() ? run_growth(only, runs, options) : run_growth(crawls, runs, options);
    return !kept.ok() ? give_up(kept.status()) : *kept ? 0 : 1;
  }
  const std::string crawl = crawls.empty() ? NEWSECHO_SOURCE_DIR "/data/sample/crawl.jsonl.gz" : crawls.back();
  if (options.memory_bytes > 0) {
    const absl::StatusOr<bool> kept = run_bounded(runs, crawl, options);
    return !kept.ok() ? give_up(kept.status()) : *kept ? 0 : 1;
  }
  const absl::StatusOr<OnThreads> least = best_as_one_thread(runs, run_floor, crawl, threads);
  if (!least.ok()) return give_up(least.status());
  const Measured& floor = least->all;
  absl::StatusOr<OnThreads> upper_runs = absl::InternalError("");
  if (!floor_only) {
    const Work work = front_only ? Work(run_front) : [](const auto& c, unsigned t) {
      Options each;
      each.threads = t;
      return run_whole(c, each);
    };
    upper_runs = best_as_one_thread(runs, work, crawl, threads);
    if (!upper_runs.ok()) return give_up(upper_runs.status());
  }
  const char* const upper = front_only ? "front" : "whole";
  fmt::print("{} articles, {:.1f} MB; threads {}, kernel {}, best of {}; results equal those of one thread\n\n",
             floor.articles, static_cast<double>(floor.bytes) / 1e6, threads == 0 ? "all" : fmt::to_string(threads),
             name(active_kernel()), runs);
  print_head();
  if (floor_only) {
    print_row("floor", floor);
    return 0;
  }
  const auto& [one_thread, whole] = *upper_runs;
  print_row(upper, whole);
  print_row("one thread", one_thread);
  print_row("floor", floor);
  fmt::print("| one thread / all | {:.2f} | {:.2f} | | | |\n", one_thread.seconds / whole.seconds,
             one_thread.cpu_seconds / whole.cpu_seconds);
  fmt::print("| {} / floor | {:.2f} | {:.2f} | | | {:.2f} |\n\n| stage | seconds | share |\n|---|---|---|\n", upper,
             whole.seconds / floor.seconds, whole.cpu_seconds / floor.cpu_seconds,
             static_cast<double>(whole.peak_bytes) / static_cast<double>(floor.peak_bytes));
  const double all = front_only ? whole.cpu_seconds : whole.seconds;
  double rest = all;
  for (const auto& [stage, seconds] : whole.stages) {
    fmt::print("| {} | {:.3f} | {:.0f} % |\n", stage, seconds, 100 * seconds / all);
    rest -= seconds;
  }
  fmt::print("| between stages | {:.3f} | {:.0f} % |\n", rest, 100 * rest / all);
  return 0;
}

}  // namespace
}  // namespace newsecho::bench

int main(int argc, char** argv) { return newsecho::bench::main_of(argc, argv); }
