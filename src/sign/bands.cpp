#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

#include "base/hash.h"
#include "newsecho/sign.h"

namespace newsecho {

// Four lanes at a time are added to the state, which is then mixed: a bijection for one word of lanes, so
// bands of up to four rows have no false collisions within a band.
BandKey band_key(absl::Span<const std::uint16_t> rows, std::uint32_t band) {
  std::uint64_t state = base::mix((std::uint64_t{band} << 32) + rows.size() + 1);
  for (std::size_t i = 0; i < rows.size(); i += 4) {
    std::uint64_t word = 0;
    const std::size_t end = std::min(i + 4, rows.size());
    for (std::size_t j = i; j < end; ++j) word |= std::uint64_t{rows[j]} << (16 * (j - i));
    state = base::mix(state + word) * 0x9e3779b97f4a7c15u;
  }
  return base::mix(state);
}

void band_keys_into(absl::Span<const std::uint16_t> lanes, std::uint32_t rows, std::vector<BandKey>& out) {
  assert(rows >= 1);
  out.resize(rows == 0 ? 0 : lanes.size() / rows);
  for (std::size_t b = 0; b < out.size(); ++b) {
    out[b] = band_key(lanes.subspan(b * rows, rows), static_cast<std::uint32_t>(b));
  }
}

// Through logarithms: 1 - (1 - p)^b loses all digits for small p.
double band_collision_probability(double j, std::uint32_t rows, std::uint32_t bands) {
  const double p = std::pow(std::clamp(j, 0.0, 1.0), rows);
  if (bands == 0) return 0;
  if (p >= 1) return 1;
  return -std::expm1(bands * std::log1p(-p));
}

}  // namespace newsecho
