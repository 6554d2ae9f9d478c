// format.h — tells from a file's first bytes, and from its name, what its records are.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "read/fields.h"

namespace newsecho::read {

enum class Form : std::uint8_t {
  kLines,   // a JSON object a line
  kValues,  // JSON objects over several lines, in an array, or in an array inside an object
  kRows,    // comma or tab separated, names in the first row
  kWhole,   // one article a file
};

struct Format {
  Form form = Form::kLines;
  std::uint32_t depth = 0;  // kValues: brackets around a record
  char separator = ',';     // kRows
};

// Looks at up to kHeadBytes. Fails, with the remedy, for what is surely no crawl: pictures, PDF, HTML, Parquet.
constexpr std::size_t kHeadBytes = 1u << 16;
absl::StatusOr<Format> tell(std::string_view name, std::string_view head, const Mapping& mapping);

}  // namespace newsecho::read
