// word_hash.h — 32 bits of a word. Words of up to 16 bytes, nearly all, take the same few steps whatever
// their length: a hash that branches on it is mispredicted every other word.
//
// Stable    the same on every CPU; part of the scheme.
// Source    the product folded is that of wyhash and XXH3 (Y. Collet, Wang Yi).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace newsecho::normalising {

constexpr std::size_t kShortWord = 16;

// Keeps the first `n` of the sixteen bytes of two little-endian words, for n in 1 to 16.
struct Shorten {
  std::array<std::array<std::uint64_t, 2>, kShortWord + 1> mask;
};

inline constexpr Shorten kShorten = [] {
  Shorten s{};
  for (std::size_t n = 0; n <= kShortWord; ++n) {
    for (std::size_t half = 0; half < 2; ++half) {
      const std::size_t bytes = n <= 8 * half ? 0 : n - 8 * half;
      s.mask[n][half] = bytes >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * bytes)) - 1;
    }
  }
  return s;
}();

// REQUIRES: 1 <= size <= kShortWord; sixteen bytes can be read at `word`. No word holds a zero byte, so that its
// length shows.
inline std::uint32_t hash_short_word(const char* word, std::size_t size) {
  __extension__ using Product = unsigned __int128;
  std::uint64_t half[2];
  std::memcpy(half, word, sizeof half);
  const auto& mask = kShorten.mask[size];
  // The upper bytes of these are no text's, so that no factor is zero.
  const std::uint64_t a = (half[0] & mask[0]) ^ 0xf9c66d3fa2b8e1c5u;
  const std::uint64_t b = (half[1] & mask[1]) ^ 0xfde3a9517d04b26bu;
  const Product product = Product{a} * b;
  std::uint64_t x = static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  x = (x ^ (x >> 29)) * 0x9e3779b97f4a7c15u;
  return static_cast<std::uint32_t>(x >> 32);
}

// REQUIRES: size >= 1.
inline std::uint32_t hash_word(const char* word, std::size_t size) {
  if (size > kShortWord) return static_cast<std::uint32_t>(XXH3_64bits(word, size));
  char padded[kShortWord] = {};
  std::memcpy(padded, word, size);
  return hash_short_word(padded, size);
}

}  // namespace newsecho::normalising
