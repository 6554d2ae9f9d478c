#include "index/pairs.h"

#include <algorithm>

namespace newsecho::index {

std::vector<std::uint64_t> unite_runs(std::vector<std::vector<std::uint64_t>>&& runs, std::uint32_t rows,
                                      const base::Workers& workers) {
  constexpr std::size_t kStretches = 64;  // of rows, each brought together on its own
  std::vector<std::vector<std::uint64_t>> stretches(kStretches);
  const auto begin_of = [&](std::size_t stretch) { return std::uint64_t{rows} * stretch / kStretches << 32; };
  workers.for_range(kStretches, 1, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      std::vector<std::uint64_t>& keys = stretches[i];
      for (const std::vector<std::uint64_t>& run : runs) {
        const auto begin = std::lower_bound(run.begin(), run.end(), begin_of(i));
        keys.insert(keys.end(), begin, std::lower_bound(begin, run.end(), begin_of(i + 1)));
      }
      std::sort(keys.begin(), keys.end());
      keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    }
  });
  runs.clear();
  std::size_t size = 0;
  for (const std::vector<std::uint64_t>& keys : stretches) {
    size += keys.size();
  }
  std::vector<std::uint64_t> all;
  all.reserve(size);
  for (std::vector<std::uint64_t>& keys : stretches) {
    all.insert(all.end(), keys.begin(), keys.end());
    keys = {};
  }
  return all;
}

}  // namespace newsecho::index
