// Makes the page of a folder that was written earlier.
#include <filesystem>
#include <fstream>

#include "base/file.h"
#include "newsecho/report.h"
#include "nlohmann/json.hpp"
#include "report/page.h"

namespace newsecho {
namespace {

absl::Status read_rows(const std::filesystem::path& name, PageRows& rows) {
  std::ifstream file(name, std::ios::binary);
  if (!file) return read_failed(name.string(), errno);
  std::string line;
  while (std::getline(file, line)) {
    if (line.empty()) continue;
    ++rows.all;
    if (rows.lines.size() >= rows.limit) continue;
    if (!nlohmann::json::accept(line)) {
      return absl::DataLossError(name.string() + ": a line is not JSON; write the folder again with newsecho cluster");
    }
    rows.add(line);
  }
  if (file.bad()) return read_failed(name.string(), errno);
  return absl::OkStatus();
}

}  // namespace

absl::Status write_page(const std::string& folder) {
  const std::filesystem::path dir(folder);
  const std::string run_name = (dir / "run.json").string();
  absl::StatusOr<std::string> run = read_file(run_name);
  if (!run.ok()) {
    return absl::Status(run.status().code(),
                        std::string(run.status().message()) + "; give the folder that newsecho cluster wrote with -o");
  }
  const auto values = nlohmann::json::parse(*run, nullptr, false);
  if (!values.is_object() || !values.contains("summary")) {
    return absl::DataLossError(run_name + " is not what newsecho cluster writes; write the folder again");
  }
  PageData data;
  data.run = *std::move(run);
  data.stories.limit = values.value("shown_stories", ReportOptions{}.shown_stories);
  for (auto& [name, rows] : {std::pair<const char*, PageRows*>{"stories.jsonl", &data.stories},
                             {"links.jsonl", &data.links},
                             {"skipped.jsonl", &data.skipped},
                             {"boilerplate.jsonl", &data.boilerplate}}) {
    if (auto s = read_rows(dir / name, *rows); !s.ok()) return s;
  }
  auto page = WholeFile::create((dir / "report.html").string());
  if (!page.ok()) return page.status();
  (*page)->write(make_page(data));
  return (*page)->commit();
}

}  // namespace newsecho
