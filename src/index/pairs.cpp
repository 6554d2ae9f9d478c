#include "index/pairs.h"

namespace newsecho::index {

LargeVector<std::uint64_t> FoundPairs::unite(const std::vector<std::unique_ptr<FoundPairs>>& found,
                                             const base::Workers& workers) {
  std::vector<LargeVector<std::uint64_t>> united(kStretches);
  workers.for_range(kStretches, 1, [&](std::size_t stretch, std::size_t) {
    LargeVector<std::uint64_t>& keys = united[stretch];
    std::size_t size = 0;
    for (const std::unique_ptr<FoundPairs>& part : found) {
      size += part->stretches_[stretch].size();
    }
    keys.reserve(size);
    for (const std::unique_ptr<FoundPairs>& part : found) {
      LargeVector<std::uint64_t>& more = part->stretches_[stretch];
      keys.insert(keys.end(), more.begin(), more.end());
      more = {};
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  });
  return base::joined(std::move(united));
}

}  // namespace newsecho::index
