#include "newsecho/verify.h"
#include "verify/align.h"

namespace newsecho {

std::vector<Stretch> aligned(const Document& a, const Document& b, const ShingleOptions& options) {
  verify_detail::Alignment alignment;
  verify_detail::align(a, b, options, alignment);
  std::vector<Stretch> stretches;
  stretches.reserve(alignment.blocks.size());
  for (const verify_detail::Block& block : alignment.blocks) stretches.push_back({block.a, block.b, block.tokens});
  return stretches;
}

}  // namespace newsecho
