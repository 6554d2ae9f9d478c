// sketch.h — a page's prose in 48 numbers, to tell whether two pages have the same surroundings.
//
// Bottom-k sketch (k = 48) of the hashes of three consecutive words in the page's longer lines. Each
// hash carries a tag of its line, so that lines can be left out: the one under question when two pages
// are compared, a site's own lines for good.
//
// Error     of a resemblance: at most 0.072 standard while nothing is left out, and as that of a sketch
//           of what is left thereafter; it only has to tell "mostly the same" from "mostly other".
// Source    A. Broder, "On the resemblance and containment of documents", 1997.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <limits>

#include "newsecho/boilerplate.h"

namespace newsecho::boilerplate {

constexpr std::uint32_t kLongLine = 8;  // tokens; shorter lines are menus and captions

struct Sketch {
  static constexpr std::size_t kSize = 48;
  static constexpr std::uint32_t kAll = std::numeric_limits<std::uint32_t>::max();

  std::array<std::uint32_t, kSize> hash;  // ascending
  std::array<std::uint16_t, kSize> tag;
  std::uint16_t size = 0;
  std::uint32_t horizon = kAll;  // all the page's hashes up to here are in the sketch

  // Leaves out the lines for which `own(tag)` holds.
  template <class Own>
  void leave_out(Own own) {
    std::uint16_t kept = 0;
    for (std::uint16_t i = 0; i < size; ++i) {
      if (!own(tag[i])) {
        hash[kept] = hash[i];
        tag[kept++] = tag[i];
      }
    }
    for (std::uint16_t i = kept; i < size; ++i) {
      hash[i] = 0;
      tag[i] = 0;
    }
    size = kept;
  }

  friend auto operator<=>(const Sketch&, const Sketch&) = default;
};

inline std::uint16_t line_tag(std::uint64_t line) { return static_cast<std::uint16_t>(line); }

Sketch sketch_of(const Lines& lines, absl::Span<const std::uint32_t> words);

// What two pages have in common without the line under question. Word counts are estimates.
struct Overlap {
  std::uint32_t resemblance = 0;  // permille
  std::uint32_t both = 0;         // words of prose that both have
  std::uint32_t rest = 0;         // words that one of them has for itself, the lesser of the two
};

Overlap overlap(const Sketch& a, const Sketch& b, std::uint16_t tag);

// Words of a page's prose without the line `tag`; an estimate.
std::uint32_t words(const Sketch& sketch, std::uint16_t tag);

// Returns the estimated resemblance of two pages without the line `tag`, permille; 1000 when one of
// them has no other prose, because then nothing tells them apart.
std::uint32_t resemblance(const Sketch& a, const Sketch& b, std::uint16_t tag);

}  // namespace newsecho::boilerplate
