// slots.h — what stands in the same place of two articles that are otherwise alike.
//
// A slot is the short stretch between two consecutive aligned blocks, in both articles. Two copies of a
// report have few slots with unequal contents; two forms filled in differently have them all over.
#pragma once

#include <cstdint>

#include "verify/align.h"

namespace newsecho::verify_detail {

struct Slots {
  std::uint32_t numbers_equal = 0, numbers_unequal = 0;
  std::uint32_t names_equal = 0, names_unequal = 0;
  std::uint32_t replaced = 0;  // tokens in gaps that are passages on both sides, the shorter side's
};

Slots compare_slots(const Document& a, const Document& b, const Alignment& alignment);

// Whether two numbers say the same: 12,852,000 and 12.9 mln do, at the precision of the coarser, which is
// that of its digits if it has a decimal or a scale, or three zeros at the end.
bool agree(const Number& a, const Number& b);

// Numbers of the article with fewer distinct ones that the other has too, and how many it has.
struct Shared {
  std::uint32_t shared = 0, of = 0;
};
Shared shared_numbers(absl::Span<const std::uint32_t> a, absl::Span<const std::uint32_t> b);

// Replaces `out` by Document::values of the numbers.
void values_of(absl::Span<const Number> numbers, std::vector<std::uint32_t>& out);

}  // namespace newsecho::verify_detail
