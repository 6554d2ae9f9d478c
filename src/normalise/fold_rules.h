// fold_rules.h — the folding of one code point, worked out from the Unicode tables.
//
// NFKC with full case folding, except where that would change what a reader takes from the text:
// superscripts, subscripts, fractions and circled numbers stay (10² is not 102), and so do spacing
// accents. On top: quotation marks, dashes and spaces become ASCII, decimal digits their ASCII twins.
#pragma once

#include <string>

#include "normalise/fold_table.h"

namespace newsecho::normalising {

struct FoldRule {
  Action action = Action::kCopy;
  std::uint8_t traits = 0;
  std::uint8_t characters = 0;
  std::string bytes;
};

FoldRule fold_rule(char32_t code_point);

// Brings a base character and the marks behind it, already folded, to composed form. Turkish İ written
// as I and a dot above loses the dot, as the single character does.
void compose(std::u32string& cluster);

// Could compose() change a base followed by one mark? False is certain.
bool may_compose(char32_t base, char32_t mark);

}  // namespace newsecho::normalising
