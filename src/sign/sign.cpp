#include "newsecho/sign.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>

#include "base/cpu.h"
#include "base/random.h"
#include "sign/kernels.h"

namespace newsecho {
namespace {

// Mixed shingles of one round; they stay in the first-level cache while the lanes pass over them.
constexpr std::size_t kRound = 512;

constexpr std::uint32_t kSpread = 0x9e3779b1u;

void store_into(const std::uint32_t* minima, absl::Span<std::uint16_t> lanes) {
  for (std::size_t i = 0; i < lanes.size(); ++i) lanes[i] = static_cast<std::uint16_t>((minima[i] * kSpread) >> 16);
}

}  // namespace

MinHasher::MinHasher(SignOptions options) : options_(options) {
  options_.k = std::clamp(options_.k, 1u, kMaxLanes);
  base::SplitMix64 random(options_.seed);
  key_ = random.next();
  const auto steps = static_cast<std::uint32_t>((options_.k + sign::kLaneStep - 1) / sign::kLaneStep);
  const std::uint32_t padded = steps * static_cast<std::uint32_t>(sign::kLaneStep);
  // Every lane has its own low bits, in an order the seed chooses.
  const std::uint32_t low_mask = std::bit_ceil(padded) - 1;
  const std::uint32_t order = static_cast<std::uint32_t>(random.next()) & low_mask;
  multipliers_.resize(padded);
  for (std::uint32_t i = 0; i < padded; ++i) {
    multipliers_[i] = (static_cast<std::uint32_t>(random.next()) & ~low_mask) | (i ^ order);
  }
}

void MinHasher::minima_into(absl::Span<const ShingleHash> shingles, std::uint32_t* minima) const {
  const sign::Kernels& run = sign::kernels(active_kernel());
  alignas(64) std::uint32_t mixed[2 * kRound];
  std::fill_n(minima, multipliers_.size(), ~0u);
  for (std::size_t done = 0; done < shingles.size(); done += kRound) {
    const std::size_t count = std::min(kRound, shingles.size() - done);
    run.mix_keyed(shingles.data() + done, count, key_, mixed);
    run.min_lanes(mixed, count, multipliers_.data(), multipliers_.size(), minima);
  }
}

bool MinHasher::sign_into(absl::Span<const ShingleHash> shingles, absl::Span<std::uint16_t> lanes) const {
  assert(lanes.size() == options_.k);
  if (shingles.empty()) {
    std::fill(lanes.begin(), lanes.end(), std::uint16_t{0});
    return false;
  }
  alignas(64) std::uint32_t minima[kMaxLanes];
  minima_into(shingles, minima);
  store_into(minima, lanes);
  return true;
}

Signature MinHasher::sign(absl::Span<const ShingleHash> shingles) const {
  Signature signature;
  if (shingles.empty()) return signature;
  signature.lanes.resize(options_.k);
  sign_into(shingles, absl::MakeSpan(signature.lanes));
  return signature;
}

Minima MinHasher::minima(absl::Span<const ShingleHash> shingles) const {
  Minima out;
  if (shingles.empty()) return out;
  out.lanes.resize(multipliers_.size());
  minima_into(shingles, out.lanes.data());
  out.lanes.resize(options_.k);
  return out;
}

Signature MinHasher::store(const Minima& minima) const {
  Signature signature;
  signature.lanes.resize(minima.lanes.size());
  store_into(minima.lanes.data(), absl::MakeSpan(signature.lanes));
  return signature;
}

void Minima::unite(const Minima& other) {
  if (lanes.empty()) {
    lanes = other.lanes;
    return;
  }
  assert(other.lanes.empty() || other.lanes.size() == lanes.size());
  for (std::size_t i = 0; i < other.lanes.size(); ++i) lanes[i] = std::min(lanes[i], other.lanes[i]);
}

}  // namespace newsecho
