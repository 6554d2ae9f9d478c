// pairs.h — pairs of rows as keys that sort by the smaller row, then the larger.
#pragma once

#include <cstdint>
#include <vector>

#include "base/parallel.h"

namespace newsecho::index {

inline std::uint64_t pair_key(std::uint32_t a, std::uint32_t b) {
  return a < b ? std::uint64_t{a} << 32 | b : std::uint64_t{b} << 32 | a;
}

// Brings ascending runs of keys, which may share some, together: ascending, each key once. The runs are used up.
std::vector<std::uint64_t> unite_runs(std::vector<std::vector<std::uint64_t>>&& runs, std::uint32_t rows,
                                      const base::Workers& workers);

}  // namespace newsecho::index
