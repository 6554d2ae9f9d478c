#include "index/pairs.h"

namespace newsecho::index {

void FoundPairs::Stretch::drop_repeats() {
  const auto middle = keys.begin() + static_cast<std::ptrdiff_t>(in_order);
  std::sort(middle, keys.end());
  std::inplace_merge(keys.begin(), middle, keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  in_order = keys.size();
}

void FoundPairs::Stretch::make_room() {
  constexpr std::size_t kFirst = 1024;
  drop_repeats();
  // With less than half to gain the next time would come too soon.
  if (keys.size() >= keys.capacity() / 2) {
    keys.reserve(std::max(kFirst, 2 * keys.capacity()));
  }
}

LargeVector<std::uint64_t> FoundPairs::unite(const std::vector<std::unique_ptr<FoundPairs>>& found,
                                             const base::Workers& workers) {
  std::vector<LargeVector<std::uint64_t>> united(kStretches);
  workers.for_range(kStretches, 1, [&](std::size_t stretch, std::size_t) {
    Stretch all;
    for (const std::unique_ptr<FoundPairs>& part : found) {
      Stretch& more = part->stretches_[stretch];
      more.drop_repeats();
      if (all.keys.empty()) {
        all = std::move(more);
        continue;
      }
      const auto middle = static_cast<std::ptrdiff_t>(all.keys.size());
      all.keys.insert(all.keys.end(), more.keys.begin(), more.keys.end());
      more = {};
      std::inplace_merge(all.keys.begin(), all.keys.begin() + middle, all.keys.end());
      all.keys.erase(std::unique(all.keys.begin(), all.keys.end()), all.keys.end());
    }
    united[stretch] = std::move(all.keys);
  });
  return base::joined(std::move(united));
}

}  // namespace newsecho::index
