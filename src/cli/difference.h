// difference.h — two texts side by side on a terminal, what differs marked.
#pragma once

#include <string>

#include "cli/terminal.h"
#include "newsecho/compare.h"

namespace newsecho::cli {

struct DifferenceStyle {
  Paint paint;                // without colours the differences stand in brackets
  std::size_t columns = 100;  // of the terminal; below 60 the texts are one under the other
  bool all = false;           // also sentences far from any difference
};

// Rows of sentences, A left and B right; the sign between them says "|" changed, "<" only in A, ">" only in
// B, "~" at another place. Nothing of the texts acts on the terminal.
std::string difference_text(const Comparison& comparison, const Article& a, const Article& b,
                            const DifferenceStyle& style);

}  // namespace newsecho::cli
