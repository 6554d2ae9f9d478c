#include "index/anchors.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "base/pool.h"
#include "index/bands.h"
#include "index/pairs.h"
#include "index/postings.h"

namespace newsecho::index {

namespace {

constexpr std::size_t kParts = 64;  // of the anchors' key space; sorted independently

// The lists of anchors that two or more rows hold, and for each row the lists it is in.
struct Lists {
  LargeVector<std::uint32_t> members;       // rows, list after list; representatives only for a hot list
  LargeVector<std::uint64_t> begin;         // of each list in members; one more at the end
  LargeVector<std::uint32_t> held_by;       // articles that hold the anchor, by list
  LargeVector<std::uint32_t> lists_of_row;  // row after row
  LargeVector<std::uint64_t> row_begin;
  std::vector<ShingleHash> hot;  // anchors of hot lists
};

struct Part {
  LargeVector<Posting> kept;  // postings of lists with two or more members, list numbers as keys
  LargeVector<std::uint32_t> members;
  LargeVector<std::uint32_t> sizes, held_by;
  std::vector<ShingleHash> hot;
};

Part sort_part(const Signatures& signatures, AnchorsOf anchors, const IndexOptions& options, std::size_t part) {
  LargeVector<Posting> postings;
  LargeVector<Posting> scratch;
  for (std::uint32_t row = 0; row < signatures.size(); ++row) {
    // Anchors ascend, so a part is a stretch of each row's.
    const auto all = (signatures.*anchors)(row);
    const std::uint64_t low = std::uint64_t{part} << 58;
    auto at = std::lower_bound(all.begin(), all.end(), low);
    for (; at != all.end() && (*at >> 58) == part; ++at) {
      postings.push_back({*at, row});
    }
  }
  // The top bits are equal within a part: spread the next ones for the radix pass.
  for (Posting& p : postings) {
    p.key <<= 6;
  }
  sort_postings(postings, scratch);
  Part out;
  each_list(postings, [&](absl::Span<const Posting> list) {
    const auto number = static_cast<std::uint64_t>(out.sizes.size());
    for (const Posting& p : list) {
      out.kept.push_back({number, p.row});
    }
    if (list.size() <= options.list_limit) {
      for (const Posting& p : list) {
        out.members.push_back(p.row);
      }
      out.sizes.push_back(static_cast<std::uint32_t>(list.size()));
    } else {
      const std::vector<std::uint32_t> chosen = representatives(signatures, options, list);
      out.members.insert(out.members.end(), chosen.begin(), chosen.end());
      out.hot.push_back(std::uint64_t{part} << 58 | list.front().key >> 6);
      out.sizes.push_back(static_cast<std::uint32_t>(chosen.size()));
    }
    out.held_by.push_back(static_cast<std::uint32_t>(list.size()));
  });
  return out;
}

Lists build(const Signatures& signatures, AnchorsOf anchors, const IndexOptions& options,
            const base::Workers& workers) {
  std::vector<Part> parts(kParts);
  workers.for_range(kParts, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      parts[i] = sort_part(signatures, anchors, options, i);
    }
  });
  Lists lists;
  lists.begin.push_back(0);
  lists.row_begin.assign(signatures.size() + 1, 0);
  for (const Part& part : parts) {
    for (const Posting& p : part.kept) {
      ++lists.row_begin[p.row + 1];
    }
  }
  for (std::size_t i = 0; i < signatures.size(); ++i) {
    lists.row_begin[i + 1] += lists.row_begin[i];
  }
  lists.lists_of_row.resize(lists.row_begin.back());
  LargeVector<std::uint64_t> at(lists.row_begin.begin(), lists.row_begin.end() - 1);
  for (Part& part : parts) {
    const auto first = static_cast<std::uint32_t>(lists.held_by.size());
    for (const Posting& p : part.kept) {
      lists.lists_of_row[at[p.row]++] = first + static_cast<std::uint32_t>(p.key);
    }
    lists.members.insert(lists.members.end(), part.members.begin(), part.members.end());
    for (const std::uint32_t size : part.sizes) {
      lists.begin.push_back(lists.begin.back() + size);
    }
    lists.hot.insert(lists.hot.end(), part.hot.begin(), part.hot.end());
    lists.held_by.insert(lists.held_by.end(), part.held_by.begin(), part.held_by.end());
    part = Part{};
  }
  return lists;
}

}  // namespace

