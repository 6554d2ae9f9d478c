#include <array>
#include <charconv>
#include <optional>

#include "newsecho/read.h"

namespace newsecho {

namespace {

// Reads what is at the front and moves on; every reader leaves the text alone when it does not fit.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  bool done() const { return text_.empty(); }
  char front() const { return text_.empty() ? '\0' : text_.front(); }
  std::string_view rest() const { return text_; }
  void skip(std::size_t n) { text_.remove_prefix(n); }

  bool take(char c) {
    if (front() != c) {
      return false;
    }
    text_.remove_prefix(1);
    return true;
  }
  void spaces() {
    while (front() == ' ' || front() == ',' || front() == '\t') {
      text_.remove_prefix(1);
    }
  }
  std::optional<std::int64_t> digits(std::size_t least, std::size_t most) {
    std::size_t n = 0;
    std::int64_t value = 0;
    while (n < most && n < text_.size() && text_[n] >= '0' && text_[n] <= '9') {
      value = 10 * value + (text_[n++] - '0');
    }
    if (n < least) {
      return std::nullopt;
    }
    text_.remove_prefix(n);
    return value;
  }
  std::string_view letters() {
    std::size_t n = 0;
    while (n < text_.size() && ((text_[n] | 32) >= 'a' && (text_[n] | 32) <= 'z')) {
      ++n;
    }
    const std::string_view word = text_.substr(0, n);
    text_.remove_prefix(n);
    return word;
  }

 private:
  std::string_view text_;
};

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

std::int64_t month_of(std::string_view word) {
  if (word.size() < 3) {
    return 0;
  }
  for (std::size_t m = 0; m < kMonths.size(); ++m) {
    bool same = true;
    for (std::size_t i = 0; i < 3; ++i) {
      same = same && (word[i] | 32) == kMonths[m][i];
    }
    if (same) {
      return static_cast<std::int64_t>(m) + 1;
    }
  }
  return 0;
}

// Days since 1970-01-01 of a proleptic Gregorian date. Source: H. Hinnant, "chrono-compatible low-level
// date algorithms", 2013.
std::int64_t days_from_civil(std::int64_t y, std::int64_t m, std::int64_t d) {
  y -= m <= 2 ? 1 : 0;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t yoe = y - era * 400;
  const std::int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  const std::int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + doe - 719468;
}

std::int64_t days_in(std::int64_t y, std::int64_t m) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
  return m == 2 && leap ? 29 : kDays[static_cast<std::size_t>(m - 1)];
}

struct Clock {
  std::int64_t seconds = 0;
};

