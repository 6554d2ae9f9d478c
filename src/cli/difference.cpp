#include "cli/difference.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "cli/wrap.h"
#include "fmt/format.h"

namespace newsecho::cli {
namespace {

constexpr std::size_t kLeastForTwo = 76;     // columns; below, lines of two texts are too short to read
constexpr std::size_t kWidestColumn = 78;    // longer lines are hard to follow
constexpr std::size_t kContext = 1;          // unchanged rows shown on either side of a difference
constexpr std::size_t kMostOfOne = 7;        // rows only one text has, in a row, before some are left out
constexpr std::size_t kHead = 3, kTail = 2;  // of them are shown then
constexpr std::size_t kMostLines = 24;       // of one row
constexpr std::size_t kHeadLines = 12, kTailLines = 4;

// One or more sentences of both texts that belong side by side.
struct Row {
  std::vector<Piece> a, b, both;  // both: in the order of the passages, for one column
  char sign = ' ';
};

char sign_of(const Row& row) {
  const auto has = [&](Passage::Kind kind) {
    return std::any_of(row.both.begin(), row.both.end(),
                       [&](const Piece& p) { return p.kind == kind && p.fact != Passage::kBoilerplate; });
  };
  if (std::all_of(row.both.begin(), row.both.end(), [](const Piece& p) { return p.fact == Passage::kBoilerplate; })) {
    return '.';
  }
  const bool same = has(Passage::kSame), only_a = has(Passage::kOnlyA), only_b = has(Passage::kOnlyB);
  if (!same && !only_a && !only_b) return '~';
  if (row.a.empty()) return '>';
  if (row.b.empty()) return '<';
  return only_a || only_b || has(Passage::kMovedA) || has(Passage::kMovedB) ? '|' : ' ';
}

std::vector<Row> rows_of(const Comparison& comparison, std::string_view text_a, std::string_view text_b) {
  std::vector<Row> rows;
  bool fresh = true;
  for (const Passage& p : comparison.passages) {
    if (fresh) rows.emplace_back();
    fresh = p.ends_sentence;
    Row& row = rows.back();
    const std::string a = safe(text_a.substr(p.a_begin, p.a_end - p.a_begin));
    const std::string b = safe(text_b.substr(p.b_begin, p.b_end - p.b_begin));
    if (!a.empty()) row.a.push_back({p.kind, p.fact, a});
    if (!b.empty()) row.b.push_back({p.kind, p.fact, b});
    if (!a.empty() || !b.empty()) row.both.push_back({p.kind, p.fact, a.empty() ? b : a});
  }
  rows.erase(std::remove_if(rows.begin(), rows.end(), [](const Row& row) { return row.both.empty(); }), rows.end());
  for (Row& row : rows) row.sign = sign_of(row);
  return rows;
}

void append_line(std::string& out, std::string line) {
  while (!line.empty() && line.back() == ' ') line.pop_back();
  out += line + "\n";
}

class Sheet {
 public:
  explicit Sheet(const DifferenceStyle& style)
      : style_(style),
        two_(style.columns >= kLeastForTwo),
        columns_(two_ ? std::min(kWidestColumn, (style.columns - 3) / 2) : style.columns - 2) {}

  void add_heads(const std::string& a, const std::string& b) {
    if (two_) {
      const std::string left = fit("A  " + a, columns_), right = fit("B  " + b, columns_);
      append_line(out_,
                  style_.paint.bold(left) + std::string(columns_ - width(left) + 3, ' ') + style_.paint.bold(right));
    }
    const std::string legend =
        two_ ? "| changed   < only in A   > only in B   ~ at another place"
             : wrapped("| changed, < only in A, > only in B, ~ at another place", style_.columns, 0);
    append_line(out_, style_.paint.dim(legend));
  }

