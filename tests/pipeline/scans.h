// scans.h — what a scanner makes of a text.
#pragma once

#include <cctype>
#include <cstdint>
#include <string>

#include "base/random.h"

namespace newsecho::test {

// Misreads so many of a thousand small letters: as another that looks like it, as two, as a mark, or not
// at all; now and then a word is torn in two. The same seed makes the same errors.
inline std::string scanned(const std::string& text, std::uint64_t permille, std::uint64_t seed) {
  static constexpr const char* kLooksLike[26] = {"o", "h", "e", "cl", "c", "t", "q", "li", "l", "i",  "h", "1", "rn",
                                                 "u", "c", "n", "g",  "v", "5", "f", "n",  "y", "vv", "x", "v", "2"};
  base::SplitMix64 random(seed);
  std::string out;
  for (const char c : text) {
    const bool small = std::islower(static_cast<unsigned char>(c)) != 0;
    if (!small || random.next() % 1000 >= permille) {
      out += c;
      continue;
    }
    switch (random.next() % 8) {
      case 0:
        break;
      case 1:
        out += c;
        out += ' ';
        break;
      case 2:
        out += '.';
        break;
      default:
        out += kLooksLike[c - 'a'];
    }
  }
  return out;
}

}  // namespace newsecho::test
