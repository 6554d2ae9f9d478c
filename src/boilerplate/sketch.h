// sketch.h — a page's prose in 16 numbers, to tell whether two pages have the same surroundings.
//
// Bottom-k sketch (k = 16) of the hashes of three consecutive words in the page's longer lines. Each
// hash carries a tag of its line, so that the line under question can be left out of the comparison.
//
// Error     standard error of the resemblance at most 0.125; it only has to tell "mostly the same" from "mostly other".
// Source    A. Broder, "On the resemblance and containment of documents", 1997.
#pragma once

#include <array>
#include <compare>
#include <cstdint>

#include "newsecho/normalise.h"

namespace newsecho::boilerplate {

struct Sketch {
  static constexpr std::size_t kSize = 16;
  std::array<std::uint32_t, kSize> hash;
  std::array<std::uint16_t, kSize> tag;
  std::uint16_t size = 0;

  friend auto operator<=>(const Sketch&, const Sketch&) = default;
};

inline std::uint16_t line_tag(std::uint64_t line) { return static_cast<std::uint16_t>(line); }

Sketch sketch_of(const Tokens& tokens);

// Returns the estimated resemblance of two pages without the line `tag`, permille; 1000 when one of
// them has no other prose, because then nothing tells them apart.
std::uint32_t resemblance(const Sketch& a, const Sketch& b, std::uint16_t tag);

}  // namespace newsecho::boilerplate
