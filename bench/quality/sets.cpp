#include "quality/sets.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>

namespace newsecho::bench {
namespace {

namespace fs = std::filesystem;

// Returns the crawl a label file called NAME belongs to.
std::optional<fs::path> crawl_of(const fs::path& folder, std::string name) {
  for (;;) {
    for (const char* ending : {".jsonl", ".jsonl.gz"}) {
      if (fs::exists(folder / (name + ending))) return folder / (name + ending);
    }
    const std::size_t dash = name.rfind('-');
    if (dash == std::string::npos) return std::nullopt;
    name.resize(dash);
  }
}

std::string csv_cell(std::string_view cell) {
  std::string out = "\"";
  for (const char c : cell) {
    out += c;
    if (c == '"') out += c;
  }
  return out + '"';
}

}  // namespace

absl::StatusOr<std::vector<Set>> find_sets(const std::string& folder_name, const std::string& only) {
  const fs::path folder = fs::path(folder_name).lexically_normal();
  std::error_code error;
  std::map<std::string, Set> sets;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string file = entry.path().filename().string();
    std::string name = file, shown;
    if (file == "labels.jsonl") {
      name = "crawl";
      shown = (folder.has_filename() ? folder : folder.parent_path()).filename().string();
    } else {
      for (const std::string_view ending : {".labels.jsonl", ".rule-pairs.jsonl", ".pairs.jsonl"}) {
        if (!file.ends_with(ending)) continue;
        name.resize(file.size() - ending.size());
        shown = ending == ".labels.jsonl" ? name : file.substr(0, file.size() - std::string_view(".jsonl").size());
        break;
      }
    }
    if (shown.empty() || !shown.starts_with(only)) continue;
    const std::optional<fs::path> crawl = crawl_of(folder, name);
    if (!crawl) return absl::NotFoundError(file + " has no crawl beside it; expected " + name + ".jsonl[.gz]");
    Set& set = sets[crawl->string()];
    set.crawl = crawl->string();
    set.labels.push_back({shown, entry.path().string()});
  }
  if (error) return absl::NotFoundError(folder_name + ": " + error.message());
  if (sets.empty()) return absl::NotFoundError("no labels in " + folder_name + (only.empty() ? "" : " called " + only));
  std::vector<Set> out;
  for (auto& [name, set] : sets) {
    std::sort(set.labels.begin(), set.labels.end(), [](const auto& x, const auto& y) { return x.name < y.name; });
    out.push_back(std::move(set));
  }
  return out;
}

absl::Status write(const Grouping& grouping, const std::string& file) {
  std::ofstream out(file, std::ios::binary);
  out << "id,story\n";
  for (const auto& [id, story] : grouping) out << csv_cell(id) << ',' << csv_cell(story) << '\n';
  return out.flush() ? absl::OkStatus() : absl::InternalError("cannot write " + file + "; is the disk full?");
}

absl::StatusOr<Score> score(const Grouping& grouping, const std::string& labels, int least_confidence) {
  const fs::path file = fs::temp_directory_path() / ("newsecho-quality-" + std::to_string(getpid()) + ".csv");
  if (absl::Status s = write(grouping, file.string()); !s.ok()) return s;
  absl::StatusOr<Score> result = evaluate(file.string(), labels, least_confidence);
  std::error_code ignored;
  fs::remove(file, ignored);
  return result;
}

}  // namespace newsecho::bench
