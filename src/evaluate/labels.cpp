#include "evaluate/labels.h"

#include <algorithm>
#include <utility>

#include "base/csv.h"
#include "base/file.h"
#include "fmt/format.h"
#include "nlohmann/json.hpp"

namespace newsecho {
namespace {

using nlohmann::json;

// Ids and stories may be written as numbers; both sides of a comparison are text.
std::string text_of(const json& row, const char* field) {
  const auto found = row.find(field);
  if (found == row.end() || found->is_null()) return {};
  return found->is_string() ? found->get<std::string>() : found->dump();
}

}  // namespace

absl::StatusOr<Labels> read_labels(const std::string& name) {
  absl::StatusOr<std::string> bytes = read_file(name);
  if (!bytes.ok()) return bytes.status();
  Labels labels;
  std::size_t number = 0;
  std::string_view rest = *bytes;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const json row = json::parse(line, nullptr, false);
    const auto wrong = [&](std::string_view what) {
      return absl::InvalidArgumentError(
          fmt::format(R"({}, line {}: {}; a label is {{"id", "story"}} or {{"a", "b", "label"}})", name, number, what));
    };
    if (!row.is_object()) return wrong("not a JSON object");
    if (row.contains("label")) {
      PairLabel pair{text_of(row, "a"), text_of(row, "b"), text_of(row, "label")};
      if (pair.a.empty() || pair.b.empty()) return wrong("no a or b");
      const auto confidence = row.find("confidence");
      if (confidence != row.end() && confidence->is_number()) pair.confidence = confidence->get<int>();
      labels.pairs.push_back(std::move(pair));
    } else {
      StoryLabel label{text_of(row, "id"), text_of(row, row.contains("story") ? "story" : "cluster"),
                       text_of(row, "relation")};
      if (label.id.empty() || label.story.empty()) return wrong("no id or story");
      labels.stories.push_back(std::move(label));
    }
    if (!labels.pairs.empty() && !labels.stories.empty()) return wrong("labels of pairs and of articles in one file");
  }
  if (labels.pairs.empty() && labels.stories.empty()) return absl::InvalidArgumentError("no labels in " + name);
  return labels;
}

absl::StatusOr<Assignments> read_assignments(const std::string& name) {
  absl::StatusOr<std::string> bytes = read_file(name);
  if (!bytes.ok()) return bytes.status();
  std::string_view rest = *bytes;
  std::vector<std::string> cells;
  next_csv_row(rest, cells);
  const auto column = [&](std::string_view title) {
    return static_cast<std::size_t>(std::find(cells.begin(), cells.end(), title) - cells.begin());
  };
  const std::size_t id = column("id"), story = column("story"), columns = cells.size();
  if (id == columns || story == columns) {
    return absl::InvalidArgumentError(name + " has no columns id and story; give assignments.csv or its folder");
  }
  Assignments assignments;
  while (next_csv_row(rest, cells)) {
    if (cells.size() == 1 && cells[0].empty()) continue;  // an empty line
    if (cells.size() <= std::max(id, story)) {
      return absl::DataLossError(
          fmt::format("{}: a row of {} cells, {} expected: the file is cut or damaged", name, cells.size(), columns));
    }
    if (!assignments.emplace(cells[id], cells[story]).second) {
      return absl::InvalidArgumentError(fmt::format("{}: {} is assigned twice", name, cells[id]));
    }
  }
  return assignments;
}

}  // namespace newsecho
