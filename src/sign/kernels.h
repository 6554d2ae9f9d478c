// Inner loops of the sign stage: plain pointers in and out, one function a kernel, same bits from all.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/cpu.h"

namespace newsecho::sign {

// Lanes are worked on in whole vectors of this many; callers pad.
inline constexpr std::size_t kLaneStep = 16;

// mixed[2i], mixed[2i + 1] = lower and upper half of base::mix(shingles[i] ^ key).
using MixKeyed = void (*)(const std::uint64_t* shingles, std::size_t count, std::uint64_t key, std::uint32_t* mixed);

// minima[l] = min(minima[l], upper + multipliers[l] * lower) over `count` mixed shingles.
// REQUIRES: lanes is a multiple of kLaneStep.
using MinLanes = void (*)(const std::uint32_t* mixed, std::size_t count, const std::uint32_t* multipliers,
                          std::size_t lanes, std::uint32_t* minima);

// Returns in how many positions a and b are equal.
using EqualLanes = std::uint32_t (*)(const std::uint16_t* a, const std::uint16_t* b, std::size_t lanes);

struct Kernels {
  MixKeyed mix_keyed;
  MinLanes min_lanes;
  EqualLanes equal_lanes;
};

// REQUIRES: the CPU can run `kernel`.
const Kernels& kernels(Kernel kernel);

}  // namespace newsecho::sign