IndexOptions for_noise(const IndexOptions& options) {
  IndexOptions noise = options;
  noise.shared_anchors = options.shared_noise_anchors;
  noise.rare_list = 0;
  noise.list_limit = options.noise_list_limit;
  return noise;
}

AnchorPairs anchor_pairs(const Signatures& signatures, AnchorsOf anchors, const IndexOptions& options,
                         const base::Workers& workers) {
  Lists lists = build(signatures, anchors, options, workers);
  constexpr std::size_t kGrain = 4096;
  base::Pool<FoundPairs> found([&] { return std::make_unique<FoundPairs>(signatures.size()); });
  workers.for_range(signatures.size(), kGrain, [&](std::size_t begin, std::size_t end) {
    const auto mine = found.borrow();
    std::vector<std::uint32_t> met;  // rows that share a list, with repeats; a rare list counts enough at once
    for (std::size_t row = begin; row < end; ++row) {
      met.clear();
      const std::uint32_t rank = signatures.rank(static_cast<std::uint32_t>(row));
      for (std::uint64_t i = lists.row_begin[row]; i < lists.row_begin[row + 1]; ++i) {
        const std::uint32_t list = lists.lists_of_row[i];
        const bool rare = lists.held_by[list] <= options.rare_list;
        for (std::uint64_t m = lists.begin[list]; m < lists.begin[list + 1]; ++m) {
          const std::uint32_t other = lists.members[m];
          // Take each pair from the side of the larger rank: only there the representatives of hot lists
          // are seen beside the members of others.
          if (other == row || signatures.rank(other) > rank) {
            continue;
          }
          for (std::uint32_t n = rare ? options.shared_anchors : 1; n > 0; --n) {
            met.push_back(other);
          }
        }
      }
      std::sort(met.begin(), met.end());
      for (std::size_t i = 0; i < met.size();) {
        std::size_t j = i;
        while (j < met.size() && met[j] == met[i]) {
          ++j;
        }
        if (j - i >= options.shared_anchors) {
          mine->add(static_cast<std::uint32_t>(row), met[i]);
        }
        i = j;
      }
    }
  });
  return {FoundPairs::unite(found.idle(), workers), std::move(lists.hot)};
}

OwnAnchors::OwnAnchors(const Signatures& signatures, const std::vector<ShingleHash>& hot, const base::Workers& workers)
    : ranges_((signatures.size() + kRange - 1) / kRange) {
  const absl::flat_hash_set<ShingleHash> common(hot.begin(), hot.end());
  workers.for_range(signatures.size(), kRange, [&](std::size_t begin, std::size_t end) {
    base::Lists<ShingleHash>& range = ranges_[begin / kRange];
    for (std::size_t row = begin; row < end; ++row) {
      for (const ShingleHash x : signatures.anchors(static_cast<std::uint32_t>(row))) {
        if (!common.contains(x)) {
          range.add(x);
        }
      }
      range.end_list();
    }
  });
}

bool OwnAnchors::speak_against(std::uint32_t a, std::uint32_t b) const {
  const absl::Span<const ShingleHash> x = of(a);
  const absl::Span<const ShingleHash> y = of(b);
  if (x.empty() || y.empty()) {
    return false;
  }
  for (std::size_t i = 0, j = 0; i < x.size() && j < y.size();) {
    if (x[i] == y[j]) {
      return false;
    }
    const bool left = x[i] < y[j];
    i += left ? 1 : 0;
    j += left ? 0 : 1;
  }
  return true;
}

}  // namespace newsecho::index