  void add(const Row& row) {
    if (!two_) {
      add_lines(wrapped(row.both, columns_, style_.paint), {}, row.sign);
    } else {
      add_lines(wrapped(row.a, columns_, style_.paint), wrapped(row.b, columns_, style_.paint), row.sign);
    }
  }

  // "… 12 equal sentences …", under the text they are of.
  void leave_out(std::size_t rows, char sign) {
    const std::string what = sign == '.' ? counted(rows, "line of the site", "lines of the sites")
                                         : counted(rows, sign == ' ' ? "equal sentence" : "more sentence");
    const char* where = sign == '<'   ? " only in A"
                        : sign == '>' ? " only in B"
                        : sign == '~' ? " at another place"
                                      : "";
    note(fmt::format("… {}{} …", what, where), sign);
  }

  std::string take() { return std::move(out_); }

 private:
  void add_lines(const std::vector<Line>& left, const std::vector<Line>& right, char sign) {
    const std::size_t lines = std::max(left.size(), right.size());
    const bool cut = !style_.all && lines > kMostLines;
    for (std::size_t i = 0; i < lines; ++i) {
      if (cut && i == kHeadLines) {
        note(fmt::format("… {} more …", counted(lines - kHeadLines - kTailLines, "line")), sign);
        i = lines - kTailLines;
      }
      const Line a = i < left.size() ? left[i] : Line{}, b = i < right.size() ? right[i] : Line{};
      if (two_) {
        append_line(out_, fmt::format("{}{} {} {}", a.text, std::string(columns_ - a.width, ' '), sign, b.text));
      } else {
        append_line(out_, fmt::format("{} {}", sign, a.text));
      }
    }
  }

  void note(const std::string& text, char sign) {
    const std::size_t indent = two_ && sign == '>' ? columns_ + 3 : two_ ? 0 : 2;
    append_line(out_, std::string(indent, ' ') + style_.paint.dim(fit(text, style_.columns - indent)));
  }

  DifferenceStyle style_;
  bool two_;
  std::size_t columns_;
  std::string out_;
};

// Which rows are shown: those near a difference, and of many that one text has alone the first and last.
std::vector<bool> shown_rows(const std::vector<Row>& rows) {
  std::vector<bool> shown(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].sign == ' ' || rows[i].sign == '.') continue;
    const std::size_t end = std::min(rows.size(), i + kContext + 1);
    for (std::size_t near = i - std::min(i, kContext); near < end; ++near) shown[near] = true;
  }
  for (std::size_t i = 0; i < rows.size();) {
    std::size_t end = i;
    while (end < rows.size() && rows[end].sign == rows[i].sign) ++end;
    std::size_t from = i, to = i;  // left out
    if (rows[i].sign == '.') {
      to = end;
    } else if (rows[i].sign != ' ' && rows[i].sign != '|' && end - i > kMostOfOne) {
      from = i + kHead;
      to = end - kTail;
    }
    for (; from < to; ++from) shown[from] = false;
    i = end;
  }
  return shown;
}

}  // namespace

std::string difference_text(const Comparison& comparison, const Article& a, const Article& b,
                            const DifferenceStyle& style) {
  const std::vector<Row> rows = rows_of(comparison, a.text, b.text);
  const std::vector<bool> shown = style.all ? std::vector<bool>(rows.size(), true) : shown_rows(rows);
  Sheet sheet(style);
  const auto name = [](const Article& x) { return safe(x.site.empty() ? x.id : x.site); };
  sheet.add_heads(name(a), name(b));
  for (std::size_t i = 0; i < rows.size();) {
    std::size_t end = i;
    while (end < rows.size() && !shown[end] && rows[end].sign == rows[i].sign) ++end;
    // A line that says one sentence is left out is no shorter than most sentences.
    if (end - i > 1 || (end > i && rows[i].sign == '.')) {
      sheet.leave_out(end - i, rows[i].sign);
      i = end;
    } else {
      sheet.add(rows[i++]);
    }
  }
  return sheet.take();
}

}  // namespace newsecho::cli
