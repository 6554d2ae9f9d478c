#include "dedup/layout.h"

#include <unistd.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "fmt/format.h"

namespace newsecho::dedup {
namespace {

// Enough for the first records of nearly every file.
constexpr std::uint64_t kLookBytes = 1u << 16;

std::string_view without_line_end(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  return line;
}

char separator_of(std::string_view header) {
  const auto count = [&](char c) { return std::count(header.begin(), header.end(), c); };
  char best = ',';
  for (const char c : {'\t', ';'}) best = count(c) > count(best) ? c : best;
  return best;
}

bool named_text(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  for (const std::string_view packed : {".gz", ".zst", ".xz"}) {
    if (name.ends_with(packed)) {
      name.resize(name.size() - packed.size());
      break;
    }
  }
  return name.ends_with(".txt");
}

// The reader gives records and articles; which of the records are none tells the rest: a table's first row
// is no article and no mistake either.
absl::StatusOr<Layout> layout_of(const std::string& file, ReadOptions options) {
  options.chunk_bytes = kLookBytes;
  auto reader = Reader::open({file}, options);
  if (!reader.ok()) return reader.status();
  Layout layout;
  bool first = true;
  for (Chunk chunk;;) {
    const absl::StatusOr<bool> more = (*reader)->next(chunk);
    if (!more.ok()) return more.status();
    if (!*more) return layout;
    const Batch batch = (*reader)->parse(chunk);
    const std::string_view bytes = chunk.bytes;
    if (first && !chunk.records.empty()) {
      const std::uint64_t offset = chunk.offset_bytes + chunk.records[0].begin;
      const auto here = [&](const auto& a) { return a.place.offset_bytes == offset; };
      if (std::none_of(batch.articles.begin(), batch.articles.end(), here) &&
          std::none_of(batch.skipped.begin(), batch.skipped.end(), here)) {
        const std::string_view row = bytes.substr(chunk.records[0].begin, chunk.records[0].size);
        layout.header = without_line_end(row);
        layout.line_end = row.ends_with('\r') ? "\r\n" : "\n";
        layout.separator = separator_of(layout.header);
      }
    }
    first &= chunk.bytes.empty();
    if (batch.articles.empty()) continue;
    if (!layout.header.empty()) {
      layout.kind = Layout::kTable;
      return layout;
    }
    const std::uint64_t at = batch.articles[0].place.offset_bytes - chunk.offset_bytes;
    const std::size_t begin = bytes.find_first_not_of(" \t\r\n", at);
    const bool brace = begin != std::string_view::npos && bytes[begin] == '{';
    // A text may begin with a brace; a JSON file of one object is not named .txt.
    const bool whole = !chunk.records.empty() && at == 0 && named_text(file);
    layout.kind = brace && !whole ? Layout::kJson : Layout::kText;
    return layout;
  }
}

const char* kind_name(Layout::Kind kind) { return kind == Layout::kJson ? "JSON" : "a table"; }

}  // namespace

absl::Status rewind_standard_input(const std::vector<std::string>& sources) {
  if (std::find(sources.begin(), sources.end(), "-") == sources.end()) return absl::OkStatus();
  if (::lseek(STDIN_FILENO, 0, SEEK_SET) == 0) return absl::OkStatus();
  return absl::FailedPreconditionError("standard input cannot be read twice; write it to a file first");
}

absl::StatusOr<Layout> common_layout(const std::vector<std::string>& sources, const ReadOptions& options) {
  Layout common;
  std::string known_by;
  std::set<std::string> seen;
  for (const std::string& file : sources) {
    if (!seen.insert(file).second) continue;
    if (absl::Status s = rewind_standard_input({file}); !s.ok()) return s;
    absl::StatusOr<Layout> layout = layout_of(file, options);
    if (!layout.ok()) return layout.status();
    if (layout->kind == Layout::kNothing) continue;
    if (layout->kind == Layout::kText) {
      return absl::InvalidArgumentError(fmt::format(
          "{} is a plain text: there is no record to write again; newsecho cluster -o DIR tells in assignments.csv "
          "which texts are one story",
          file));
    }
    if (common.kind == Layout::kNothing) {
      common = *std::move(layout);
      known_by = file;
      continue;
    }
    if (layout->kind != common.kind) {
      return absl::InvalidArgumentError(
          fmt::format("{} holds {} and {} {}: one file cannot hold both; convert one of them first", known_by,
                      kind_name(common.kind), file, kind_name(layout->kind)));
    }
    if (layout->header != common.header) {
      return absl::InvalidArgumentError(fmt::format(
          "{} and {} have different columns: one table cannot hold both; bring them to one header first, or "
          "to JSON lines",
          known_by, file));
    }
  }
  if (absl::Status s = rewind_standard_input(sources); !s.ok()) return s;
  return common;
}

}  // namespace newsecho::dedup
