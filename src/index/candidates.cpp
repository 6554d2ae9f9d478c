#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

#include "base/parallel.h"
#include "index/anchors.h"
#include "index/bands.h"
#include "index/pairs.h"
#include "newsecho/index.h"

namespace newsecho {

namespace {

using Keys = LargeVector<std::uint64_t>;

struct OfChannel {
  Keys pairs;  // ascending
  Channel channel;
};

struct Found {
  std::uint64_t key;
  Channel channel;
  friend bool operator<(const Found& a, const Found& b) { return a.key < b.key; }
};

// Brings the pairs of all channels together: ascending, each once.
Candidates unite(const std::vector<OfChannel>& channels, std::size_t rows, const base::Workers& workers) {
  constexpr std::size_t kStretches = 64;  // of rows, each brought together on its own
  std::vector<Candidates> stretches(kStretches);
  workers.for_range(kStretches, 1, [&](std::size_t stretch, std::size_t) {
    const auto begin_of = [&](std::size_t i) { return std::uint64_t{rows * i / kStretches} << 32; };
    LargeVector<Found> keys;
    for (const auto& [pairs, channel] : channels) {
      const auto begin = std::lower_bound(pairs.begin(), pairs.end(), begin_of(stretch));
      const auto middle = static_cast<std::ptrdiff_t>(keys.size());
      std::transform(begin, std::lower_bound(begin, pairs.end(), begin_of(stretch + 1)), std::back_inserter(keys),
                     [of = channel](std::uint64_t key) {
                       return Found{key, of};
                     });
      std::inplace_merge(keys.begin(), keys.begin() + middle, keys.end());
    }
    Candidates& out = stretches[stretch];
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const auto [key, channel] = keys[i];
      if (i > 0 && keys[i - 1].key == key) {
        out.back().channels = static_cast<std::uint8_t>(out.back().channels | channel);
      } else {
        out.push_back({static_cast<std::uint32_t>(key >> 32), static_cast<std::uint32_t>(key), channel});
      }
    }
  });
  return base::joined(std::move(stretches));
}

// Leaves out pairs that share nothing but what very many articles share.
void drop_forms(const Signatures& signatures, const std::vector<ShingleHash>& hot, Keys& pairs,
                const base::Workers& workers) {
  constexpr std::size_t kGrain = 16384;
  if (hot.empty()) {
    return;
  }
  const index::OwnAnchors own(signatures, hot, workers);
  std::vector<Keys> left((pairs.size() + kGrain - 1) / kGrain);
  workers.for_range(pairs.size(), kGrain, [&](std::size_t begin, std::size_t end) {
    std::copy_if(pairs.begin() + static_cast<std::ptrdiff_t>(begin), pairs.begin() + static_cast<std::ptrdiff_t>(end),
                 std::back_inserter(left[begin / kGrain]), [&](std::uint64_t key) {
                   return !own.speak_against(static_cast<std::uint32_t>(key >> 32), static_cast<std::uint32_t>(key));
                 });
  });
  pairs = base::joined(std::move(left));
}

}  // namespace

void Signatures::add(absl::Span<const std::uint16_t> lanes, absl::Span<const ShingleHash> anchors,
                     absl::Span<const ShingleHash> noise_anchors) {
  if (lanes.empty()) {
    anchors = noise_anchors = {};
  }
  empty_.push_back(lanes.empty() ? 1 : 0);
  lanes_.resize(lanes_.size() + k_);
  std::copy(lanes.begin(), lanes.end(), lanes_.end() - k_);
  anchors_.insert(anchors_.end(), anchors.begin(), anchors.end());
  anchor_end_.push_back(anchors_.size());
  noise_.insert(noise_.end(), noise_anchors.begin(), noise_anchors.end());
  noise_end_.push_back(noise_.size());
}

Signatures Signatures::gather(std::uint32_t k, std::size_t rows, unsigned threads,
                              const std::function<SignatureView(std::uint32_t)>& row) {
  constexpr std::size_t kGrain = 512;  // rows come from all over the crawl: more would not be shown at once
  const base::Workers workers(threads);
  Signatures all(k);
  all.empty_.resize(rows);
  all.anchor_end_.resize(rows);
  all.noise_end_.resize(rows);
  workers.for_range(rows, kGrain, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const SignatureView view = row(static_cast<std::uint32_t>(i));
      all.empty_[i] = view.lanes.empty() ? 1 : 0;
      all.anchor_end_[i] = view.lanes.empty() ? 0 : view.anchors.size();
      all.noise_end_[i] = view.lanes.empty() ? 0 : view.noise_anchors.size();
    }
  });
  std::inclusive_scan(all.anchor_end_.begin(), all.anchor_end_.end(), all.anchor_end_.begin());
  std::inclusive_scan(all.noise_end_.begin(), all.noise_end_.end(), all.noise_end_.begin());
  all.lanes_.resize(rows * k);
  all.anchors_.resize(rows == 0 ? 0 : all.anchor_end_.back());
  all.noise_.resize(rows == 0 ? 0 : all.noise_end_.back());
  workers.for_range(rows, kGrain, [&](std::size_t begin, std::size_t end) {
    const auto put = [](const auto& from, auto& to, std::size_t at) {
      std::copy(from.begin(), from.end(), to.begin() + static_cast<std::ptrdiff_t>(at));
    };
    for (std::size_t i = begin; i < end; ++i) {
      const SignatureView view = row(static_cast<std::uint32_t>(i));
      if (view.lanes.empty()) {
        continue;
      }
      put(view.lanes, all.lanes_, i * k);
      put(view.anchors, all.anchors_, all.anchor_end_[i] - view.anchors.size());
      put(view.noise_anchors, all.noise_, all.noise_end_[i] - view.noise_anchors.size());
    }
  });
  return all;
}

Candidates find_candidates(const Signatures& signatures, const IndexOptions& options) {
  const base::Workers workers(options.threads);
  index::AnchorPairs anchors = index::anchor_pairs(signatures, &Signatures::anchors, options, workers);
  std::vector<OfChannel> channels;
  if (options.use_bands) {
    index::BandPairs bands = index::band_pairs(signatures, options, workers);
    drop_forms(signatures, anchors.hot, bands.full, workers);
    channels.push_back({std::move(bands.full), kBands});
    channels.push_back({std::move(bands.hot), kBands});
  }
  if (options.use_anchors) {
    channels.push_back({std::move(anchors.pairs), kAnchors});
    const IndexOptions noise = index::for_noise(options);
    channels.push_back(
        {index::anchor_pairs(signatures, &Signatures::noise_anchors, noise, workers).pairs, kNoiseAnchors});
  }
  return unite(channels, signatures.size(), workers);
}

Candidates all_pairs(const Signatures& signatures) {
  Candidates all;
  for (std::uint32_t a = 0; a < signatures.size(); ++a) {
    for (std::uint32_t b = a + 1; b < signatures.size(); ++b) {
      if (!signatures.empty(a) && !signatures.empty(b)) {
        all.push_back({a, b, kAsked});
      }
    }
  }
  return all;
}

}  // namespace newsecho
