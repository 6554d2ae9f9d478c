// align.h — which stretches of two articles are the same, word for word.
//
// Seeds are the shingles both hold; a seed that continues the one before extends its block. The
// blocks ascend in a; in b they may be moved.
//
// Cost      O(tokens of both).
#pragma once

#include <cstdint>
#include <vector>

#include "newsecho/verify.h"

namespace newsecho::verify_detail {

struct Block {
  std::uint32_t a, b;  // first token in each
  std::uint32_t tokens;
};

struct Alignment {
  std::vector<Block> blocks;  // ascending in a, not overlapping there
  std::uint32_t common = 0;   // shingles in both, each once
};

// Returns the common shingles' count only.
std::uint32_t common_shingles(const Document& a, const Document& b);

void align(const Document& a, const Document& b, const ShingleOptions& options, Alignment& out);

}  // namespace newsecho::verify_detail
