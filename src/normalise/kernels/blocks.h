// blocks.h — what the vector kernels do alike, once a block of 64 bytes is known bit by bit.
//
// A block type B has, each a bit a byte: equal(c), below(c) as unsigned, between(first, last), wide(), any_of five
// characters with different lower halves; and lower(upper, out), which writes 64 bytes with those in `upper` lowered.
#pragma once

#include <bit>
#include <cstring>

#include "normalise/kernels/kernels.h"

#define NEWSECHO_INLINE inline __attribute__((always_inline))

namespace newsecho::normalising {

// For any_of(): each character stands at its lower half; in all other places stands one with another lower half.
struct CharacterSet {
  alignas(16) char at[16];
};

constexpr CharacterSet character_set(const char* characters) {
  CharacterSet set{};
  for (char& c : set.at) c = 1;
  set.at[1] = 2;
  for (; *characters != 0; ++characters) set.at[*characters & 15] = *characters;
  return set;
}

inline constexpr CharacterSet kMarks = character_set(".!?\"\n");
inline constexpr CharacterSet kSteps = character_set("&`\x7f");  // where lower_run always stops

template <class B>
NEWSECHO_INLINE ByteKinds kinds_of_block(const B& b) {
  return {b.between('a', 'z') | b.between('A', 'Z') | b.between('0', '9'), b.any_of(kMarks), b.wide(), 0};
}

// Where lower_run stops in a block; bits of bytes that do not exist may be set. `before` is the character in front
// of the block, `after` the one behind it, a line feed where there is none.
template <class B>
NEWSECHO_INLINE std::uint64_t stops_in_block(const B& b, char before, char after) {
  const std::uint64_t lines = b.equal('\n');
  const std::uint64_t ends = lines | b.equal('\r');
  const std::uint64_t spaces = b.equal(' ');
  const std::uint64_t quotes = b.equal('\'');
  const std::uint64_t last_ends = after == '\n' || after == '\r' ? std::uint64_t{1} << 63 : 0;
  return b.wide() | (b.below(' ') & ~lines) | b.any_of(kSteps) | (spaces & (spaces << 1 | (before == ' ' ? 1 : 0))) |
         (quotes & (quotes << 1 | (before == '\'' ? 1 : 0))) | (b.equal('-') & (ends >> 1 | last_ends));
}

template <class B>
NEWSECHO_INLINE std::size_t lower_run_of(const char* in, std::size_t n, char* out, char before) {
  std::size_t i = 0;
  for (; i + 64 <= n; i += 64) {
    const B b(in + i);
    b.lower(b.between('A', 'Z'), out + i);
    const std::uint64_t stops = stops_in_block(b, before, i + 64 < n ? in[i + 64] : '\n');
    if (stops != 0) return i + static_cast<std::size_t>(std::countr_zero(stops));
    before = in[i + 63];  // what matters of it has no case
  }
  if (i == n) return n;
  // A line feed in all places behind the end: a hyphen there stands before a line's end.
  char rest[64];
  std::memset(rest, '\n', sizeof rest);
  std::memcpy(rest, in + i, n - i);
  const B b(rest);
  b.lower(b.between('A', 'Z'), out + i);
  const std::uint64_t stops = stops_in_block(b, before, '\n') | ~std::uint64_t{0} << (n - i);
  return i + static_cast<std::size_t>(std::countr_zero(stops));
}

template <class B>
NEWSECHO_INLINE bool kinds_of_blocks(const char* text, std::size_t n, ByteKinds* kinds) {
  std::uint64_t any_wide = 0;
  std::size_t i = 0;
  for (; i + 64 <= n; i += 64) {
    kinds[i / 64] = kinds_of_block(B(text + i));
    any_wide |= kinds[i / 64].wide;
  }
  if (i < n) {
    char rest[64] = {};
    std::memcpy(rest, text + i, n - i);
    kinds[i / 64] = kinds_of_block(B(rest));
    any_wide |= kinds[i / 64].wide;
  }
  return any_wide != 0;
}

}  // namespace newsecho::normalising
