// evaluate.h — scores a grouping against labels.
//
//   absl::StatusOr<Score> s = evaluate("out/assignments.csv", "labels.jsonl");
//   s->ari, s->pair_precision, s->b3_recall ...
//
// And what another threshold would have given, from the pairs that run verified:
//
//   absl::StatusOr<Sweep> all = sweep("out", "labels.jsonl");      // out was written with --pairs
//   write(to_csv(*all)), write(to_svg(*all));
//
// Labels    JSON lines, told by their fields: {"id","story"|"cluster"[,"relation"]} scores the grouping,
//           {"a","b","label"[,"confidence"]} scores pairs (same and revision must share a story).
// Sweep     the last step is done again: what was learned from the crawl stays as it was at the run's threshold.
//           There the figures are the run's. Pairs that only a lower threshold would have asked for count as unlike:
//           below it, recall is a lower bound (run cluster with a low --threshold to raise it).
// Cost      evaluate: O(articles log articles). sweep: a grouping and a score for each of some 20 thresholds.
// Source    L. Hubert, P. Arabie, "Comparing partitions", 1985 (ARI); A. Bagga, B. Baldwin, 1998 (B³).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace newsecho {

struct Score {
  bool pairs = false;  // which kind of labels it was
  // Groupings.
  std::uint64_t articles = 0, gold_stories = 0, found_stories = 0, largest = 0;
  double ari = 0, pair_p = 0, pair_r = 0, pair_f1 = 0, b3_p = 0, b3_r = 0, b3_f1 = 0;
  std::uint64_t traps = 0;                             // articles labelled template or junk
  double traps_merged = 0;                             // share of them that share a story with anything
  std::map<std::string, double> recall_by_story_size;  // "2", "3-9", "10-49", "50+"
  // Pairs.
  std::uint64_t tp = 0, fp = 0, fn = 0, tn = 0;
  double f1 = 0;
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> wrong;  // label -> (wrong, all)
};

// `least_confidence` leaves out pairs judged less surely.
absl::StatusOr<Score> evaluate(const std::string& assignments_csv, const std::string& labels, int least_confidence = 1);

// Returns the score as one JSON object with score.py's field names.
std::string to_json(const Score& score);

struct SweepPoint {
  std::uint16_t threshold = 0;  // permille
  Score score;
};

struct Sweep {
  std::uint16_t usual = 0, run = 0;  // the default threshold, and that of the run; permille
  std::vector<SweepPoint> points;    // ascending; both of these are among them

  // The point with the best ARI, or F1 of pairs; of equal ones that nearest to the default.
  const SweepPoint& best() const;
};

// Scores what `folder` would hold at thresholds from .05 to .95. Fails where it was written without --pairs.
absl::StatusOr<Sweep> sweep(const std::string& folder, const std::string& labels, int least_confidence = 1);

// Returns a row for each threshold; the column `mark` says which is the default and which the run's.
std::string to_csv(const Sweep& sweep);

// Returns the plot, one SVG element: no script, no style sheet, drawn in the colour of the text around it.
std::string to_svg(const Sweep& sweep);

}  // namespace newsecho
