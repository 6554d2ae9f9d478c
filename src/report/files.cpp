#include "report/files.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <memory>
#include <utility>

#include "base/file.h"
#include "base/json.h"
#include "base/parallel.h"
#include "newsecho/version.h"
#include "report/page.h"
#include "report/rows.h"

namespace newsecho {
namespace {

constexpr std::size_t kNamedSources = 1000;
constexpr std::size_t kRowsAtOnce = 256;  // of one article or two
constexpr std::size_t kLive = 4;          // such ranges, for each thread

class Writer {
 public:
  Writer(const Result& result, const Show& show, const std::string& folder, const ReportOptions& options)
      : result_(result),
        show_(show),
        folder_(folder),
        options_(options),
        workers_(options.threads),
        page_(options.shown_stories) {}

  absl::Status write_all() {
    const auto nothing = [](const auto&) { return 0; };
    const auto not_shown = [](const auto&, std::string_view, int) {};
    const std::function<absl::Status()> steps[] = {
        [&] { return make_writable_folder(folder_); },
        [&] {
          return write_rows("assignments.csv", result_.articles, rows::append_assignment, nothing, not_shown,
                            "id,story,relation,score\n");
        },
        [&] { return write_stories(); },
        [&] {
          return write_rows("links.jsonl", result_.links, rows::append_link, nothing,
                            [&](const Link& link, std::string_view, int) {
                              page_.add_link(result_.articles[link.a].id, result_.articles[link.b].id,
                                             name(link.evidence.relation), [&] { return reason(link.evidence); });
                            });
        },
        [&] {
          return write_rows("skipped.jsonl", result_.skipped, rows::append_skipped, nothing,
                            [&](const Skipped&, std::string_view row, int) { page_.add_skipped(row); });
        },
        [&] {
          return write_rows("boilerplate.jsonl", result_.boilerplate, rows::append_boilerplate, nothing,
                            [&](const BoilerplateLine&, std::string_view row, int) { page_.add_boilerplate(row); });
        },
        [&] {
          if (!options_.pairs) return absl::OkStatus();
          return write_rows(kPairs, result_.pairs, rows::append_link, nothing, not_shown);
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

  // How long its row is, in short ones.
  template <typename Record>
  static std::size_t size_of(const Record&) {
    return 1;
  }
  static std::size_t size_of(const Story& story) { return 1 + story.members.size() / 2; }

  // Writes a row for every record. Rows, and what prepare() returns for a record, are made on all threads; they are
  // written and shown to the page in order.
  template <typename Records, typename Prepare, typename Show, typename Record = typename Records::value_type>
  absl::Status write_rows(const std::string& name, const Records& records,
                          void (*append)(std::string&, const Result&, const Record&), const Prepare& prepare,
                          const Show& show, std::string_view header = "") {
    using Prepared = decltype(prepare(records.front()));
    struct Range {
      std::size_t begin = 0, end = 0;
    };
    struct Rows {
      std::size_t begin = 0;
      std::string text;
      std::vector<std::pair<std::size_t, Prepared>> ends;  // of a row in the text
    };
    auto opened = open(name);
    if (!opened.ok()) return opened.status();
    WholeFile& file = **opened;
    file.write(header);
    std::size_t taken = 0;
    bool stopped = false;
    workers_.in_order<Range, Rows>(
        kLive * workers_.threads(),
        [&](Range& range) {
          if (cancelled()) stopped = true;
          if (stopped || taken >= records.size()) return false;
          range.begin = taken;
          for (std::size_t size = 0; size < kRowsAtOnce && taken < records.size(); ++taken) {
            size += size_of(records[taken]);
          }
          range.end = taken;
          return true;
        },
        [&](Range&& range) {
          Rows made;
          made.begin = range.begin;
          for (std::size_t i = range.begin; i < range.end; ++i) {
            append(made.text, result_, records[i]);
            made.ends.emplace_back(made.text.size(), prepare(records[i]));
          }
          return made;
        },
        [&](Rows&& made) {
          file.write(made.text);
          std::size_t at = 0;
          for (std::size_t i = 0; i < made.ends.size(); ++i) {
            const auto& [end, prepared] = made.ends[i];
            show(records[made.begin + i], std::string_view(made.text).substr(at, end - at), prepared);
            at = end;
          }
        });
    return stopped ? cancel() : file.close();
  }

  absl::Status write_stories() {
    std::atomic<bool> full = false;  // stays so: what is prepared too much is only not used
    return write_rows(
        "stories.jsonl", result_.stories, rows::append_story,
        [&](const Story& story) { return full ? StoryRow() : rows::story_row(result_, story, kShownMembers); },
        [&](const Story&, std::string_view, const StoryRow& row) { full = !page_.add_story(row); });
  }

  absl::Status write_texts() {
    struct Texts {
      absl::Status status;
      std::vector<std::string> rows;
    };
    auto opened = open("texts.jsonl.zst");
    if (!opened.ok()) return opened.status();
    WholeFile& file = **opened;
    const std::size_t stories = std::min<std::size_t>(options_.shown_stories, result_.stories.size());
    std::size_t taken = 0;
    std::atomic<bool> full = false;
    absl::Status status;
    workers_.in_order<std::size_t, Texts>(
        kLive * workers_.threads(),
        [&](std::size_t& story) {
          // Largest first: from the first of one article on there is nothing to hold against each other.
          if (full || cancelled() || taken == stories || result_.stories[taken].members.size() < 2) return false;
          story = taken++;
          return true;
        },
        [&](std::size_t&& story) {
          Texts made;
          const std::vector<std::uint32_t>& members = result_.stories[story].members;
          for (std::size_t m = 0; m < std::min(members.size(), kShownMembers); ++m) {
            auto shown = show_(members[m]);
            made.status = shown.status();
            if (!shown.ok()) break;
            rows::append_text(made.rows.emplace_back(), result_.articles[members[m]].id, *shown);
          }
          return made;
        },
        [&](Texts&& made) {
          if (!page_.takes_texts() || !status.ok()) return;
          status = made.status;
          for (const std::string& row : made.rows) {
            file.write(row);
            page_.add_text(row);
          }
          full = !page_.takes_texts() || !status.ok();
        });
    if (!status.ok()) return status;
    return cancelled() ? cancel() : file.close();
  }

  absl::Status write_page() {
    auto file = open("report.html");
    if (!file.ok()) return file.status();
    run_ = run_json();
    page_.write(run_, options_.excel_safe, **file);
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
  const base::Workers workers_;
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
      .member("set_aside", c.set_aside)
      .member("reverified", c.reverified)
      .member("asked", c.asked)
      .end();
  json.member("temporary_bytes", c.temporary_bytes);
  json.key("stages").array();
  double seconds = 0;
  for (const StageCount& stage : c.stages) {
    json.object()
        .member("stage", stage.stage)
        .member("seconds", stage.seconds)
        .member("cpu_seconds", stage.cpu_seconds)
        .member("items", stage.items)
        .member("bytes", stage.bytes)
        .end();
    seconds += stage.seconds;
  }
  json.end()
      .member("seconds", seconds)
      .member("shown_stories", options_.shown_stories)
      .member("excel_safe", options_.excel_safe);
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
