// labels.h — what a person said about articles, and what a run said.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/statusor.h"

namespace newsecho {

struct StoryLabel {
  std::string id, story, relation;
};

struct PairLabel {
  std::string a, b, label;
  int confidence = 3;
};

// One of the two is filled.
struct Labels {
  std::vector<StoryLabel> stories;
  std::vector<PairLabel> pairs;
};

absl::StatusOr<Labels> read_labels(const std::string& name);

// id -> story
using Assignments = std::unordered_map<std::string, std::string>;
absl::StatusOr<Assignments> read_assignments(const std::string& name);

}  // namespace newsecho
