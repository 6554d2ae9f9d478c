// mojibake.h — UTF-8 that was read as Latin-1 or CP1252 and encoded again: "â€™" for "’".
//
// Conservative: characters are mended only if they spell well-formed UTF-8 and are unlikely in print:
// two or more in a row, a pattern no language writes (â€™, Ã©, ðŸ™‚), or inside a word. CAFÉ” stays.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace newsecho::normalising {

struct Mended {
  char32_t code_point;
  std::uint32_t source;  // offset of the first of the characters that were its bytes
};

// Could the character at `pos` begin one? Asks for two bytes only.
inline bool may_be_mojibake(std::string_view text, std::size_t pos) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  return pos + 3 < text.size() && byte(pos) == 0xC3 && byte(pos + 1) >= 0x82 && byte(pos + 1) <= 0xB4 &&
         byte(pos + 2) >= 0xC2;
}

// Mends the run of characters at `pos` into `out` and returns the offset behind it; `pos` if there is
// nothing to mend. `in_context`: others were mended just before, so a lone one is believed.
std::size_t mend_mojibake(std::string_view text, std::size_t pos, bool in_context, std::vector<Mended>& out);

}  // namespace newsecho::normalising
