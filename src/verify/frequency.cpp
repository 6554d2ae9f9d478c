#include <algorithm>
#include <atomic>
#include <bit>

#include "base/hash.h"
#include "newsecho/verify.h"

namespace newsecho {

namespace {

constexpr std::uint64_t kLeastCounters = 1u << 16;
constexpr std::uint64_t kMostCounters = 1u << 28;
constexpr std::uint8_t kSaturated = 15;

}  // namespace

// Two counters a shingle, the smaller counts: a count-min sketch. Source: G. Cormode,
// S. Muthukrishnan, 2005.
StoryFrequency::StoryFrequency(std::uint64_t expected_shingles)
    : mask_(std::bit_ceil(std::clamp(4 * expected_shingles, kLeastCounters, kMostCounters)) - 1),
      counters_(mask_ + 1, 0) {}

void StoryFrequency::add(const Document& story) {
  for (std::size_t i = 0; i < story.shingles.size(); ++i) {
    const std::uint64_t h = base::mix(story.shingle(i));
    for (const std::uint64_t at : {h & mask_, (h >> 32 ^ h << 7) & mask_}) {
      std::atomic_ref<std::uint8_t> counter(counters_[at]);
      if (counter.load(std::memory_order_relaxed) < 200) {
        counter.fetch_add(1, std::memory_order_relaxed);
      }
    }
  }
}

void StoryFrequency::merge(const StoryFrequency& other) {
  for (std::size_t i = 0; i < counters_.size(); ++i) {
    counters_[i] = static_cast<std::uint8_t>(std::min(200, counters_[i] + other.counters_[i]));
  }
}

std::uint32_t StoryFrequency::of(std::uint64_t shingle) const {
  const std::uint64_t h = base::mix(shingle);
  return std::min({counters_[h & mask_], counters_[(h >> 32 ^ h << 7) & mask_], kSaturated});
}

std::uint64_t StoryFrequency::id() const {
  // What lies above saturation depends on nothing that decides: leave it out.
  std::uint64_t id = mask_;
  for (std::size_t i = 0; i < counters_.size(); i += 8) {
    std::uint64_t eight = 0;
    for (std::size_t j = 0; j < 8; ++j) {
      eight = eight << 8 | std::min(counters_[i + j], kSaturated);
    }
    if (eight != 0) {
      id = base::combine(id, eight ^ i);
    }
  }
  return id;
}

}  // namespace newsecho
