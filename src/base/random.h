// random.h — reproducible random numbers; the same sequence on every machine and library.
#pragma once

#include <cstdint>

#include "base/hash.h"

namespace newsecho::base {

// SplitMix64 (G. Steele, D. Lea, C. Flood, 2014). The state starts at a mixed seed: started at the seed
// itself, two seeds a multiple of the step apart would run through the same numbers.
class SplitMix64 {
 public:
  explicit SplitMix64(std::uint64_t seed) : state_(mix(seed ^ 0x6a09e667f3bcc909u)) {}
  std::uint64_t next() { return mix(state_ += 0x9e3779b97f4a7c15u); }

 private:
  std::uint64_t state_;
};

}  // namespace newsecho::base
