// numbers.h — figures as a reporter writes them: "1,234.5", "12.9 mln", "2.5bn", "1.234.567,80".
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "newsecho/normalise.h"

namespace newsecho::normalising {

struct WrittenNumber {
  std::int64_t mantissa = 0;
  std::int32_t exponent = 0;
  std::size_t end = 0;  // behind its last digit; tokens before it belong to this number
};

// Reads the number whose first digit is at text[pos], with the scale word behind it.
//
// One group of three behind a comma is thousands, behind a point alone decimals; two groups are thousands
// either way. A point or comma that repeats with other groups (dates, versions, lists) ends the number.
// `is_group_space` says of a space's position whether the source has a no-break or thin space there.
WrittenNumber read_number(std::string_view text, std::size_t pos,
                          const std::function<bool(std::size_t)>& is_group_space);

}  // namespace newsecho::normalising
