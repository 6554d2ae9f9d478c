#include "read/rows.h"

#include "fmt/format.h"
#include "read/mend.h"

namespace newsecho::read {

std::vector<std::string> split_row(std::string_view record, char separator) {
  while (!record.empty() && (record.back() == '\n' || record.back() == '\r')) {
    record.remove_suffix(1);
  }
  std::vector<std::string> fields(1);
  bool quoted = false;
  bool fresh = true;  // at the first character of a field, the only place where a quote opens
  for (std::size_t i = 0; i < record.size(); ++i) {
    const char c = record[i];
    if (quoted && c == '"') {
      const bool doubled = i + 1 < record.size() && record[i + 1] == '"';
      quoted = doubled;
      i += doubled ? 1 : 0;
      if (doubled) {
        fields.back().push_back('"');
      }
    } else if (!quoted && c == separator) {
      fields.emplace_back();
      fresh = true;
      continue;
    } else if (!quoted && c == '"' && fresh) {
      quoted = true;
    } else {
      fields.back().push_back(c);
    }
    fresh = false;
  }
  return fields;
}

bool parse_row(std::string_view record, char separator, const std::vector<std::string>& header, Draft& draft,
               std::string& reason) {
  std::vector<std::string> fields = split_row(record, separator);
  // Spreadsheets fill rows up.
  while (fields.size() > header.size() && fields.back().empty()) {
    fields.pop_back();
  }
  const auto refuse = [&] {
    reason = fmt::format("{} field{} in a row where the header names {}", fields.size(), fields.size() == 1 ? "" : "s",
                         header.size());
    return false;
  };
  if (fields.size() > header.size()) {
    return refuse();
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    draft.offer(header[i], draft.keep(std::move(fields[i])));
  }
  return draft.has_text_field() || refuse();
}

}  // namespace newsecho::read
