// words.h — a text cut into the pieces a difference is shown by, each with its tokens.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "newsecho/normalise.h"

namespace newsecho::compare_detail {

// A word with the spaces and signs behind it; a code point where words are not spaced.
struct Word {
  std::uint32_t begin = 0, end = 0;  // bytes; words tile the text
  std::uint32_t first_token = 0, tokens = 0;
  bool ends_sentence = false;
};

struct Words {
  std::vector<Word> words;
  Tokens tokens;                       // of all words, one after the other
  std::vector<std::uint32_t> word_of;  // token -> word
};

Words cut(std::string_view text);

}  // namespace newsecho::compare_detail