// "+02:00", "-0500", "+02", "Z", "GMT", "GMT+0200", "EST"; seconds east of UTC.
std::int64_t zone(Cursor& at) {
  at.spaces();
  for (const std::string_view universal : {"GMT", "UTC"}) {
    if (at.rest().substr(0, universal.size()) == universal) {
      at.skip(universal.size());
    }
  }
  const char sign = at.front();
  if (sign == '+' || sign == '-') {
    at.skip(1);
    const auto hours = at.digits(2, 2);
    at.take(':');
    const auto minutes = at.digits(2, 2);
    const std::int64_t east = hours.value_or(0) * 3600 + minutes.value_or(0) * 60;
    return sign == '-' ? -east : east;
  }
  const std::string_view name = at.letters();
  struct Named {
    std::string_view name;
    int hours;
  };
  constexpr std::array<Named, 8> kNamed = {
      {{"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}}};
  for (const Named& n : kNamed) {
    if (n.name == name) {
      return n.hours * 3600;
    }
  }
  return 0;
}

// "PM", "a.m.": the hour by 24 of an hour by 12.
std::int64_t half_of_day(Cursor& at, std::int64_t hours) {
  at.spaces();
  const char first = static_cast<char>(at.front() | 32);
  const std::string_view rest = at.rest();
  const std::size_t m = rest.size() > 1 && rest[1] == '.' ? 2 : 1;
  if ((first != 'a' && first != 'p') || rest.size() <= m || (rest[m] | 32) != 'm' || hours < 1 || hours > 12) {
    return hours;
  }
  at.skip(m + 1);
  at.take('.');
  return hours % 12 + (first == 'p' ? 12 : 0);
}

std::optional<Clock> clock(Cursor& at) {
  const auto hours = at.digits(1, 2);
  if (!hours || *hours > 24 || !at.take(':')) {
    return std::nullopt;
  }
  const auto minutes = at.digits(2, 2);
  if (!minutes || *minutes > 59) {
    return std::nullopt;
  }
  std::int64_t seconds = 0;
  if (at.take(':')) {
    seconds = at.digits(1, 2).value_or(0);
    if (at.take('.') || at.take(',')) {
      (void)at.digits(0, at.rest().size());
    }
  }
  if (seconds > 60) {
    return std::nullopt;
  }
  return Clock{half_of_day(at, *hours) * 3600 + *minutes * 60 + seconds - zone(at)};
}

Published make(std::int64_t y, std::int64_t m, std::int64_t d, const std::optional<Clock>& time) {
  if (y < 1000 || y > 9999 || m < 1 || m > 12 || d < 1 || d > days_in(y, m)) {
    return {};
  }
  const std::int64_t midnight = 86400 * days_from_civil(y, m, d);
  return time ? Published{midnight + time->seconds, Precision::kTime} : Published{midnight, Precision::kDay};
}

// 2026-03-01, 2026/03/01, with "T" or a space before the time.
Published iso(Cursor at) {
  const auto y = at.digits(4, 4);
  const char separator = at.front();
  if (!y || (separator != '-' && separator != '/' && separator != '.')) {
    return {};
  }
  at.skip(1);
  const auto m = at.digits(1, 2);
  if (!m || !at.take(separator)) {
    return {};
  }
  const auto d = at.digits(1, 2);
  if (!d) {
    return {};
  }
  if (!at.take('T') && !at.take('t')) {
    at.spaces();
  }
  return make(*y, *m, *d, clock(at));
}

// 20260313, 20260313T101500Z, 20260313101500.
Published stamp(Cursor at) {
  const auto day = at.digits(8, 8);
  if (!day) {
    return {};
  }
  at.take('T');
  std::optional<Clock> time;
  if (const auto t = at.digits(6, 6)) {
    const std::int64_t hours = *t / 10000, minutes = *t / 100 % 100, seconds = *t % 100;
    const bool longer = at.front() >= '0' && at.front() <= '9';  // a count of microseconds, not a stamp
    if (longer || hours > 24 || minutes > 59 || seconds > 60) {
      return {};
    }
    time = Clock{hours * 3600 + minutes * 60 + seconds - zone(at)};
  } else if (!at.done()) {
    return {};
  }
  return make(*day / 10000, *day / 100 % 100, *day % 100, time);
}

// 26-FEB-1987 15:01:01.79, Tue, 03 Mar 2026 10:00:00 +0100, 3 March 2026, March 3, 2026.
Published named(Cursor at) {
  std::string_view word = at.letters();
  std::int64_t month = month_of(word);
  if (!word.empty() && at.front() == '.') {
    at.skip(1);
  }
  const bool weekday = !word.empty() && (at.front() == ',' || month == 0);
  at.spaces();
  if (weekday && !(word = at.letters()).empty()) {
    month = month_of(word);
    at.spaces();
  } else if (weekday) {
    month = 0;
  }
  const auto d = at.digits(1, 2);
  if (!d) {
    return {};
  }
  if (at.front() != '-' && at.front() != '/' && at.front() != ' ' && at.front() != ',') {
    (void)at.letters();  // 3rd
  }
  while (at.take('-') || at.take('/') || at.take(' ') || at.take(',')) {
  }
  if (month == 0) {
    month = month_of(at.letters());
    while (at.take('-') || at.take('/') || at.take(' ') || at.take(',') || at.take('.')) {
    }
  }
  const auto y = at.digits(4, 4);
  if (month == 0 || !y) {
    return {};
  }
  at.spaces();
  if (at.letters() == "at") {
    at.spaces();
  }
  return make(*y, month, *d, clock(at));
}

// Seconds, milli-, micro- or nanoseconds since 1970, with a fraction or without.
Published epoch(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    return {};
  }
  for (int step = 0; step < 3 && value > 1e11; ++step) {
    value /= 1000;
  }
  // Below lies a year, a day without dashes or another small number, beyond no year of four digits, NaN nowhere.
  if (!(value >= 1e8 && value <= 1e11)) {
    return {};
  }
  return {static_cast<std::int64_t>(value), Precision::kTime};
}

}  // namespace

Published parse_date(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t')) {
    text.remove_suffix(1);
  }
  if (text.size() < 6 || text.size() > 64) {
    return {};
  }
  for (const auto form : {iso, stamp, named}) {
    if (const Published p = form(Cursor(text)); p.known()) {
      return p;
    }
  }
  return epoch(text);
}

}  // namespace newsecho
