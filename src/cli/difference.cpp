#include "cli/difference.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "fmt/format.h"

namespace newsecho::cli {
namespace {

constexpr std::size_t kLeastForTwo = 60;
constexpr std::size_t kContext = 1;  // unchanged rows shown on either side of a difference

struct Piece {
  Passage::Kind kind;
  std::string text;  // safe
};

// One or more sentences of both texts that belong side by side.
struct Row {
  std::vector<Piece> a, b, both;  // both: in the order of the passages, for one column

  bool has(Passage::Kind kind) const {
    return std::any_of(both.begin(), both.end(), [&](const Piece& p) { return p.kind == kind; });
  }
  bool changed() const {
    return std::any_of(both.begin(), both.end(), [](const Piece& p) { return p.kind != Passage::kSame; });
  }
  const char* sign() const {
    if (!changed()) return " ";
    const bool same = has(Passage::kSame), a_only = has(Passage::kOnlyA), b_only = has(Passage::kOnlyB);
    if (!same && !a_only && !b_only) return "~";
    if (!same && !b_only && b.empty()) return "<";
    if (!same && !a_only && a.empty()) return ">";
    return "|";
  }
};

// Whether a sentence or a line ends here, as written in the source.
bool ends_sentence(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  if (last == std::string_view::npos || text.find('\n', last) != std::string_view::npos) return true;
  text = text.substr(0, last + 1);
  for (const std::string_view quote : {"\"", "'", ")", "\u201d", "\u2019"}) {
    if (text.ends_with(quote)) text.remove_suffix(quote.size());
  }
  for (const std::string_view end : {".", "!", "?", "\u3002", "\uff01", "\uff1f", "\u0964"}) {
    if (text.ends_with(end)) return true;
  }
  return false;
}

std::vector<Row> rows_of(const Comparison& comparison, std::string_view text_a, std::string_view text_b) {
  std::vector<Row> rows(1);
  bool whole = false;  // the row ends with a sentence of its own
  for (const Passage& p : comparison.passages) {
    const std::string_view raw_a = text_a.substr(p.a_begin, p.a_end - p.a_begin);
    const std::string_view raw_b = text_b.substr(p.b_begin, p.b_end - p.b_begin);
    // Whole sentences that only one has stand alone, so that what follows is side by side again.
    const Row& last = rows.back();
    if (p.kind == Passage::kSame && whole && last.changed() && !last.has(Passage::kSame)) rows.emplace_back();
    whole = (raw_a.empty() || ends_sentence(raw_a)) && (raw_b.empty() || ends_sentence(raw_b));
    Row& row = rows.back();
    const std::string a = safe(raw_a), b = safe(raw_b);
    if (!a.empty()) row.a.push_back({p.kind, a});
    if (!b.empty()) row.b.push_back({p.kind, b});
    if (!a.empty() || !b.empty()) row.both.push_back({p.kind, a.empty() ? b : a});
    if (p.ends_sentence) rows.emplace_back();
  }
  if (rows.back().both.empty()) rows.pop_back();
  return rows;
}

struct Line {
  std::string text;
  std::size_t width = 0;
};

// Fills lines of so many columns with pieces.
class Wrapper {
 public:
  Wrapper(std::size_t columns, const Paint& paint) : columns_(columns), paint_(paint) {}

  void add(const Piece& piece) {
    const auto [open, close] = brackets(piece.kind);
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
  std::pair<std::string, std::string> brackets(Passage::Kind kind) const {
    if (paint_.on) return {};
    switch (kind) {
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

  std::string painted(const std::string& text, Passage::Kind kind) const {
    switch (kind) {
      case Passage::kSame:
        return text;
      case Passage::kOnlyA:
        return paint_.red(text);
      case Passage::kOnlyB:
        return paint_.green(text);
      default:
        return paint_.yellow(text);
    }
  }

  void put(std::string_view word) {
    const std::size_t needed = width(word);
    const std::size_t space = space_ && line_.width + run_width_ > 0 ? 1 : 0;
    const std::size_t used = line_.width + run_width_;
    if (used + space + needed > columns_ && needed <= columns_ && used > 0) {
      end_line();
    } else if (space > 0 && used + space < columns_) {
      append(" ", 1);
    } else if (space > 0) {
      end_line();
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
    if (run_kind_ != kind_) end_run();
    run_kind_ = kind_;
    run_ += text;
    run_width_ += columns;
  }

  void end_run() {
    if (!run_.empty()) line_.text += painted(run_, run_kind_);
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
  std::string run_;  // of one kind, not yet painted
  std::size_t run_width_ = 0;
  Passage::Kind run_kind_ = Passage::kSame, kind_ = Passage::kSame;
  bool space_ = false;
};

std::vector<Line> wrapped(const std::vector<Piece>& pieces, std::size_t columns, const Paint& paint) {
  Wrapper wrapper(columns, paint);
  for (const Piece& piece : pieces) wrapper.add(piece);
  return wrapper.take();
}

void append_line(std::string& out, std::string line) {
  while (!line.empty() && line.back() == ' ') line.pop_back();
  out += line + "\n";
}

class Sheet {
 public:
  explicit Sheet(const DifferenceStyle& style)
      : paint_(style.paint),
        two_(style.columns >= kLeastForTwo),
        columns_(two_ ? (style.columns - 3) / 2 : style.columns - 2) {}

  void add(const Row& row) {
    const char* sign = row.sign();
    if (!two_) {
      for (const Line& line : wrapped(row.both, columns_, paint_))
        append_line(out_, fmt::format("{} {}", sign, line.text));
      return;
    }
    const std::vector<Line> left = wrapped(row.a, columns_, paint_), right = wrapped(row.b, columns_, paint_);
    for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
      const Line a = i < left.size() ? left[i] : Line{}, b = i < right.size() ? right[i] : Line{};
      append_line(out_, fmt::format("{}{} {} {}", a.text, std::string(columns_ - a.width, ' '), sign, b.text));
    }
  }

  void leave_out(std::size_t rows) {
    append_line(out_, paint_.dim(fmt::format("  ... {} sentences in both ...", grouped(rows))));
  }

  std::string take() { return std::move(out_); }

 private:
  Paint paint_;
  bool two_;
  std::size_t columns_;
  std::string out_;
};

}  // namespace

std::string difference_text(const Comparison& comparison, const Article& a, const Article& b,
                            const DifferenceStyle& style) {
  const std::vector<Row> rows = rows_of(comparison, a.text, b.text);
  std::vector<bool> shown(rows.size(), style.all);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].changed()) continue;
    const std::size_t end = std::min(rows.size(), i + kContext + 1);
    for (std::size_t near = i - std::min(i, kContext); near < end; ++near) shown[near] = true;
  }
  Sheet sheet(style);
  for (std::size_t i = 0; i < rows.size();) {
    std::size_t end = i;
    while (end < rows.size() && !shown[end]) ++end;
    // A line that says one sentence is left out is no shorter than most sentences.
    if (end - i > 1) {
      sheet.leave_out(end - i);
      i = end;
    } else {
      sheet.add(rows[i++]);
    }
  }
  return sheet.take();
}

}  // namespace newsecho::cli
