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
  std::uint64_t hash = 0;  // of its tokens: equal words are equal but for case and signs
  bool ends_sentence = false;
  bool stripped = false;                // of a line that belongs to the site
  bool capital = false, digit = false;  // of its first token
};

struct Words {
  std::vector<Word> words;
  Tokens tokens;                       // of all words, one after the other
  std::vector<std::uint32_t> word_of;  // token -> word
};

Words cut(std::string_view text);

// Marks the words, and their tokens, that stand in lines marked as stripped in the text's own tokens.
void mark_stripped(const Tokens& of_text, Words& words);

}  // namespace newsecho::compare_detail
