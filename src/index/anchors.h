// anchors.h — pairs that share sampled shingles.
#pragma once

#include <cstdint>
#include <vector>

#include "base/lists.h"
#include "base/parallel.h"
#include "newsecho/index.h"

namespace newsecho::index {

using AnchorsOf = absl::Span<const ShingleHash> (Signatures::*)(std::uint32_t) const;

// What the noise channel asks for, as options of the anchor channel.
IndexOptions for_noise(const IndexOptions& options);

// Returns the pairs that share enough anchors, ascending, each once.
struct AnchorPairs {
  LargeVector<std::uint64_t> pairs;
  std::vector<ShingleHash> hot;  // anchors held by more articles than a full list has
};
AnchorPairs anchor_pairs(const Signatures& signatures, AnchorsOf anchors, const IndexOptions& options,
                         const base::Workers& workers);

// The anchors of each row that are not hot: what it does not share with a whole form or footer.
class OwnAnchors {
 public:
  OwnAnchors(const Signatures& signatures, const std::vector<ShingleHash>& hot, const base::Workers& workers);

  // Returns whether both rows have anchors of their own and none in common: what made them a pair then is
  // only what very many articles hold, and verification would find a form.
  bool speak_against(std::uint32_t a, std::uint32_t b) const;

 private:
  absl::Span<const ShingleHash> of(std::uint32_t row) const { return ranges_[row / kRange][row % kRange]; }

  static constexpr std::size_t kRange = 4096;  // rows
  std::vector<base::Lists<ShingleHash>> ranges_;
};

}  // namespace newsecho::index
