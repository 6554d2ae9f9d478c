#include "normalise/numbers.h"

#include <array>

namespace newsecho::normalising {
namespace {

constexpr int kMaxDigits = 18;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_wide(char c) { return static_cast<unsigned char>(c) >= 0x80; }

struct Scale {
  std::string_view word;
  int exponent;
  bool attached_only;  // too short to be believed behind a space
};

constexpr std::array<Scale, 15> kScales = {{{"k", 3, true},
                                            {"thousand", 3, false},
                                            {"m", 6, true},
                                            {"mn", 6, false},
                                            {"mln", 6, false},
                                            {"million", 6, false},
                                            {"millions", 6, false},
                                            {"b", 9, true},
                                            {"bn", 9, false},
                                            {"bln", 9, false},
                                            {"billion", 9, false},
                                            {"billions", 9, false},
                                            {"tn", 12, false},
                                            {"trn", 12, false},
                                            {"trillion", 12, false}}};

int read_scale(std::string_view text, std::size_t pos) {
  bool attached = true;
  if (pos + 1 < text.size() && (text[pos] == ' ' || text[pos] == '-')) {
    attached = false;
    ++pos;
  }
  std::size_t end = pos;
  while (end < text.size() && end - pos < 10 && is_letter(text[end])) ++end;
  if (end == pos || (end < text.size() && (is_letter(text[end]) || is_digit(text[end]) || is_wide(text[end]))))
    return 0;
  const std::string_view word = text.substr(pos, end - pos);
  for (const Scale& scale : kScales) {
    if (scale.word == word && (attached || !scale.attached_only)) return scale.exponent;
  }
  return 0;
}

// Digits gathered left to right.
class Digits {
 public:
  void add_integer(std::string_view digits) {
    for (const char c : digits) {
      if (!add(c)) ++exponent_;
    }
  }
  void add_decimals(std::string_view digits) {
    for (const char c : digits) {
      if (add(c)) --exponent_;
    }
  }
  std::int64_t mantissa() const { return mantissa_; }
  std::int32_t exponent() const { return exponent_; }

 private:
  bool add(char c) {
    if (count_ == kMaxDigits) return false;
    if (count_ > 0 || c != '0') ++count_;  // leading zeros are not counted
    mantissa_ = mantissa_ * 10 + (c - '0');
    return true;
  }

  std::int64_t mantissa_ = 0;
  std::int32_t exponent_ = 0;
  int count_ = 0;
};

class Reader {
 public:
  Reader(std::string_view text, std::size_t pos, const std::function<bool(std::size_t)>& is_group_space)
      : text_(text), is_group_space_(is_group_space), first_(run(pos)) {}

  WrittenNumber read() {
    end_ = first_.end;
    digits_.add_integer(piece(first_));
    if (end_ < text_.size()) groups();
    WrittenNumber number;
    number.mantissa = digits_.mantissa();
    number.exponent = digits_.exponent() + read_scale(text_, end_);
    number.end = end_;
    return number;
  }

 private:
  struct Piece {
    std::size_t begin;
    std::size_t end;
    std::size_t size() const { return end - begin; }
  };

  Piece run(std::size_t pos) const {
    std::size_t end = pos;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    return {pos, end};
  }
  std::string_view piece(Piece p) const { return text_.substr(p.begin, p.size()); }

  // The digits behind separator `mark` at `pos`; empty if it does not stand there.
  Piece behind(std::size_t pos, char mark) const {
    if (pos >= text_.size() || text_[pos] != mark) return {pos, pos};
    if (mark == ' ' && !is_group_space_(pos)) return {pos, pos};
    return run(pos + 1);
  }

  void groups() {
    const char mark = text_[end_];
    if (mark != ',' && mark != '.' && mark != ' ') return;
    const Piece group = behind(end_, mark);
    if (group.size() == 0) return;
    const std::size_t count = thousands(mark, group);
    const bool repeats = behind(group.end, mark).size() != 0;
    if (count != 0) {
      take_groups(mark, count);
      if (mark == ' ') {
        if (!decimals('.')) decimals(',');
      } else {
        decimals(mark == ',' ? '.' : ',');
      }
    } else if (mark != ' ' && !repeats) {
      decimals(mark);
    }
  }

  // How many groups behind `mark` are thousands.
  std::size_t thousands(char mark, Piece group) const {
    const std::size_t lead = first_.size();
    if (lead > 3 || (text_[first_.begin] == '0')) return 0;
    std::size_t count = 0;
    std::size_t small = 0;  // groups of two as in 12,34,567
    for (Piece next = group; next.size() != 0; next = behind(next.end, mark)) {
      ++count;
      if (next.size() == 3) {
        if (small != 0) return behind(next.end, mark).size() == 0 ? count : 0;
        continue;
      }
      if (mark == ',' && next.size() == 2 && small + 1 == count && lead <= 2) {
        ++small;
        continue;
      }
      --count;
      break;
    }
    if (small != 0) return 0;
    const bool decimal_comma = mark == '.' && count == 1 && behind(group.end, ',').size() != 0;
    return mark == '.' && count == 1 && !decimal_comma ? 0 : count;
  }

  void take_groups(char mark, std::size_t count) {
    for (; count > 0; --count) {
      const Piece group = behind(end_, mark);
      digits_.add_integer(piece(group));
      end_ = group.end;
    }
  }

  bool decimals(char mark) {
    const Piece group = behind(end_, mark);
    if (group.size() == 0) return false;
    digits_.add_decimals(piece(group));
    end_ = group.end;
    return true;
  }

  std::string_view text_;
  const std::function<bool(std::size_t)>& is_group_space_;
  Piece first_;
  std::size_t end_ = 0;
  Digits digits_;
};

}  // namespace

WrittenNumber read_number(std::string_view text, std::size_t pos,
                          const std::function<bool(std::size_t)>& is_group_space) {
  return Reader(text, pos, is_group_space).read();
}

}  // namespace newsecho::normalising
