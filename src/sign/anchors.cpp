#include <algorithm>
#include <cstddef>

#include "newsecho/sign.h"
#include "sign/sample.h"

namespace newsecho {
namespace {

constexpr std::size_t kRound = 512;

}  // namespace

void anchors_into(absl::Span<const ShingleHash> shingles, std::uint32_t modulus, std::vector<ShingleHash>& out) {
  const sign::Sample sample(modulus);
  out.clear();
  ShingleHash kept[kRound];
  for (std::size_t done = 0; done < shingles.size(); done += kRound) {
    const std::size_t count = std::min(kRound, shingles.size() - done);
    std::size_t n = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const ShingleHash x = shingles[done + i];
      kept[n] = x;
      n += sample.keeps(x);
    }
    out.insert(out.end(), kept, kept + n);
  }
  sort_unique(out);
}

}  // namespace newsecho
