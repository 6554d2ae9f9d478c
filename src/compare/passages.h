// passages.h — from paired words to passages that tile both texts, cut where rows are to begin.
#pragma once

#include <vector>

#include "compare/facts.h"
#include "compare/pairing.h"
#include "newsecho/compare.h"

namespace newsecho::compare_detail {

std::vector<Passage> passages(const Words& a, const Words& b, const Pairing& pairing, const Facts& facts);

}  // namespace newsecho::compare_detail
