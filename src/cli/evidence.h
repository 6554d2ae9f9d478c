// evidence.h — what two articles are to each other and why, in a dozen lines for people.
#pragma once

#include <string>

#include "cli/terminal.h"
#include "newsecho/compare.h"

namespace newsecho::cli {

struct EvidenceStyle {
  Paint paint;
  std::size_t columns = 100;
  double threshold = 0;  // the least agreement of one report
};

// The verdict first, then the rule that decided, the two articles, and the figures.
std::string evidence_text(const Comparison& comparison, const Article& a, const Article& b, const EvidenceStyle& style);

}  // namespace newsecho::cli
