#include "report/files.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "base/file.h"
#include "base/json.h"
#include "newsecho/version.h"
#include "report/page.h"
#include "report/rows.h"

namespace newsecho {
namespace {

constexpr std::size_t kNamedSources = 1000;
constexpr std::size_t kRowsBetweenChecks = 1024;

class Writer {
 public:
  Writer(const Result& result, const Show& show, const std::string& folder, const ReportOptions& options)
      : result_(result), show_(show), folder_(folder), options_(options), page_(options.shown_stories) {}

  absl::Status write_all() {
    const auto not_shown = [](const auto&, std::string_view) {};
    const std::function<absl::Status()> steps[] = {
        [&] { return make_writable_folder(folder_); },
        [&] {
          return write_rows("assignments.csv", result_.articles, rows::append_assignment, not_shown,
                            "id,story,relation,score\n");
        },
        [&] {
          return write_rows("stories.jsonl", result_.stories, rows::append_story, [&](const Story& story, auto) {
            page_.add_story([&] { return rows::story_row(result_, story, kShownMembers); });
          });
        },
        [&] {
          return write_rows("links.jsonl", result_.links, rows::append_link, [&](const Link& link, auto) {
            page_.add_link(result_.articles[link.a].id, result_.articles[link.b].id, name(link.evidence.relation),
                           [&] { return reason(link.evidence); });
          });
        },
        [&] {
          return write_rows("skipped.jsonl", result_.skipped, rows::append_skipped,
                            [&](const Skipped&, std::string_view row) { page_.add_skipped(row); });
        },
        [&] {
          return write_rows("boilerplate.jsonl", result_.boilerplate, rows::append_boilerplate,
                            [&](const BoilerplateLine&, std::string_view row) { page_.add_boilerplate(row); });
        },
        [&] {
          if (!options_.pairs) return absl::OkStatus();
          return write_rows(kPairs, result_.pairs, rows::append_link, not_shown);
        },
        [&] { return write_texts(); },
        [&] { return write_page(); },
        // Last to be named: where run.json is new, everything is.
        [&] { return write_run(); },
        [&] { return commit(); },
    };
    for (const auto& step : steps) {
      if (absl::Status s = step(); !s.ok()) return s;
    }
    return absl::OkStatus();
  }

 private:
  static constexpr const char* kPairs = "pairs.jsonl.zst";

  absl::StatusOr<WholeFile*> open(const std::string& name) {
    auto file = WholeFile::create((std::filesystem::path(folder_) / name).string(), Effort::kLeast);
    if (!file.ok()) return file.status();
    files_.push_back(*std::move(file));
    return files_.back().get();
  }

  bool cancelled() const { return options_.cancelled && options_.cancelled(); }
  static absl::Status cancel() { return absl::CancelledError("interrupted while the files were written"); }

  // Writes a row for every record, and shows record and row to the page.
  template <typename Record, typename Show>
  absl::Status write_rows(const std::string& name, const std::vector<Record>& records,
                          void (*append)(std::string&, const Result&, const Record&), const Show& show,
                          std::string_view header = "") {
    auto file = open(name);
    if (!file.ok()) return file.status();
    (*file)->write(header);
    std::string row;
    std::size_t done = 0;
    for (const Record& record : records) {
      if (!(*file)->status().ok()) break;
      if (done++ % kRowsBetweenChecks == 0 && cancelled()) return cancel();
      row.clear();
      append(row, result_, record);
      (*file)->write(row);
      show(record, row);
    }
    return (*file)->close();
  }

  absl::Status write_texts() {
    auto file = open("texts.jsonl.zst");
    if (!file.ok()) return file.status();
    std::string row;
    const std::size_t stories = std::min<std::size_t>(options_.shown_stories, result_.stories.size());
    for (std::size_t s = 0; s < stories && (*file)->status().ok(); ++s) {
      if (cancelled()) return cancel();
      const std::vector<std::uint32_t>& members = result_.stories[s].members;
      if (members.size() < 2) break;  // largest first: nothing to hold against each other from here on
      if (!page_.takes_texts()) break;
      for (std::size_t m = 0; m < std::min(members.size(), kShownMembers); ++m) {
        auto shown = show_(members[m]);
        if (!shown.ok()) return shown.status();
        row.clear();
        rows::append_text(row, result_.articles[members[m]].id, *shown);
        (*file)->write(row);
        page_.add_text(row);
      }
    }
    return (*file)->close();
  }

