#include "read/mend.h"

#include <simdjson.h>

#include <array>
#include <cctype>
#include <cstdlib>

namespace newsecho::read {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// Length of the valid sequence at the front, 0 if there is none. Source: Unicode 15, table 3-7.
std::size_t sequence(std::string_view s) {
  const auto at = [&](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0u; };
  const auto follows = [&](std::size_t i) { return (at(i) & 0xC0) == 0x80; };
  const unsigned c = at(0);
  if (c < 0x80) {
    return 1;
  }
  if (c >= 0xC2 && c <= 0xDF) {
    return follows(1) ? 2 : 0;
  }
  if (c >= 0xE0 && c <= 0xEF) {
    const bool good = (c != 0xE0 || at(1) >= 0xA0) && (c != 0xED || at(1) < 0xA0);
    return good && follows(1) && follows(2) ? 3 : 0;
  }
  if (c >= 0xF0 && c <= 0xF4) {
    const bool good = (c != 0xF0 || at(1) >= 0x90) && (c != 0xF4 || at(1) < 0x90);
    return good && follows(1) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

// The value of \uXXXX at the front of `s`, -1 if it is none.
int escape(std::string_view s) {
  if (s.size() < 6 || s[0] != '\\' || s[1] != 'u') {
    return -1;
  }
  int value = 0;
  for (std::size_t i = 2; i < 6; ++i) {
    const auto c = static_cast<unsigned char>(s[i]);
    if (std::isxdigit(c) == 0) {
      return -1;
    }
    value = 16 * value + (std::isdigit(c) != 0 ? c - '0' : (c | 32) - 'a' + 10);
  }
  return value;
}

bool high(int unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool low(int unit) { return unit >= 0xDC00 && unit < 0xE000; }

// Copies one escape of a string; halves of surrogate pairs become U+FFFD. Returns the bytes read.
std::size_t mend_escape(std::string_view s, std::string& out) {
  const int unit = escape(s);
  if (high(unit) && low(escape(s.substr(6)))) {
    out.append(s.substr(0, 12));
    return 12;
  }
  if (high(unit) || low(unit)) {
    out.append("\\ufffd");
    return 6;
  }
  constexpr std::string_view kKnown = "\"\\/bfnrtu";
  if (s.size() < 2 || kKnown.find(s[1]) == std::string_view::npos || (s[1] == 'u' && unit < 0)) {
    out.append("\\\\");  // a backslash that begins nothing is one
    return 1;
  }
  out.append(s.substr(0, 2));
  return 2;
}

// Copies one number. What no 64-bit integer or double holds becomes a string: as an id it is as good. Returns the
// bytes read, 0 if there is no number here.
std::size_t mend_number(std::string_view s, std::string& out) {
  constexpr std::size_t kMostDigits = 18, kMostExponent = 2;
  std::size_t n = s[0] == '-' ? 1 : 0;
  std::size_t digits = 0, exponent = 0;
  bool fraction = false, raised = false;
  for (; n < s.size(); ++n) {
    const char c = s[n];
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      ++(raised ? exponent : digits);
    } else if (c == '.' && digits > 0 && !fraction && !raised) {
      fraction = true;
    } else if ((c == 'e' || c == 'E') && digits > 0 && !raised) {
      raised = true;
      n += n + 1 < s.size() && (s[n + 1] == '-' || s[n + 1] == '+') ? 1 : 0;
    } else {
      break;
    }
  }
  if (digits == 0) {
    return 0;
  }
  const bool fits = exponent <= kMostExponent && (fraction || raised || digits <= kMostDigits);
  out.append(fits ? "" : "\"").append(s.substr(0, n)).append(fits ? "" : "\"");
  return n;
}

}  // namespace

bool valid_utf8(std::string_view bytes) { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

std::string mend_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t n = sequence(text.substr(i));
    if (text[i] == '\0') {
      out.push_back(' ');
    } else if (n == 0) {
      out.append(kReplacement);
    } else {
      out.append(text.substr(i, n));
    }
    i += n == 0 ? 1 : n;
  }
  return out;
}

std::string mend_json(std::string_view record) {
  constexpr std::array<std::string_view, 3> kNoNumbers = {"NaN", "Infinity", "-Infinity"};
  std::string out;
  out.reserve(record.size() + 64);
  bool inside = false;  // of a string
  for (std::size_t i = 0; i < record.size();) {
    const std::string_view rest = record.substr(i);
    const auto c = static_cast<unsigned char>(rest[0]);
    std::size_t n = 1;
    if (c < 0x20) {
      out.push_back(' ');
    } else if (c >= 0x80) {
      n = sequence(rest);
      out.append(n == 0 ? kReplacement : rest.substr(0, n));
      n = n == 0 ? 1 : n;
    } else if (inside && c == '\\') {
      n = mend_escape(rest, out);
    } else if (const std::size_t number = inside ? 0 : mend_number(rest, out); number > 0) {
      n = number;
    } else {
      inside = c == '"' ? !inside : inside;
      for (const std::string_view word : kNoNumbers) {
        if (!inside && rest.substr(0, word.size()) == word) {
          out.append("null");
          n = 0;
          i += word.size();
          break;
        }
      }
      if (n == 1) {
        out.push_back(static_cast<char>(c));
      }
    }
    i += n;
  }
  return out;
}

}  // namespace newsecho::read
