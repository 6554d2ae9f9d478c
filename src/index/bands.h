// bands.h — pairs that fall into one bucket of a band.
#pragma once

#include <cstdint>
#include <vector>

#include "index/pairs.h"
#include "index/postings.h"
#include "newsecho/index.h"

namespace newsecho::index {

// The pairs of all bands, ascending, each once in a list.
struct BandPairs {
  LargeVector<std::uint64_t> full;  // of members of one list
  LargeVector<std::uint64_t> hot;   // of members of a hot list with its representatives
};
BandPairs band_pairs(const Signatures& signatures, const IndexOptions& options, const base::Workers& workers);

// Returns the rows of smallest rank in a list.
std::vector<std::uint32_t> representatives(const Signatures& signatures, const IndexOptions& options,
                                           absl::Span<const Posting> list);

}  // namespace newsecho::index
