// evaluate.h — scores a grouping against labels.
//
//   absl::StatusOr<Score> s = evaluate("out/assignments.csv", "labels.jsonl");
//   s->ari, s->pair_precision, s->b3_recall ...
//
// Labels    JSON lines, told by their fields: {"id","story"|"cluster"[,"relation"]} scores the grouping,
//           {"a","b","label"[,"confidence"]} scores pairs (same and revision must share a story).
// Source    L. Hubert, P. Arabie, "Comparing partitions", 1985 (ARI); A. Bagga, B. Baldwin, 1998 (B³).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

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

}  // namespace newsecho
