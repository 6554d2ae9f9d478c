// hash.h — the two hashes everything is built on: XXH3 for bytes, a full-avalanche mix for integers.
//
// Stable    the same on every CPU; part of the scheme.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace newsecho::base {

inline std::uint64_t hash_bytes(const void* data, std::size_t size, std::uint64_t seed = 0) {
  return XXH3_64bits_withSeed(data, size, seed);
}

inline std::uint64_t hash_text(std::string_view text, std::uint64_t seed = 0) {
  return hash_bytes(text.data(), text.size(), seed);
}

inline constexpr std::uint64_t kMix1 = 0xbf58476d1ce4e5b9ULL;
inline constexpr std::uint64_t kMix2 = 0x94d049bb133111ebULL;

// A bijection with full avalanche. Source: D. Stafford's variant 13 of the MurmurHash3 finalizer.
inline std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 30;
  x *= kMix1;
  x ^= x >> 27;
  x *= kMix2;
  x ^= x >> 31;
  return x;
}

inline std::uint64_t combine(std::uint64_t a, std::uint64_t b) { return mix(a + 0x9e3779b97f4a7c15ULL * (b + 1)); }

}  // namespace newsecho::base
