// Integer mixing shared by the stages that hash hashes.
#pragma once

#include <cstdint>

namespace newsecho {

inline constexpr std::uint64_t kMix1 = 0xbf58476d1ce4e5b9u;
inline constexpr std::uint64_t kMix2 = 0x94d049bb133111ebu;

// A bijection of 64 bits with full avalanche (D. Stafford's 13th variant of MurmurHash3's finaliser).
constexpr std::uint64_t mix64(std::uint64_t x) {
  x = (x ^ (x >> 30)) * kMix1;
  x = (x ^ (x >> 27)) * kMix2;
  return x ^ (x >> 31);
}

// SplitMix64 (G. Steele, D. Lea, C. Flood, 2014). The state starts at a mixed seed: started at the seed
// itself, two seeds a multiple of the step apart would run through the same numbers.
class SplitMix64 {
 public:
  constexpr explicit SplitMix64(std::uint64_t seed) : state_(mix64(seed ^ 0x6a09e667f3bcc909u)) {}
  constexpr std::uint64_t next() { return mix64(state_ += 0x9e3779b97f4a7c15u); }

 private:
  std::uint64_t state_;
};

}  // namespace newsecho
