#include <algorithm>
#include <atomic>
#include <bit>

#include "newsecho/boilerplate.h"

namespace newsecho {

namespace {

constexpr std::uint8_t kRepeated = 3;
constexpr std::uint64_t kLeastCounters = 1u << 16;
constexpr std::uint64_t kMostCounters = 1u << 27;

}  // namespace

LineFilter::LineFilter(std::uint64_t expected_lines)
    : mask_(std::bit_ceil(std::clamp(2 * expected_lines, kLeastCounters, kMostCounters)) - 1),
      counters_(mask_ + 1, 0) {}

void LineFilter::add(const Page& page) {
  for (const Segment& s : page.tokens->segments) {
    std::atomic_ref<std::uint8_t> counter(counters_[s.hash & mask_]);
    // A lost increment is impossible and an extra one harmless: beyond the limit the count stands.
    if (counter.load(std::memory_order_relaxed) < kRepeated) {
      counter.fetch_add(1, std::memory_order_relaxed);
    }
  }
}

bool LineFilter::repeated(std::uint64_t line) const { return counters_[line & mask_] >= kRepeated; }

}  // namespace newsecho
