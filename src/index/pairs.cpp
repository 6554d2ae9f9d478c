#include "index/pairs.h"

namespace newsecho::index {

std::vector<std::uint64_t> FoundPairs::unite(std::vector<FoundPairs>&& found, const base::Workers& workers) {
  std::vector<std::vector<std::uint64_t>> united(kStretches);
  workers.for_range(kStretches, 1, [&](std::size_t stretch, std::size_t) {
    std::vector<std::uint64_t>& keys = united[stretch];
    std::size_t size = 0;
    for (const FoundPairs& part : found) {
      size += part.stretches_[stretch].size();
    }
    keys.reserve(size);
    for (FoundPairs& part : found) {
      std::vector<std::uint64_t>& more = part.stretches_[stretch];
      keys.insert(keys.end(), more.begin(), more.end());
      more = {};
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  });
  return base::joined(std::move(united));
}

}  // namespace newsecho::index
