// texts.h — many short strings that live as long as one another, without an allocation for each.
//
//   newsecho::Texts texts;
//   std::string_view id = texts.keep(article.id);   // stands as long as texts does, wherever it is moved
//
// Memory    the bytes of the strings, in blocks of a LargeVector's memory.
// Threads   one at a time; what was kept may be read by many.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "newsecho/large.h"

namespace newsecho {

class Texts {
 public:
  Texts() = default;
  Texts(Texts&&) = default;
  Texts& operator=(Texts&&) = default;

  std::string_view keep(std::string_view text);

 private:
  std::vector<LargeVector<char>> blocks_;  // never grown beyond what they have reserved: nothing moves
};

}  // namespace newsecho
