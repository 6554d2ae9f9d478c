// Inner loops of verification: plain pointers in and out, one function a kernel, same bits from all.
#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "base/cpu.h"

namespace newsecho::verify_detail {

// A set of shingles: keys ascending, each once, and what belongs to each key.
struct Keyed {
  const std::uint32_t* keys;
  const std::uint32_t* values;
  std::size_t size;
};

// Room behind the result that a kernel may write to.
inline constexpr std::size_t kMatchSlack = 16;

// Finds the keys in both sets; writes their values, in the order of the keys, to of_a and of_b, which have room
// for the smaller set and kMatchSlack more. Returns how many there are.
using Match = std::size_t (*)(const Keyed& a, const Keyed& b, std::uint32_t* of_a, std::uint32_t* of_b);

// Returns how many keys, ascending and each once, are in both sets.
using CountShared = std::size_t (*)(const std::uint32_t* a, std::size_t size_a, const std::uint32_t* b,
                                    std::size_t size_b);

// Returns how many of the first n entries are equal, up to the first that are not.
using EqualRun = std::size_t (*)(const std::uint32_t* a, const std::uint32_t* b, std::size_t n);

// Returns how many of n bytes have, of the bits in `mask`, those in `set` set and the others not.
using CountFlags = std::size_t (*)(const std::uint8_t* bytes, std::size_t n, std::uint8_t mask, std::uint8_t set);

// Returns the function of a kernel; scalar where that kernel has none of its own.
// REQUIRES: the CPU can run it.
Match match(Kernel kernel);
CountShared count_shared(Kernel kernel);
EqualRun equal_run(Kernel kernel);
CountFlags count_flags(Kernel kernel);

// How many keys two ascending sets share, by the kernel in use.
inline std::size_t shared_keys(absl::Span<const std::uint32_t> a, absl::Span<const std::uint32_t> b) {
  return count_shared(active_kernel())(a.data(), a.size(), b.data(), b.size());
}

}  // namespace newsecho::verify_detail
