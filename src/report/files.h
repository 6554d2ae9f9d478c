// files.h — the files of a report, all written before the first is given its name.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "newsecho/report.h"

namespace newsecho {

// Returns an article's text; apart from Detector so that a result can be written without one. Called on several
// threads.
using Show = std::function<absl::StatusOr<Detector::Shown>(std::uint32_t article)>;

absl::Status write_files(const Result& result, const Show& show, const std::string& folder,
                         const ReportOptions& options);

}  // namespace newsecho
