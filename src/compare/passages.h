// passages.h — from aligned stretches to passages that tile both texts.
#pragma once

#include <vector>

#include "compare/words.h"
#include "newsecho/compare.h"

namespace newsecho::compare_detail {

std::vector<Passage> passages(const Words& a, const Words& b, const std::vector<Stretch>& stretches);

}  // namespace newsecho::compare_detail
