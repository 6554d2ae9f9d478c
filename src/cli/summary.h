// summary.h — what a run found, in a screenful.
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.h"
#include "newsecho/report.h"

namespace newsecho::cli {

struct RunFacts {
  std::string folder;
  double seconds = 0;
};

std::string summary_text(const Result& result, const RunFacts& facts, const Paint& paint, std::size_t columns);

// The same for programs: one JSON object.
std::string summary_json(const Result& result, const RunFacts& facts);

// Why there was no article: the first records skipped, by file and line, and what to try.
std::string nothing_text(const std::vector<Skipped>& skipped, const std::vector<std::string>& sources);

}  // namespace newsecho::cli
