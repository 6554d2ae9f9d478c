// sets.h — the labelled sets of a folder, and a grouping's score on them.
//
// NAME.labels.jsonl belongs to NAME.jsonl[.gz], labels.jsonl to crawl.jsonl[.gz], and NAME.pairs.jsonl or
// NAME.rule-pairs.jsonl to NAME.jsonl[.gz]; where there is none, NAME is shortened at its last "-".
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "newsecho/evaluate.h"

namespace newsecho::bench {

struct Labelled {
  std::string name;  // "wire-dev.pairs"
  std::string file;
};

// One crawl with all labels made for it: run once, scored by each.
struct Set {
  std::string crawl;
  std::vector<Labelled> labels;  // by name
};

// Those whose name begins with `only`, by name of the crawl. Fails where there is none or a label file's crawl is
// missing.
absl::StatusOr<std::vector<Set>> find_sets(const std::string& folder, const std::string& only);

// Article id and the id of its story, for each article.
using Grouping = std::vector<std::pair<std::string, std::string>>;

// Writes it as id,story.
absl::Status write(const Grouping& grouping, const std::string& file);

// As `newsecho eval` scores it.
absl::StatusOr<Score> score(const Grouping& grouping, const std::string& labels, int least_confidence = 1);

}  // namespace newsecho::bench
