#include <algorithm>
#include <cstddef>
#include <limits>

#include "newsecho/sign.h"

namespace newsecho {
namespace {

// Another product than the lanes' mix, so that being an anchor says nothing about being a minimum.
constexpr std::uint64_t kSample = 0xd1b54a32d192ed03u;
constexpr std::size_t kRound = 512;

}  // namespace

void anchors_into(absl::Span<const ShingleHash> shingles, std::uint32_t modulus, std::vector<ShingleHash>& out) {
  const std::uint64_t limit = std::numeric_limits<std::uint64_t>::max() / std::max(modulus, 1u);
  out.clear();
  ShingleHash kept[kRound];
  for (std::size_t done = 0; done < shingles.size(); done += kRound) {
    const std::size_t count = std::min(kRound, shingles.size() - done);
    std::size_t n = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const ShingleHash x = shingles[done + i];
      kept[n] = x;
      n += (x ^ (x >> 32)) * kSample <= limit;
    }
    out.insert(out.end(), kept, kept + n);
  }
  sort_unique(out);
}

}  // namespace newsecho
