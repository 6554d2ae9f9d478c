// facts.h — numbers and names that differ where everything around them is the same.
#pragma once

#include <string_view>
#include <vector>

#include "compare/pairing.h"
#include "newsecho/compare.h"

namespace newsecho::compare_detail {

struct Facts {
  std::vector<Passage::Fact> of_a, of_b;  // of each word
  std::vector<Change> changes;            // in the order of both texts
};

// Looks at the short gaps only: in two long passages nothing stands in the same place.
Facts facts(const Words& a, std::string_view text_a, const Words& b, std::string_view text_b, const Pairing& pairing);

}  // namespace newsecho::compare_detail
