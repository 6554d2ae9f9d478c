// layout.h — what the records of the inputs are, so that they can be written again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "newsecho/read.h"

namespace newsecho::dedup {

struct Layout {
  enum Kind : std::uint8_t { kNothing, kJson, kTable, kText };
  Kind kind = kNothing;
  // Of a table:
  std::string header;  // without its line end
  char separator = ',';
  std::string line_end = "\n";
};

// Brings standard input back to its beginning; does nothing when it is not among the sources.
absl::Status rewind_standard_input(const std::vector<std::string>& sources);

// Returns the one layout of all sources. Fails where they have not one, or one that cannot be written again.
absl::StatusOr<Layout> common_layout(const std::vector<std::string>& sources, const ReadOptions& options);

}  // namespace newsecho::dedup
