// Makes the page of a folder that was written earlier.
#include <zstd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

#include "base/file.h"
#include "newsecho/report.h"
#include "nlohmann/json.hpp"
#include "report/page.h"

namespace newsecho {
namespace {

using Add = bool (Page::*)(std::string_view row);

absl::Status damaged(const std::filesystem::path& name, const char* what) {
  return absl::DataLossError(name.string() + ": " + what + "; write the folder again with newsecho cluster");
}

// A row goes into the page as it stands, so it has to be JSON.
absl::Status add_row(const std::filesystem::path& name, std::string_view row, Page& page, Add add) {
  if (row.empty()) return absl::OkStatus();
  if (!nlohmann::json::accept(row) || !(page.*add)(row)) return damaged(name, "a line is not what belongs there");
  return absl::OkStatus();
}

absl::Status read_rows(const std::filesystem::path& name, Page& page, Add add) {
  std::ifstream file(name, std::ios::binary);
  if (!file) return read_failed(name.string(), errno);
  std::string line;
  while (std::getline(file, line)) {
    if (absl::Status s = add_row(name, line, page, add); !s.ok()) return s;
  }
  if (file.bad()) return read_failed(name.string(), errno);
  return absl::OkStatus();
}

absl::Status read_texts(const std::filesystem::path& name, Page& page) {
  absl::StatusOr<std::string> packed = read_file(name.string());
  if (!packed.ok()) return packed.status();
  const std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> stream(ZSTD_createDStream(), ZSTD_freeDStream);
  std::string step(ZSTD_DStreamOutSize(), '\0'), rows;
  ZSTD_inBuffer in{packed->data(), packed->size(), 0};
  std::size_t left = 0;
  // Output may be left when all input is taken: a full step says so.
  for (bool more = !packed->empty(); more;) {
    ZSTD_outBuffer out{step.data(), step.size(), 0};
    left = ZSTD_decompressStream(stream.get(), &out, &in);
    if (ZSTD_isError(left)) return damaged(name, ZSTD_getErrorName(left));
    rows.append(step.data(), out.pos);
    std::size_t begin = 0;
    for (std::size_t end; (end = rows.find('\n', begin)) != std::string::npos; begin = end + 1) {
      const std::string_view row = std::string_view(rows).substr(begin, end - begin);
      if (absl::Status s = add_row(name, row, page, &Page::add_text); !s.ok()) return s;
    }
    rows.erase(0, begin);
    more = in.pos < in.size || out.pos == out.size;
  }
  if (left != 0 || !rows.empty()) return damaged(name, "it ends too early");
  return absl::OkStatus();
}

}  // namespace

absl::Status write_page(const std::string& folder, std::optional<bool> excel_safe) {
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
  Page rows(values.value("shown_stories", ReportOptions{}.shown_stories));
  for (const auto& [name, add] : {std::pair<const char*, Add>{"stories.jsonl", &Page::add_story},
                                  {"links.jsonl", &Page::add_link},
                                  {"skipped.jsonl", &Page::add_skipped},
                                  {"boilerplate.jsonl", &Page::add_boilerplate}}) {
    if (auto s = read_rows(dir / name, rows, add); !s.ok()) return s;
  }
  if (auto s = read_texts(dir / "texts.jsonl.zst", rows); !s.ok()) return s;
  auto page = WholeFile::create((dir / "report.html").string());
  if (!page.ok()) return page.status();
  rows.write(*run, excel_safe.value_or(values.value("excel_safe", nlohmann::json()) != false), **page);
  return (*page)->commit();
}

}  // namespace newsecho
