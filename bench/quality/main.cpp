// newsecho_quality — scores every labelled set of a folder, and what the usual method makes of it.
#include <chrono>
#include <cstdio>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "fmt/format.h"
#include "newsecho/pipeline.h"
#include "quality/baseline.h"
#include "quality/candidates.h"
#include "quality/sets.h"
#include "quality/stripped.h"

namespace newsecho::bench {
namespace {

absl::StatusOr<Grouping> run_newsecho(const std::string& crawl, const Options& options) {
  Detector detector(options);
  if (absl::Status s = detector.read({crawl}); !s.ok()) return s;
  const absl::StatusOr<Result> result = detector.finish();
  if (!result.ok()) return result.status();
  Grouping grouping;
  for (std::size_t i = 0; i < result->articles.size(); ++i) {
    const Story& story = result->stories[result->assignments[i].story];
    grouping.emplace_back(result->articles[i].id, result->articles[story.original()].id);
  }
  return grouping;
}

struct Timed {
  Grouping grouping;
  double seconds = 0;
};

absl::StatusOr<Timed> timed(const std::function<absl::StatusOr<Grouping>()>& run) {
  const auto begin = std::chrono::steady_clock::now();
  absl::StatusOr<Grouping> grouping = run();
  if (!grouping.ok()) return grouping.status();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  return Timed{*std::move(grouping), seconds.count()};
}

std::string recalls(const Score& s) {
  std::string out;
  for (const char* size : {"2", "3-9", "10-49", "50+"}) {
    const auto found = s.recall_by_story_size.find(size);
    out += found == s.recall_by_story_size.end() ? "– | " : fmt::format("{:.3f} | ", found->second);
  }
  return out;
}

void print_score(const std::string& set, std::string_view method, const Score& s, std::size_t articles,
                 double seconds) {
  fmt::print("| {} | {} | ", set, method);
  if (s.pairs) {
    fmt::print("{} | – | – | – | – | – | – | – | – | – | – | ", articles);
    std::string wrong;
    for (const auto& [label, counts] : s.wrong) {
      wrong += fmt::format("{}{} {}/{}", wrong.empty() ? "" : ", ", label, counts.first, counts.second);
    }
    fmt::print("{:.3f} | {} ", s.f1, wrong);
  } else {
    const double merged = s.traps_merged * static_cast<double>(s.traps);
    const std::string traps = s.traps == 0 ? "–" : fmt::format("{:.0f}/{}", merged, s.traps);
    fmt::print("{} | {:.4f} | {:.3f} | {:.3f} | {:.3f} | {:.3f} | {} | {}– | – ", articles, s.ari, s.pair_p, s.pair_r,
               s.b3_p, s.b3_r, traps, recalls(s));
  }
  fmt::print("| {:.1f} |\n", seconds);
}

// The label file's score; for pairs judged with different confidence also that of the surest.
absl::StatusOr<std::vector<std::pair<std::string, Score>>> scores(const Labelled& labels, const Grouping& grouping) {
  const absl::StatusOr<Score> all = score(grouping, labels.file);
  if (!all.ok()) return all.status();
  std::vector<std::pair<std::string, Score>> out{{labels.name, *all}};
  if (!all->pairs) return out;
  const absl::StatusOr<Score> sure = score(grouping, labels.file, 3);
  if (sure.ok() && sure->tp + sure->fp + sure->fn + sure->tn < all->tp + all->fp + all->fn + all->tn) {
    out.emplace_back(labels.name + ", confidence 3", *sure);
  }
  return out;
}

absl::Status print_method(const Set& set, std::string_view method,
                          const std::function<absl::StatusOr<Grouping>()>& run) {
  const absl::StatusOr<Timed> done = timed(run);
  if (!done.ok()) return done.status();
  for (const Labelled& labels : set.labels) {
    const auto rows = scores(labels, done->grouping);
    if (!rows.ok()) return rows.status();
    for (const auto& [name, s] : *rows) print_score(name, method, s, done->grouping.size(), done->seconds);
  }
  std::fflush(stdout);
  return absl::OkStatus();
}

absl::Status print_table(const std::vector<Set>& sets, const BaselineOptions& baseline) {
  fmt::print(
      "| set | method | articles | ARI | pair P | pair R | B³ P | B³ R | traps merged | recall 2 | 3–9 | 10–49 | "
      "50+ | pairs F1 | wrong | s |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
  for (const Set& set : sets) {
    if (absl::Status s = print_method(set, "newsecho", [&] { return run_newsecho(set.crawl, {}); }); !s.ok()) return s;
    if (absl::Status s = print_method(set, "baseline", [&] { return run_baseline(set.crawl, baseline); }); !s.ok()) {
      return s;
    }
  }
  return absl::OkStatus();
}

// Two rows a set: of all true pairs, and of those that have half of the shorter article in common.
absl::Status print_candidates(const std::vector<Set>& sets) {
  fmt::print(
      "\n| set | true pairs | number | anchors an article | candidates an article | two anchors or a band | proposed | "
      "exact | bands | anchors | noise | connected |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n");
  for (const Set& set : sets) {
    const absl::StatusOr<std::vector<CandidateRecall>> all = candidate_recall(set);
    if (!all.ok()) return all.status();
    for (std::size_t i = 0; i < set.labels.size(); ++i) {
      const CandidateRecall& recall = (*all)[i];
      for (const auto& [which, p] : {std::pair{"all", recall.all}, {"containment ≥ .5", recall.half}}) {
        const auto share = [&, pairs = p.pairs](std::uint64_t found) {
          return pairs == 0 ? std::string("–")
                            : fmt::format("{:.4f}", static_cast<double>(found) / static_cast<double>(pairs));
        };
        fmt::print("| {} | {} | {} | {:.0f} | {:.0f} | {} | {} ", set.labels[i].name, which, p.pairs, recall.anchors,
                   recall.proposed, share(p.alone), share(p.directly));
        for (const std::uint64_t found : p.by_channel) fmt::print("| {} ", share(found));
        fmt::print("| {} |\n", share(p.connected));
      }
    }
    std::fflush(stdout);
  }
  return absl::OkStatus();
}

struct Ablation {
  std::string_view name;
  void (*apply)(Options&);
};

constexpr Ablation kAblations[] = {
    {"without boilerplate", [](Options& o) { o.strip_boilerplate = false; }},
    {"without anchors", [](Options& o) { o.use_anchors = false; }},
    {"without numbers", [](Options& o) { o.use_numbers = false; }},
    {"without story frequency", [](Options& o) { o.second_pass = false; }},
    {"without alignment", [](Options& o) { o.use_alignment = false; }},
    {"components for average link", [](Options& o) { o.average_link = false; }},
};

// A row a set: the score of the whole, then the score and what is lost with each stage off.
absl::Status print_ablations(const std::vector<Set>& sets) {
  fmt::print("\n| set | score | whole ");
  for (const Ablation& a : kAblations) fmt::print("| {} ", a.name);
  fmt::print("|\n|---|---|---");
  for (std::size_t i = 0; i < std::size(kAblations); ++i) fmt::print("|---");
  fmt::print("|\n");
  for (const Set& set : sets) {
    std::vector<Grouping> groupings;
    for (int i = -1; i < static_cast<int>(std::size(kAblations)); ++i) {
      Options options;
      if (i >= 0) kAblations[i].apply(options);
      absl::StatusOr<Grouping> grouping = run_newsecho(set.crawl, options);
      if (!grouping.ok()) return grouping.status();
      groupings.push_back(*std::move(grouping));
    }
    for (const Labelled& labels : set.labels) {
      double whole = 0;
      for (std::size_t i = 0; i < groupings.size(); ++i) {
        const absl::StatusOr<Score> s = score(groupings[i], labels.file);
        if (!s.ok()) return s.status();
        const double value = s->pairs ? s->f1 : s->ari;
        if (i == 0) {
          whole = value;
          fmt::print("| {} | {} | {:.4f} ", labels.name, s->pairs ? "F1" : "ARI", value);
        } else {
          fmt::print("| {:.4f} ({:+.4f}) ", value, value - whole);
        }
      }
      fmt::print("|\n");
    }
    std::fflush(stdout);
  }
  return absl::OkStatus();
}

int main_of(int argc, char** argv) {
  std::string folder = NEWSECHO_SOURCE_DIR "/data/sample", only, crawl, stripped, output;
  bool ablate = false, only_ablate = false, only_candidates = false;
  BaselineOptions baseline;
  CLI::App app("Scores all labelled sets of a folder; prints Markdown");
  app.add_option("--data", folder, "Folder of crawls and labels [data/sample]")->type_name("DIR");
  app.add_option("--set", only, "Only label files whose name begins so")->type_name("NAME");
  app.add_flag("--ablate", ablate, "Also switch off one stage at a time");
  app.add_flag("--only-ablate", only_ablate, "Only that");
  app.add_flag("--only-candidates", only_candidates, "Only what the index proposes");
  app.add_option("--baseline-of", crawl, "Only write the baseline's grouping of this crawl, to -o")->type_name("FILE");
  app.add_option("--stripped-of", stripped, "Only write what is stripped of this crawl's articles, to -o")
      ->type_name("FILE");
  app.add_option("-o", output, "See --baseline-of and --stripped-of")->type_name("FILE");
  app.add_option("--baseline-words", baseline.words, "Words a shingle of the baseline [5]")->type_name("N");
  app.add_option("--baseline-jaccard", baseline.least_jaccard, "Threshold of the baseline [0.7]")->type_name("J");
  CLI11_PARSE(app, argc, argv);
  const auto give_up = [](const absl::Status& status) {
    fmt::print(stderr, "newsecho_quality: {}\n", std::string(status.message()));
    return 2;
  };
  if (!crawl.empty()) {
    const absl::StatusOr<Grouping> grouping = run_baseline(crawl, baseline);
    const absl::Status written = grouping.ok() ? write(*grouping, output) : grouping.status();
    return written.ok() ? 0 : give_up(written);
  }
  if (!stripped.empty()) {
    const absl::Status written = write_stripped(stripped, output);
    return written.ok() ? 0 : give_up(written);
  }
  const absl::StatusOr<std::vector<Set>> sets = find_sets(folder, only);
  if (!sets.ok()) return give_up(sets.status());
  if (!only_ablate && !only_candidates) {
    if (absl::Status s = print_table(*sets, baseline); !s.ok()) return give_up(s);
  }
  if (!only_ablate) {
    if (absl::Status s = print_candidates(*sets); !s.ok()) return give_up(s);
  }
  if (ablate || only_ablate) {
    if (absl::Status s = print_ablations(*sets); !s.ok()) return give_up(s);
  }
  return 0;
}

}  // namespace
}  // namespace newsecho::bench

int main(int argc, char** argv) { return newsecho::bench::main_of(argc, argv); }
