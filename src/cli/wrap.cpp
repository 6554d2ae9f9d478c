#include "cli/wrap.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace newsecho::cli {
namespace {

// Fills lines of so many columns with pieces.
class Wrapper {
 public:
  Wrapper(std::size_t columns, const Paint& paint) : columns_(columns), paint_(paint) {}

  void add(const Piece& piece) {
    const auto [open, close] = brackets(piece);
    std::string_view left = piece.text;
    const std::size_t first = left.find_first_not_of(' ');
    if (first == std::string_view::npos) {
      space_ |= !left.empty();
      return;
    }
    space_ |= first > 0;
    left = left.substr(first, left.find_last_not_of(' ') + 1 - first);
    const bool space_behind = piece.text.back() == ' ';
    kind_ = piece.kind;
    fact_ = piece.fact;
    std::string word = open;
    while (!left.empty()) {
      const std::size_t end = std::min(left.find(' '), left.size());
      word += left.substr(0, end);
      left.remove_prefix(end);
      const std::size_t next = left.find_first_not_of(' ');
      left.remove_prefix(std::min(next, left.size()));
      if (left.empty()) word += close;
      put(word);
      word.clear();
      space_ = true;
    }
    space_ = space_behind;
  }

  std::vector<Line> take() {
    end_line();
    return std::move(lines_);
  }

 private:
  std::pair<std::string, std::string> brackets(const Piece& piece) const {
    if (paint_.on) return {};
    if (piece.fact == Passage::kBoilerplate) return {"[.", ".]"};
    switch (piece.kind) {
      case Passage::kSame:
        return {};
      case Passage::kOnlyA:
        return {"[-", "-]"};
      case Passage::kOnlyB:
        return {"{+", "+}"};
      default:
        return {"[~", "~]"};
    }
  }

  std::string painted(const std::string& text) const {
    if (run_fact_ == Passage::kBoilerplate) return paint_.dim(text);
    const bool fact = run_fact_ != Passage::kNoFact;
    // Facts are underlined, the space in front of them is not.
    if (fact && text.size() > 1 && text.front() == ' ') return " " + painted(text.substr(1));
    switch (run_kind_) {
      case Passage::kSame:
        return text;
      case Passage::kOnlyA:
        return fact ? paint_.strong_red(text) : paint_.red(text);
      case Passage::kOnlyB:
        return fact ? paint_.strong_green(text) : paint_.green(text);
      default:
        return paint_.yellow(text);
    }
  }

  void put(std::string_view word) {
    const std::size_t needed = width(word);
    const std::size_t space = space_ && line_.width + run_width_ > 0 ? 1 : 0;
    const std::size_t used = line_.width + run_width_;
    const bool fits_next = needed <= columns_ && used > 0 && used + space + needed > columns_;
    if (fits_next || (space > 0 && used + space >= columns_)) {
      end_line();
    } else if (space > 0) {
      append(" ", 1);
    }
    // A word longer than a line, or a text without spaces, is broken where the line ends.
    while (!word.empty()) {
      if (line_.width + run_width_ >= columns_) end_line();
      const std::string part = take_columns(word, columns_ - line_.width - run_width_);
      const std::size_t part_width = width(part);
      if (line_.width + run_width_ + part_width > columns_ && line_.width + run_width_ > 0) end_line();
      append(part, part_width);
    }
  }

  void append(std::string_view text, std::size_t columns) {
    if (run_kind_ != kind_ || run_fact_ != fact_) end_run();
    run_kind_ = kind_;
    run_fact_ = fact_;
    run_ += text;
    run_width_ += columns;
  }

  void end_run() {
    if (!run_.empty()) line_.text += painted(run_);
    line_.width += run_width_;
    run_.clear();
    run_width_ = 0;
  }

  void end_line() {
    end_run();
    if (line_.width > 0) lines_.push_back(std::move(line_));
    line_ = {};
  }

  std::size_t columns_;
  Paint paint_;
  std::vector<Line> lines_;
  Line line_;
  std::string run_;  // of one kind and fact, not yet painted
  std::size_t run_width_ = 0;
  Passage::Kind run_kind_ = Passage::kSame, kind_ = Passage::kSame;
  Passage::Fact run_fact_ = Passage::kNoFact, fact_ = Passage::kNoFact;
  bool space_ = false;
};

// Brackets stand around all of one kind, whatever of it is a fact.
std::vector<Piece> joined(const std::vector<Piece>& pieces) {
  std::vector<Piece> out;
  for (const Piece& piece : pieces) {
    if (!out.empty() && out.back().kind == piece.kind &&
        (out.back().fact == Passage::kBoilerplate) == (piece.fact == Passage::kBoilerplate)) {
      out.back().text += piece.text;
    } else {
      out.push_back(piece);
    }
  }
  return out;
}

}  // namespace

std::vector<Line> wrapped(const std::vector<Piece>& pieces, std::size_t columns, const Paint& paint) {
  Wrapper wrapper(columns, paint);
  for (const Piece& piece : paint.on ? pieces : joined(pieces)) wrapper.add(piece);
  return wrapper.take();
}

std::string wrapped(const std::string& text, std::size_t columns, std::size_t indent) {
  std::string out;
  for (const Line& line :
       wrapped({{Passage::kSame, Passage::kNoFact, text}}, columns - std::min(columns - 1, indent), {})) {
    out += (out.empty() ? "" : "\n" + std::string(indent, ' ')) + line.text;
  }
  return out;
}

}  // namespace newsecho::cli
