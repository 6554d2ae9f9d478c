// mend.h — makes a record readable that a sloppy writer left almost right.
#pragma once

#include <string>
#include <string_view>

namespace newsecho::read {

// Returns whether the bytes are valid UTF-8.
bool valid_utf8(std::string_view bytes);

// Returns the text with what is not UTF-8 replaced by U+FFFD and NUL by a space.
std::string mend_utf8(std::string_view text);

// Returns a JSON record with what its readers refuse put right: bytes that are not UTF-8, raw control
// characters in strings, halves of surrogate pairs, Python's NaN and Infinity, and numbers too long for a machine,
// which become strings.
std::string mend_json(std::string_view record);

}  // namespace newsecho::read
