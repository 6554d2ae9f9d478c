// occurrence.h — a shingle and where it stands, in one number.
//
// Bits      63..24 the upper 40 bits of the shingle's hash, 23..0 its position.
// Error     two different shingles of two articles of n shingles are taken for one with probability
//           n²/2⁴⁰, one in ten million at n = 350: enough to compare a pair, not for a global index.
#pragma once

#include <cstdint>

namespace newsecho::verify_detail {

inline constexpr unsigned kPositionBits = 24;
inline constexpr std::uint64_t kMostPositions = std::uint64_t{1} << kPositionBits;

inline std::uint64_t occurrence(std::uint64_t shingle, std::uint32_t position) {
  return (shingle & ~(kMostPositions - 1)) | position;
}
inline std::uint64_t shingle_of(std::uint64_t occurrence) { return occurrence >> kPositionBits; }
inline std::uint32_t position_of(std::uint64_t occurrence) {
  return static_cast<std::uint32_t>(occurrence & (kMostPositions - 1));
}

}  // namespace newsecho::verify_detail
