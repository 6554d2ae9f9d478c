#include "dedup/record.h"

#include <algorithm>

#include "base/json.h"

namespace newsecho::dedup {
namespace {

// A line end inside a string is no JSON, but readers mend it: it is written as one.
void append_on_one_line(std::string_view json, std::string& out) {
  if (json.find('\n') == std::string_view::npos) {
    out += json;
    return;
  }
  bool string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (string && c == '\\' && i + 1 < json.size() && json[i + 1] != '\n') {
      out.append(json, i++, 2);
      continue;
    }
    string ^= c == '"';
    if (c == '\n' || c == '\r') {
      out += !string ? " " : c == '\n' ? "\\n" : "\\r";
    } else {
      out += c;
    }
  }
}

void append_noted_object(std::string_view object, const Note& note, std::string& out) {
  const std::size_t close = object.rfind('}');
  if (close == std::string_view::npos || close == 0) return append_on_one_line(object, out);
  const std::size_t last = object.find_last_not_of(" \t\r\n", close - 1);
  append_on_one_line(object.substr(0, last + 1), out);
  out += object[last] == ',' || object[last] == '{' ? "" : ",";
  append_json_string(out, kStoryField);
  out += ':';
  append_json_string(out, note.story);
  out += ',';
  append_json_string(out, kRelationField);
  out += ':';
  append_json_string(out, note.relation);
  append_on_one_line(object.substr(last + 1), out);
}

// Cells up to `most`, and where the last of them ends.
struct Cells {
  std::size_t cells = 1, end = 0;
};

Cells count_cells(std::string_view row, char separator, std::size_t most) {
  Cells out;
  bool quoted = false, fresh = true;
  for (; out.end < row.size(); ++out.end) {
    const char c = row[out.end];
    if (quoted) {
      if (c == '"' && out.end + 1 < row.size() && row[out.end + 1] == '"') {
        ++out.end;
      } else {
        quoted = c != '"';
      }
      continue;
    }
    if (c == separator) {
      if (out.cells == most) return out;
      ++out.cells;
      fresh = true;
      continue;
    }
    quoted = c == '"' && fresh;
    fresh = false;
  }
  return out;
}

void append_cell(std::string_view cell, char separator, std::string& out) {
  const auto special = [&](char c) { return c == separator || c == '"' || c == '\n' || c == '\r'; };
  if (std::none_of(cell.begin(), cell.end(), special)) {
    out += cell;
    return;
  }
  out += '"';
  for (const char c : cell) out.append(c == '"' ? 2 : 1, c);
  out += '"';
}

void append_noted_row(const Layout& layout, std::string_view row, const Note& note, std::string& out) {
  const std::string_view line_end = row.ends_with('\r') ? row.substr(row.size() - 1) : "";
  row.remove_suffix(line_end.size());
  constexpr std::size_t kAny = ~std::size_t{0};
  const std::size_t columns = count_cells(layout.header, layout.separator, kAny).cells;
  // Rows may be shorter than the header, or filled up with empty cells: the new ones stand under their names.
  const Cells found = count_cells(row, layout.separator, columns);
  out += row.substr(0, found.end);
  out.append(columns - found.cells + 1, layout.separator);
  append_cell(note.story, layout.separator, out);
  out += layout.separator;
  append_cell(note.relation, layout.separator, out);
  out += line_end;
}

}  // namespace

void append_header(const Layout& layout, bool annotated, std::string& out) {
  if (layout.kind != Layout::kTable) return;
  out += layout.header;
  if (annotated) {
    out += layout.separator;
    out += kStoryField;
    out += layout.separator;
    out += kRelationField;
  }
  out += layout.line_end;
}

void append_record(const Layout& layout, std::string_view record, const Note* note, std::string& out) {
  if (layout.kind == Layout::kTable) {
    note == nullptr ? void(out += record) : append_noted_row(layout, record, *note, out);
  } else {
    note == nullptr ? append_on_one_line(record, out) : append_noted_object(record, *note, out);
  }
  out += '\n';
}

}  // namespace newsecho::dedup
