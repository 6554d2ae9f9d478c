// wrap.h — pieces of two texts set in lines, what differs marked.
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.h"
#include "newsecho/compare.h"

namespace newsecho::cli {

struct Piece {
  Passage::Kind kind = Passage::kSame;
  Passage::Fact fact = Passage::kNoFact;
  std::string text;  // safe
};

struct Line {
  std::string text;
  std::size_t width = 0;
};

// Without colours what differs stands in brackets: [-only in A-], {+only in B+}, [~moved~], [.a line of the site.].
std::vector<Line> wrapped(const std::vector<Piece>& pieces, std::size_t columns, const Paint& paint);

// Plain text; lines after the first begin `indent` columns in.
std::string wrapped(const std::string& text, std::size_t columns, std::size_t indent);

}  // namespace newsecho::cli
