// anchors.h — pairs that share sampled shingles.
#pragma once

#include <cstdint>
#include <vector>

#include "base/parallel.h"
#include "newsecho/index.h"

namespace newsecho::index {

using AnchorsOf = absl::Span<const ShingleHash> (Signatures::*)(std::uint32_t) const;

// What the noise channel asks for, as options of the anchor channel.
IndexOptions for_noise(const IndexOptions& options);

// Returns the pairs that share enough anchors, ascending, each once.
std::vector<std::uint64_t> anchor_pairs(const Signatures& signatures, AnchorsOf anchors, const IndexOptions& options,
                                        const base::Workers& workers);

}  // namespace newsecho::index
