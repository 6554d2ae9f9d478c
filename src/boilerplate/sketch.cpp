#include "boilerplate/sketch.h"

#include <algorithm>

#include "base/hash.h"

namespace newsecho::boilerplate {

namespace {

constexpr std::uint32_t kEnoughProse = 20;

void insert(Sketch& sketch, std::uint32_t hash, std::uint16_t tag) {
  const auto begin = sketch.hash.begin();
  const auto end = begin + sketch.size;
  const auto at = std::lower_bound(begin, end, hash);
  if (at != end && *at == hash) {
    std::uint16_t& kept = sketch.tag[static_cast<std::size_t>(at - begin)];
    kept = std::min(kept, tag);
    return;
  }
  const auto index = static_cast<std::size_t>(at - begin);
  if (index == Sketch::kSize) {
    return;
  }
  const std::size_t last = std::min<std::size_t>(sketch.size, Sketch::kSize - 1);
  for (std::size_t i = last; i > index; --i) {
    sketch.hash[i] = sketch.hash[i - 1];
    sketch.tag[i] = sketch.tag[i - 1];
  }
  sketch.hash[index] = hash;
  sketch.tag[index] = tag;
  sketch.size = static_cast<std::uint16_t>(last + 1);
}

void add_line(Sketch& sketch, const Tokens& tokens, const Segment& segment) {
  const std::uint16_t tag = line_tag(segment.hash);
  for (std::uint32_t i = segment.begin; i + 3 <= segment.end; ++i) {
    const std::uint64_t x = tokens.hash[i] * 0x9e3779b97f4a7c15ULL + tokens.hash[i + 1] * 0xc2b2ae3d27d4eb4fULL +
                            tokens.hash[i + 2] * 0x165667b19e3779f9ULL;
    const auto hash = static_cast<std::uint32_t>(base::mix(x));
    if (sketch.size < Sketch::kSize || hash <= sketch.hash[Sketch::kSize - 1]) {
      insert(sketch, hash, tag);
    }
  }
}

// Hashes to words: of `count` hashes up to `horizon`.
std::uint32_t to_words(std::uint32_t count, std::uint32_t horizon) {
  return static_cast<std::uint32_t>((std::uint64_t{count} << 32) / (std::uint64_t{horizon} + 1));
}

}  // namespace

Sketch sketch_of(const Tokens& tokens) {
  Sketch sketch{};
  std::uint32_t prose = 0;
  for (const Segment& s : tokens.segments) {
    prose += s.end - s.begin >= kLongLine ? s.end - s.begin : 0;
  }
  for (const Segment& s : tokens.segments) {
    if (prose < kEnoughProse || s.end - s.begin >= kLongLine) {
      add_line(sketch, tokens, s);
    }
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
