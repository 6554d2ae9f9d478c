// pairing.h — which word of one text is which of the other.
#pragma once

#include <cstdint>
#include <vector>

#include "compare/words.h"
#include "newsecho/verify.h"

namespace newsecho::compare_detail {

constexpr std::uint32_t kNone = ~std::uint32_t{0};

struct Side {
  std::vector<std::uint32_t> partner;  // word -> word of the other text, in order in both; or kNone
  std::vector<bool> moved;             // words that stand at another place of the other text
};

struct Pairing {
  Side a, b;
};

// Words between two that have partners, in both texts; one of the two may be empty.
struct Gap {
  std::uint32_t a_begin, a_end, b_begin, b_end;
};

// Pairs the words of the stretches that follow each other in both texts: of all such chains the one with
// the most tokens. What is left over and long enough is moved. O(tokens + stretches log stretches).
Pairing pair_words(const Words& a, const Words& b, const std::vector<Stretch>& stretches);

// In the order of both texts, between all pairs, the last one behind the last pair.
std::vector<Gap> gaps(const Pairing& pairing);

// Pairs single words within short gaps, where stretches are too coarse to tell "the hall" from "a hall".
void refine(const Words& a, const Words& b, Pairing& pairing);

}  // namespace newsecho::compare_detail
