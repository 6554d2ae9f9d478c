#include <algorithm>
#include <atomic>
#include <bit>

#include "base/hash.h"
#include "base/pages.h"
#include "newsecho/verify.h"

namespace newsecho {

namespace {

constexpr std::uint64_t kLeastCounters = 1u << 16;
constexpr std::uint64_t kMostCounters = 1u << 29;  // a quarter of a gigabyte
constexpr unsigned kSaturated = 15;
constexpr std::uint64_t kLineBytes = 64;
constexpr std::size_t kAhead = 16;  // shingles whose counters are fetched while others are looked at

// Where the two counters of a shingle stand: four bits each, both in one line of memory, which is fetched at
// once.
struct Counters {
  std::uint64_t line;      // in bytes
  unsigned first, second;  // of the line's 128 counters; never the same
};

Counters counters_of(std::uint64_t shingle, std::uint64_t line_mask) {
  const std::uint64_t h = base::mix(shingle);
  const auto first = static_cast<unsigned>(h & 127);
  const auto step = static_cast<unsigned>(h >> 7 & 127);
  return {(h >> 14 & line_mask) * kLineBytes, first, (first + 1 + step % 127) & 127};
}

unsigned shift_of(unsigned counter) { return counter % 2 * 4; }

void count_up(std::uint8_t& two, unsigned shift) {
  std::atomic_ref<std::uint8_t> shared(two);
  std::uint8_t now = shared.load(std::memory_order_relaxed);
  while (
      (now >> shift & kSaturated) < kSaturated &&
      !shared.compare_exchange_weak(now, static_cast<std::uint8_t>(now + (1u << shift)), std::memory_order_relaxed)) {
  }
}

// Calls each(i, place) for all shingles, their counters fetched in time.
template <class Each>
void for_counters(const Document& d, std::uint64_t line_mask, const std::uint8_t* counters, Each each) {
  const std::size_t n = d.shingles.size();
  Counters next[kAhead];
  for (std::size_t i = 0; i < n + kAhead; ++i) {
    if (i >= kAhead) {
      each(i - kAhead, next[i % kAhead]);
    }
    if (i < n) {
      next[i % kAhead] = counters_of(d.shingle(i), line_mask);
      __builtin_prefetch(counters + next[i % kAhead].line);
    }
  }
}

// Touched all over: with small pages the way to each counter would be looked up, too.
auto new_counters(std::uint64_t bytes) {
  base::Pages<std::uint8_t> pages = base::make_pages<std::uint8_t>(bytes);
  const base::FreePages free = pages.get_deleter();
  return std::unique_ptr<std::uint8_t[], std::function<void(std::uint8_t*)>>(pages.release(), free);
}

}  // namespace

// Two counters a shingle, the smaller counts: a count-min sketch. Source: G. Cormode, S. Muthukrishnan, 2005.
// Differs: both counters lie in one line.
StoryFrequency::StoryFrequency(std::uint64_t expected_shingles)
    : line_mask_(std::bit_ceil(std::clamp(4 * expected_shingles, kLeastCounters, kMostCounters)) / (2 * kLineBytes) -
                 1),
      counters_(new_counters((line_mask_ + 1) * kLineBytes)) {}

std::uint64_t StoryFrequency::size_bytes() const { return (line_mask_ + 1) * kLineBytes; }

void StoryFrequency::add(const Document& story) {
  for_counters(story, line_mask_, counters_.get(), [&](std::size_t, const Counters& p) {
    for (const unsigned counter : {p.first, p.second}) {
      count_up(counters_[p.line + counter / 2], shift_of(counter));
    }
  });
}

void StoryFrequency::merge(const StoryFrequency& other) {
  for (std::size_t i = 0; i < size_bytes(); ++i) {
    const unsigned low = (counters_[i] & kSaturated) + (other.counters_[i] & kSaturated);
    const unsigned high = (counters_[i] >> 4u) + (other.counters_[i] >> 4u);
    counters_[i] = static_cast<std::uint8_t>(std::min(low, kSaturated) | std::min(high, kSaturated) << 4u);
  }
}

std::uint32_t StoryFrequency::at(std::uint64_t line, unsigned first, unsigned second) const {
  const auto count = [&](unsigned counter) { return counters_[line + counter / 2] >> shift_of(counter) & kSaturated; };
  return std::min(count(first), count(second));
}

std::uint32_t StoryFrequency::of(std::uint64_t shingle) const {
  const Counters p = counters_of(shingle, line_mask_);
  return at(p.line, p.first, p.second);
}

void StoryFrequency::find_rare(const Document& d, std::uint32_t most, std::vector<std::uint32_t>& out) const {
  out.resize(d.shingles.size());
  std::size_t n = 0;
  for_counters(d, line_mask_, counters_.get(), [&](std::size_t i, const Counters& p) {
    out[n] = d.shingles[i];
    n += at(p.line, p.first, p.second) <= most ? 1 : 0;
  });
  out.resize(n);
}

std::uint64_t StoryFrequency::id() const { return base::hash_bytes(counters_.get(), size_bytes(), line_mask_); }

}  // namespace newsecho
