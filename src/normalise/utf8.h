// utf8.h — UTF-8 in and out, one character at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace newsecho::normalising {

constexpr char32_t kReplacement = 0xFFFD;

// size is the bytes taken: at least one. An invalid one takes the maximal subpart of a
// well-formed sequence (Unicode 15, section 3.9), so that each stands for one U+FFFD.
struct Decoded {
  char32_t code_point;
  std::uint32_t size;
  bool valid;
};

// REQUIRES: pos < text.size().
inline Decoded decode(std::string_view text, std::size_t pos) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[pos + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t left = text.size() - pos;
  const auto continues = [&](std::size_t i) { return i < left && (byte(i) & 0xC0) == 0x80; };
  if (lead < 0xC2 || lead > 0xF4) return {kReplacement, 1, false};
  if (lead < 0xE0) {
    if (!continues(1)) return {kReplacement, 1, false};
    return {(lead & 0x1Fu) << 6 | (byte(1) & 0x3Fu), 2, true};
  }
  // The second byte's range excludes overlong forms, surrogates and what lies above U+10FFFF.
  unsigned char low = 0x80, high = 0xBF;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  if (left < 2 || byte(1) < low || byte(1) > high) return {kReplacement, 1, false};
  if (!continues(2)) return {kReplacement, 2, false};
  if (lead < 0xF0) return {(lead & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu), 3, true};
  if (!continues(3)) return {kReplacement, 3, false};
  return {(lead & 0x07u) << 18 | (byte(1) & 0x3Fu) << 12 | (byte(2) & 0x3Fu) << 6 | (byte(3) & 0x3Fu), 4, true};
}

// Writes one code point to `out` and returns its size; four bytes must be free.
inline std::size_t encode(char32_t cp, char* out) {
  if (cp < 0x80) {
    out[0] = static_cast<char>(cp);
    return 1;
  }
  if (cp < 0x800) {
    out[0] = static_cast<char>(0xC0 | cp >> 6);
    out[1] = static_cast<char>(0x80 | (cp & 0x3F));
    return 2;
  }
  if (cp < 0x10000) {
    out[0] = static_cast<char>(0xE0 | cp >> 12);
    out[1] = static_cast<char>(0x80 | (cp >> 6 & 0x3F));
    out[2] = static_cast<char>(0x80 | (cp & 0x3F));
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | cp >> 18);
  out[1] = static_cast<char>(0x80 | (cp >> 12 & 0x3F));
  out[2] = static_cast<char>(0x80 | (cp >> 6 & 0x3F));
  out[3] = static_cast<char>(0x80 | (cp & 0x3F));
  return 4;
}

// Start of the character that ends before `end`. REQUIRES: end > 0 and valid UTF-8.
inline std::size_t previous(std::string_view text, std::size_t end) {
  do {
    --end;
  } while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80);
  return end;
}

}  // namespace newsecho::normalising
