#include "base/csv.h"

namespace newsecho {

void append_csv_cell(std::string& out, std::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += cell;
    return;
  }
  out += '"';
  for (char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

bool next_csv_row(std::string_view& rest, std::vector<std::string>& cells) {
  cells.clear();
  if (rest.empty()) return false;
  std::string cell;
  std::size_t i = 0;
  bool quoted = false, fresh = true;  // fresh: nothing of this cell was seen
  for (; i < rest.size(); ++i) {
    const char c = rest[i];
    if (quoted) {
      if (c != '"') {
        cell += c;
      } else if (i + 1 < rest.size() && rest[i + 1] == '"') {
        cell += '"';
        ++i;
      } else {
        quoted = false;
      }
    } else if (c == '"' && fresh) {
      quoted = true;
      fresh = false;
    } else if (c == ',') {
      cells.push_back(std::move(cell));
      cell.clear();
      fresh = true;
    } else if (c == '\n' || c == '\r') {
      if (c == '\r' && i + 1 < rest.size() && rest[i + 1] == '\n') ++i;
      ++i;
      break;
    } else {
      cell += c;
      fresh = false;
    }
  }
  rest.remove_prefix(i);
  cells.push_back(std::move(cell));
  return true;
}

}  // namespace newsecho
