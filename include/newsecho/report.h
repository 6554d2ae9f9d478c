// report.h — writes a result to a folder, and reads what is needed of it again.
//
//   absl::Status s = write_report(result, detector, "out", ReportOptions{});
//   Summary sum = summarise(result);          // sum.stories, sum.republications, ...
//
// Files     assignments.csv, stories.jsonl, links.jsonl, skipped.jsonl, boilerplate.jsonl, run.json,
//           texts.jsonl.zst, report.html, and pairs.jsonl.zst on request; docs/files.md has each field.
// Whole     every file is written beside its final name and renamed when complete: a run that was
//           killed leaves no half-written file under a final name.
// Threads   rows are made on all; which, and how many, changes no byte.
// Errors    Status naming the file and the remedy (folder not writable, disk full).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "newsecho/pipeline.h"

namespace newsecho {

struct ReportOptions {
  bool pairs = false;                  // also pairs.jsonl.zst
  std::uint32_t shown_stories = 2000;  // whose texts go into report.html while it has room, and texts.jsonl.zst
  bool excel_safe = true;              // CSV saved from the page: nothing in it runs in a spreadsheet
  unsigned threads = 0;                // 0: all cores
  std::string command;                 // as typed; goes to run.json
  std::string options_json;            // every option's value; goes to run.json
  std::function<bool()> cancelled;     // asked often; true ends the writing with Cancelled
};

struct SiteCount {
  std::string site;
  std::uint64_t articles = 0;
  std::uint64_t originals = 0;       // stories others repeated that were here first
  std::uint64_t echoed = 0;          // republications of those
  std::uint64_t republications = 0;  // it made of others
  std::uint64_t shared = 0;          // stories it told that another site told too
  // Of its republications, after the first publisher; 0 where both are known to the same day only.
  std::optional<std::int64_t> median_delay_seconds;
};

struct SiteFlow {
  std::string from, to;  // had it first, repeated it
  std::uint64_t copies = 0;
};

// The numbers people quote. A republication is a copy on another site than its original's; a copy on
// the same site (a re-crawl, an update) is counted apart.
struct Summary {
  std::uint64_t articles = 0, stories = 0, singles = 0, repeated_stories = 0, junk = 0, sites = 0;
  std::uint64_t exact = 0, copy = 0, abridged = 0, revision = 0;
  std::uint64_t excerpts = 0, roundups = 0, templates = 0;  // links
  std::uint64_t republications = 0, same_site_copies = 0, largest = 0;
  Published first, last;
  std::map<std::string, std::uint64_t> skipped;  // reason -> records
  std::vector<SiteCount> top_sites;              // most copies given or taken first, at most 50
  std::vector<SiteFlow> flows;                   // among these, most copies first, at most 1,000
  // Articles and republications by day, or by month or year where days would be too many.
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> volume;

  double republished_share() const { return articles == 0 ? 0 : double(republications) / double(articles); }
};

Summary summarise(const Result& result);
std::string to_json(const Summary& summary);

// Makes the folder if need be and checks that it can be written: before the work, not after it.
absl::Status prepare_folder(const std::string& folder);

// REQUIRES: detector.finish() gave `result`.
absl::Status write_report(const Result& result, const Detector& detector, const std::string& folder,
                          const ReportOptions& options);

// Writes DIR/report.html again from DIR's other files; `excel_safe` as it was, or anew.
absl::Status write_page(const std::string& folder, std::optional<bool> excel_safe = std::nullopt);

}  // namespace newsecho
