#include "boilerplate/sketch.h"

#include <algorithm>
#include <vector>

#include "base/hash.h"

namespace newsecho::boilerplate {

namespace {

constexpr std::uint32_t kEnoughProse = 20;

// Hashes that may belong to a sketch, each with its line's tag in the lower bits.
thread_local std::vector<std::uint64_t> found;

constexpr unsigned kTagBits = 16;

// Three consecutive words of the lines to be looked at, those with a hash up to `limit`.
void find(const Lines& lines, absl::Span<const std::uint32_t> words, std::uint32_t least_line, std::uint32_t limit) {
  found.clear();
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < lines.end.size(); begin = lines.end[i++]) {
    const std::uint32_t end = lines.end[i];
    if (end - begin < std::max(least_line, 3u)) {
      continue;
    }
    const std::uint64_t tag = line_tag(lines.hash[i]);
    std::size_t n = found.size();
    found.resize(n + (end - begin));
    for (std::uint32_t t = begin; t + 3 <= end; ++t) {
      const std::uint64_t x = words[t] * 0x9e3779b97f4a7c15ULL + words[t + 1] * 0xc2b2ae3d27d4eb4fULL +
                              words[t + 2] * 0x165667b19e3779f9ULL;
      const auto hash = static_cast<std::uint32_t>(base::mix(x));
      // Written in any case, kept if it counts: no branch to be mispredicted.
      found[n] = std::uint64_t{hash} << kTagBits | tag;
      n += hash <= limit ? 1 : 0;
    }
    found.resize(n);
  }
}

// Hashes to words: of `count` hashes up to `horizon`.
std::uint32_t to_words(std::uint32_t count, std::uint32_t horizon) {
  return static_cast<std::uint32_t>((std::uint64_t{count} << 32) / (std::uint64_t{horizon} + 1));
}

}  // namespace

Sketch sketch_of(const Lines& lines, absl::Span<const std::uint32_t> words) {
  std::uint32_t prose = 0;
  std::uint32_t begin = 0;
  for (const std::uint32_t end : lines.end) {
    prose += end - begin >= kLongLine ? end - begin : 0;
    begin = end;
  }
  const std::uint32_t least_line = prose < kEnoughProse ? 0 : kLongLine;
  // Twice as many hashes as a sketch holds are nearly always enough: repeated words are few.
  const std::size_t all = words.size();
  const std::size_t most = 2 * Sketch::kSize;
  std::uint32_t limit = all > most ? static_cast<std::uint32_t>((std::uint64_t{most} << 32) / all) : Sketch::kAll;
  Sketch sketch{};
  while (true) {
    find(lines, words, least_line, limit);
    std::sort(found.begin(), found.end());
    for (const std::uint64_t one : found) {
      const auto hash = static_cast<std::uint32_t>(one >> kTagBits);
      // Of one hash in two lines the smaller tag counts, which comes first.
      if (sketch.size > 0 && sketch.hash[sketch.size - 1] == hash) {
        continue;
      }
      if (sketch.size == Sketch::kSize) {
        break;
      }
      sketch.hash[sketch.size] = hash;
      sketch.tag[sketch.size++] = static_cast<std::uint16_t>(one);
    }
    if (sketch.size == Sketch::kSize || limit == Sketch::kAll) {
      break;
    }
    sketch = Sketch{};
    limit = Sketch::kAll;
  }
  if (sketch.size == Sketch::kSize) {
    sketch.horizon = sketch.hash.back();
  }
  return sketch;
}

Overlap overlap(const Sketch& a, const Sketch& b, std::uint16_t tag) {
  // Hashes beyond the end of either sketch are not known of the other page: stop there.
  const std::uint32_t horizon = std::min(a.horizon, b.horizon);
  const auto skip = [tag, horizon](const Sketch& s, std::size_t i) {
    while (i < s.size && s.tag[i] == tag) {
      ++i;
    }
    return i < s.size && s.hash[i] <= horizon ? i : std::size_t{s.size};
  };
  std::size_t i = skip(a, 0);
  std::size_t j = skip(b, 0);
  std::uint32_t both = 0;
  std::uint32_t only_a = 0;
  std::uint32_t only_b = 0;
  while (i < a.size || j < b.size) {
    if (i < a.size && j < b.size && a.hash[i] == b.hash[j]) {
      ++both;
      i = skip(a, i + 1);
      j = skip(b, j + 1);
    } else if (j == b.size || (i < a.size && a.hash[i] < b.hash[j])) {
      ++only_a;
      i = skip(a, i + 1);
    } else {
      ++only_b;
      j = skip(b, j + 1);
    }
  }
  const bool nothing = both + only_a == 0 || both + only_b == 0;
  return {nothing ? 1000 : 1000 * both / (both + only_a + only_b), to_words(both, horizon),
          to_words(std::min(only_a, only_b), horizon)};
}

std::uint32_t words(const Sketch& sketch, std::uint16_t tag) {
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < sketch.size; ++i) {
    count += sketch.tag[i] != tag ? 1 : 0;
  }
  return to_words(count, sketch.horizon);
}

std::uint32_t resemblance(const Sketch& a, const Sketch& b, std::uint16_t tag) {
  return overlap(a, b, tag).resemblance;
}

}  // namespace newsecho::boilerplate
