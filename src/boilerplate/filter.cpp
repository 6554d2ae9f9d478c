#include <algorithm>
#include <bit>
#include <cstring>
#include <mutex>

#include "newsecho/boilerplate.h"

namespace newsecho {

namespace {

constexpr unsigned kRepeated = 3;
constexpr std::uint64_t kLeastCounters = 1u << 16;
constexpr std::uint64_t kMostCounters = std::uint64_t{1} << 29;

unsigned shift_of(std::uint64_t counter) { return 2 * static_cast<unsigned>(counter & 3); }

}  // namespace

LineFilter::LineFilter(std::uint64_t expected_lines)
    : mask_(std::bit_ceil(std::clamp(2 * expected_lines, kLeastCounters, kMostCounters)) - 1),
      counters_((mask_ + 1) / 4, 0) {}

void LineFilter::add(const Page& page) {
  thread_local std::vector<std::uint64_t> lines;
  lines.clear();
  for (const Segment& s : page.tokens->segments) {
    lines.push_back(s.hash);
  }
  add(lines);
}

void LineFilter::add(absl::Span<const std::uint64_t> lines) {
  const std::uint64_t all = added_.fetch_add(lines.size(), std::memory_order_relaxed) + lines.size();
  bool full = false;
  {
    const std::shared_lock lock(growing_);
    for (const std::uint64_t line : lines) {
      count(line);
    }
    full = 2 * all > mask_ + 1 && mask_ + 1 < kMostCounters;
  }
  if (full) {
    grow();
  }
}

void LineFilter::count(std::uint64_t line) {
  const std::uint64_t at = line & mask_;
  std::atomic_ref<std::uint8_t> byte(counters_[at / 4]);
  std::uint8_t seen = byte.load(std::memory_order_relaxed);
  // Its neighbours may count at the same time; nothing is lost and nothing runs over into them.
  while ((seen >> shift_of(at) & 3u) < kRepeated &&
         !byte.compare_exchange_weak(seen, static_cast<std::uint8_t>(seen + (1u << shift_of(at))),
                                     std::memory_order_relaxed)) {
  }
}

// A counter becomes two that both say what it said: lines it was shared by are counted too high, none too low.
void LineFilter::grow() {
  const std::unique_lock lock(growing_);
  while (2 * added_.load(std::memory_order_relaxed) > mask_ + 1 && mask_ + 1 < kMostCounters) {
    const std::size_t size = counters_.size();
    counters_.resize(2 * size);
    std::memcpy(counters_.data() + size, counters_.data(), size);
    mask_ = 2 * mask_ + 1;
  }
}

bool LineFilter::repeated(std::uint64_t line) const {
  const std::uint64_t at = line & mask_;
  return (counters_[at / 4] >> shift_of(at) & 3u) >= kRepeated;
}

}  // namespace newsecho
