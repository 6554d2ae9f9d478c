#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/cpu.h"
#include "newsecho/sign.h"
#include "sign/kernels.h"

namespace newsecho {
namespace {

constexpr double kStandardErrors = 2;
// Probability that unequal minima are stored as equal lanes.
constexpr double kChance = 1.0 / 65536;

// E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
Estimate wilson(std::uint32_t hits, std::uint32_t samples) {
  Estimate e;
  e.samples = samples;
  if (samples == 0) return e;
  const double n = samples, p = hits / n, z2 = kStandardErrors * kStandardErrors;
  const double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half = kStandardErrors / (1 + z2 / n) * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  e.value = p;
  e.low = hits == 0 ? 0 : std::max(0.0, middle - half);
  e.high = hits == samples ? 1 : std::min(1.0, middle + half);
  return e;
}

double without_chance(double share) { return std::max(0.0, (share - kChance) / (1 - kChance)); }

}  // namespace

std::uint32_t equal_lanes(absl::Span<const std::uint16_t> a, absl::Span<const std::uint16_t> b) {
  assert(a.size() == b.size());
  return sign::kernels(active_kernel()).equal_lanes(a.data(), b.data(), std::min(a.size(), b.size()));
}

Estimate estimate_resemblance(absl::Span<const std::uint16_t> a, absl::Span<const std::uint16_t> b) {
  if (a.empty() || a.size() != b.size()) return {};
  Estimate e = wilson(equal_lanes(a, b), static_cast<std::uint32_t>(a.size()));
  e.value = without_chance(e.value);
  e.low = without_chance(e.low);
  e.high = without_chance(e.high);
  return e;
}

Estimate estimate_containment(absl::Span<const ShingleHash> a, absl::Span<const ShingleHash> b) {
  return wilson(intersection_size(a, b), static_cast<std::uint32_t>(a.size()));
}

}  // namespace newsecho
