// report.h — writes a result to a folder, and reads what is needed of it again.
//
//   absl::Status s = write_report(result, detector, "out", ReportOptions{});
//
// Files     assignments.csv, stories.jsonl, links.jsonl, skipped.jsonl, boilerplate.jsonl, run.json,
//           texts.jsonl.zst, report.html, and pairs.jsonl.zst on request; docs/files.md has each field.
// Whole     every file is written beside its final name and renamed when complete: a run that was
//           killed leaves no half-written file under a final name.
// Errors    Status naming the file and the remedy (folder not writable, disk full).
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "newsecho/pipeline.h"

namespace newsecho {

struct ReportOptions {
  bool pairs = false;                  // also pairs.jsonl.zst
  std::uint32_t shown_stories = 2000;  // whose texts go into texts.jsonl.zst and report.html
  std::string command;                 // as typed; goes to run.json
  std::string options_json;            // every option's value; goes to run.json
};

// REQUIRES: detector.finish() gave `result`.
absl::Status write_report(const Result& result, const Detector& detector, const std::string& folder,
                          const ReportOptions& options);

// Writes DIR/report.html again from DIR's other files.
absl::Status write_page(const std::string& folder);

}  // namespace newsecho
