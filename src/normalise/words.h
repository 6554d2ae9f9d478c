// words.h — where the tokens of a normalised text begin and end, found 64 bytes at a time.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "normalise/kernels/kernels.h"

namespace newsecho::normalising {

// Half-open ranges of bytes, in order. `plain` tokens follow the one before, with nothing between them that may
// end a sentence, a line or a quotation.
struct Words {
  std::size_t size = 0;  // of the vectors only so much is filled
  std::vector<std::uint32_t> begin, end;
  std::vector<std::uint8_t> plain;
  // Working space of the search and of the segmenter.
  std::vector<ByteKinds> kinds;
  std::vector<std::uint32_t> listed;
};

void find_words(std::string_view text, Words& out);

// Takes out the words of web addresses, and their hashes: where a page stands is no word of its report. The word
// before an address ends where that does, unless a line ends between them. A text of a few words keeps them all: two
// of the kind "watch it here" may differ in nothing else.
void leave_out_addresses(std::string_view text, Words& words, std::vector<std::uint32_t>& hashes);

}  // namespace newsecho::normalising
