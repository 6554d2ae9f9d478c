// score.h — scores a grouping that is in memory.
#pragma once

#include "absl/status/statusor.h"
#include "evaluate/labels.h"
#include "newsecho/evaluate.h"

namespace newsecho {

// Fails where a labelled article has no story.
absl::StatusOr<Score> score(const Assignments& assignments, const Labels& labels, int least_confidence);

}  // namespace newsecho
