// Inner loops of the shingle stage: plain pointers in and out, one function a kernel, same bits from all.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/cpu.h"

namespace newsecho::shingle {

// Numbers of one shingle width.
struct Window {
  std::uint32_t width;
  std::uint64_t start;              // the sum begins here: shingles of different widths differ
  const std::uint64_t* multiplier;  // `width` odd numbers
};

// out[i] = hash of tokens[i .. i + width) for i < count; reads count + width - 1 tokens.
using HashWindows = void (*)(const std::uint32_t* tokens, std::size_t count, const Window& window, std::uint64_t* out);

// Size of the intersection of two ascending sets without repeats.
using Intersect = std::uint32_t (*)(const std::uint64_t* a, std::size_t na, const std::uint64_t* b, std::size_t nb);

// Returns the function of a kernel; scalar where that kernel has none of its own.
// REQUIRES: the CPU can run it.
HashWindows hash_windows(Kernel kernel);
Intersect intersect(Kernel kernel);

}  // namespace newsecho::shingle
