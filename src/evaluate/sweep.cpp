// Groups a run's pairs again at other thresholds and scores each.
#include <algorithm>
#include <cstdlib>
#include <set>
#include <tuple>

#include "base/parallel.h"
#include "evaluate/labels.h"
#include "evaluate/pairs.h"
#include "evaluate/score.h"
#include "fmt/format.h"
#include "newsecho/evaluate.h"

namespace newsecho {
namespace {

constexpr std::uint16_t kStep = 50;  // permille

double ratio(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 1 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

absl::StatusOr<Sweep> sweep(const std::string& folder, const std::string& labels_name, int least_confidence) {
  const absl::StatusOr<RunPairs> run = read_pairs(folder);
  if (!run.ok()) return run.status();
  const absl::StatusOr<Labels> labels = read_labels(labels_name);
  if (!labels.ok()) return labels.status();
  Sweep sweep{ClusterOptions{}.threshold, run->threshold, {}};
  std::set<std::uint16_t> thresholds = {sweep.usual, sweep.run};
  for (std::uint16_t t = kStep; t < 1000; t += kStep) thresholds.insert(t);
  for (const std::uint16_t t : thresholds) sweep.points.push_back({t, {}});
  std::vector<absl::Status> failed(sweep.points.size());
  base::Workers workers(0);
  workers.for_range(sweep.points.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      absl::StatusOr<Score> made = score(group_at(*run, sweep.points[i].threshold), *labels, least_confidence);
      if (made.ok()) {
        sweep.points[i].score = *std::move(made);
      } else {
        failed[i] = made.status();
      }
    }
  });
  for (const absl::Status& s : failed) {
    if (!s.ok()) return s;
  }
  return sweep;
}

const SweepPoint& Sweep::best() const {
  return *std::max_element(points.begin(), points.end(), [this](const SweepPoint& x, const SweepPoint& y) {
    const auto key = [this](const SweepPoint& p) {
      return std::make_tuple(p.score.pairs ? p.score.f1 : p.score.ari, -std::abs(int{p.threshold} - int{usual}));
    };
    return key(x) < key(y);
  });
}

std::string to_csv(const Sweep& sweep) {
  const bool pairs = !sweep.points.empty() && sweep.points.front().score.pairs;
  std::string out = pairs ? "threshold,mark,f1,precision,recall,tp,fp,fn,tn\n"
                          : "threshold,mark,ari,pair_p,pair_r,pair_f1,b3_p,b3_r,b3_f1,traps_merged,stories,largest\n";
  for (const auto& [threshold, s] : sweep.points) {
    const char* mark = threshold == sweep.usual ? (threshold == sweep.run ? "default run" : "default")
                       : threshold == sweep.run ? "run"
                                                : "";
    out += fmt::format("{:.3f},{},", threshold / 1000.0, mark);
    if (pairs) {
      out += fmt::format("{:.4f},{:.4f},{:.4f},{},{},{},{}\n", s.f1, ratio(s.tp, s.tp + s.fp), ratio(s.tp, s.tp + s.fn),
                         s.tp, s.fp, s.fn, s.tn);
    } else {
      out += fmt::format("{:.4f},{:.4f},{:.4f},{:.4f},{:.4f},{:.4f},{:.4f},{:.4f},{},{}\n", s.ari, s.pair_p, s.pair_r,
                         s.pair_f1, s.b3_p, s.b3_r, s.b3_f1, s.traps_merged, s.found_stories, s.largest);
    }
  }
  return out;
}

}  // namespace newsecho