  absl::Status write_page() {
    auto file = open("report.html");
    if (!file.ok()) return file.status();
    run_ = run_json();
    page_.write(run_, **file);
    return (*file)->close();
  }

  absl::Status write_run() {
    auto file = open("run.json");
    if (!file.ok()) return file.status();
    (*file)->write(run_);
    return (*file)->close();
  }

  absl::Status commit() {
    if (cancelled()) return cancel();
    for (auto& file : files_) {
      if (auto s = file->commit(); !s.ok()) return s;
    }
    // Pairs of an earlier run would be taken for this one's.
    if (!options_.pairs) ::unlink((std::filesystem::path(folder_) / kPairs).c_str());
    return absl::OkStatus();
  }

  std::string run_json() const;

  const Result& result_;
  const Show& show_;
  const std::string folder_;
  const ReportOptions& options_;
  Page page_;
  std::string run_;  // run.json
  std::vector<std::unique_ptr<WholeFile>> files_;
};

std::string Writer::run_json() const {
  const Counts& c = result_.counts;
  std::string out;
  JsonWriter json(out);
  json.object().member("newsecho", version()).member("build", build_info()).member("command", options_.command);
  json.key("options").raw(options_.options_json.empty() ? "{}" : options_.options_json);
  json.member("scheme_id", result_.scheme_id)
      .member("options_id", result_.options_id)
      .member("boilerplate_id", result_.boilerplate_id)
      .member("story_frequency_id", result_.story_frequency_id);
  json.member("source_files", result_.sources.size()).key("sources").array();
  for (std::size_t i = 0; i < std::min(result_.sources.size(), kNamedSources); ++i) json.value(result_.sources[i]);
  json.end().key("fields").object();
  for (const auto& [role, uses] : result_.fields) {
    json.key(role).object();
    for (const auto& [field, records] : uses) json.member(field, records);
    json.end();
  }
  json.end().member("field_mapping", describe(result_.fields, c.without_date));
  json.key("counts")
      .object()
      .member("articles", c.articles)
      .member("skipped", c.skipped)
      .member("text_bytes", c.text_bytes)
      .member("without_date", c.without_date)
      .member("duplicate_ids", c.duplicate_ids)
      .member("invalid_utf8", c.invalid_utf8)
      .member("empty", c.empty)
      .member("briefs", c.briefs)
      .member("noisy", c.noisy)
      .member("junk", c.junk)
      .member("stripped_segments", c.stripped_segments)
      .member("stripped_words", c.stripped_words)
      .member("exact_collapsed", c.exact_collapsed)
      .member("candidates", c.candidates)
      .member("by_bands", c.by_bands)
      .member("by_anchors", c.by_anchors)
      .member("by_noise", c.by_noise)
      .member("verified", c.verified)
      .member("reverified", c.reverified)
      .end();
  json.key("stages").array();
  double seconds = 0;
  for (const StageCount& stage : c.stages) {
    json.object()
        .member("stage", stage.stage)
        .member("seconds", stage.seconds)
        .member("items", stage.items)
        .member("bytes", stage.bytes)
        .end();
    seconds += stage.seconds;
  }
  json.end().member("seconds", seconds).member("shown_stories", options_.shown_stories);
  json.key("summary").raw(to_json(summarise(result_))).end();
  out += '\n';
  return out;
}

}  // namespace

absl::Status write_files(const Result& result, const Show& show, const std::string& folder,
                         const ReportOptions& options) {
  return Writer(result, show, folder, options).write_all();
}

}  // namespace newsecho
