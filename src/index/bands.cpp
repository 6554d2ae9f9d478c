#include "index/bands.h"

#include <algorithm>

#include "base/hash.h"
#include "base/pool.h"
#include "index/postings.h"

namespace newsecho::index {

namespace {

struct Found {
  FoundPairs& full;
  FoundPairs& hot;
};

void all_of(absl::Span<const Posting> list, FoundPairs& pairs) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    for (std::size_t j = i + 1; j < list.size(); ++j) {
      pairs.add(list[i].row, list[j].row);
    }
  }
}

// Pairs every member of a list with the list's representatives.
void link_to_representatives(const Signatures& signatures, const IndexOptions& options, absl::Span<const Posting> list,
                             FoundPairs& pairs) {
  const std::vector<std::uint32_t> chosen = representatives(signatures, options, list);
  for (const Posting& p : list) {
    for (const std::uint32_t r : chosen) {
      if (r != p.row) {
        pairs.add(r, p.row);
      }
    }
  }
}

// Splits a hot bucket by the lanes of the following band, then by the one after: members that agree
// on more rows stay together. What is still hot is linked to representatives.
void split(const Signatures& signatures, const IndexOptions& options, absl::Span<const Posting> bucket,
           std::uint32_t band, std::uint32_t depth, const Found& pairs) {
  constexpr std::uint32_t kMostSplits = 3;
  // A text in one hot bucket is in most of them: the first bands' representatives are enough for it.
  constexpr std::uint32_t kBandsOfRepresentatives = 8;
  if ((depth == 0 && band < kBandsOfRepresentatives) || depth == kMostSplits) {
    link_to_representatives(signatures, options, bucket, pairs.hot);
  }
  if (depth == kMostSplits) {
    return;
  }
  const std::uint32_t next = (band + 1) % options.bands;
  std::vector<Posting> again;
  again.reserve(bucket.size());
  for (const Posting& p : bucket) {
    const auto rows = signatures.lanes(p.row).subspan(std::size_t{next} * options.rows, options.rows);
    again.push_back({base::combine(p.key, band_key(rows, next)), p.row});
  }
  std::sort(again.begin(), again.end());
  each_list(again, [&](absl::Span<const Posting> part) {
    if (part.size() <= options.list_limit) {
      all_of(part, pairs.full);
    } else {
      split(signatures, options, part, next, depth + 1, pairs);
    }
  });
}

void pairs_of(const Signatures& signatures, const IndexOptions& options, std::uint32_t band, const Found& pairs) {
  LargeVector<Posting> postings;
  LargeVector<Posting> scratch;
  postings.reserve(signatures.size());
  for (std::uint32_t row = 0; row < signatures.size(); ++row) {
    if (!signatures.empty(row)) {
      const auto rows = signatures.lanes(row).subspan(std::size_t{band} * options.rows, options.rows);
      postings.push_back({band_key(rows, band), row});
    }
  }
  sort_postings(postings, scratch);
  each_list(postings, [&](absl::Span<const Posting> bucket) {
    if (bucket.size() <= options.list_limit) {
      all_of(bucket, pairs.full);
    } else {
      split(signatures, options, bucket, band, 0, pairs);
    }
  });
}

}  // namespace

std::vector<std::uint32_t> representatives(const Signatures& signatures, const IndexOptions& options,
                                           absl::Span<const Posting> list) {
  std::vector<std::uint32_t> rows(list.size());
  std::transform(list.begin(), list.end(), rows.begin(), [](const Posting& p) { return p.row; });
  const std::size_t n = std::min<std::size_t>(options.representatives, rows.size());
  std::partial_sort(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(n), rows.end(),
                    [&](std::uint32_t a, std::uint32_t b) { return signatures.rank(a) < signatures.rank(b); });
  rows.resize(n);
  return rows;
}

BandPairs band_pairs(const Signatures& signatures, const IndexOptions& options, const base::Workers& workers) {
  const auto make = [&] { return std::make_unique<FoundPairs>(signatures.size()); };
  base::Pool<FoundPairs> full(make);
  base::Pool<FoundPairs> hot(make);
  workers.for_range(options.bands, 1, [&](std::size_t band, std::size_t) {
    const auto mine = full.borrow();
    const auto mine_hot = hot.borrow();
    pairs_of(signatures, options, static_cast<std::uint32_t>(band), {*mine, *mine_hot});
  });
  return {FoundPairs::unite(full.idle(), workers), FoundPairs::unite(hot.idle(), workers)};
}

}  // namespace newsecho::index
