// entities.h — HTML character references left in crawled text.
#pragma once

#include <cstddef>
#include <string_view>

namespace newsecho::normalising {

struct Entity {
  char32_t code_point = 0;
  std::size_t size = 0;  // bytes of the source; 0: not a reference
};

// Reads a well-formed reference at text[pos] == '&', named or numeric. One that was escaped again
// ("&amp;amp;quot;") is read through to its end. Names without an exact match are tried in lower case,
// so that folded text reads as its source does. Numbers 128-159 mean CP1252, as browsers read them.
Entity read_entity(std::string_view text, std::size_t pos);

}  // namespace newsecho::normalising
