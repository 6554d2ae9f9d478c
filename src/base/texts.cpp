#include "newsecho/texts.h"

#include <algorithm>

namespace newsecho {

std::string_view Texts::keep(std::string_view text) {
  constexpr std::size_t kBlock = std::size_t{1} << 18;
  if (text.empty()) {
    return {};
  }
  if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < text.size()) {
    blocks_.emplace_back().reserve(std::max(kBlock, text.size()));
  }
  LargeVector<char>& block = blocks_.back();
  block.insert(block.end(), text.begin(), text.end());
  return {block.data() + block.size() - text.size(), text.size()};
}

}  // namespace newsecho
