#include <algorithm>
#include <mutex>

#include "base/parallel.h"
#include "index/anchors.h"
#include "index/bands.h"
#include "newsecho/index.h"

namespace newsecho {

namespace {

using Keys = std::vector<std::uint64_t>;

// Adds one channel's pairs, ascending, to the candidates, ascending.
void unite(std::vector<Candidate>& all, const Keys& keys, Channel channel) {
  std::vector<Candidate> out;
  out.reserve(all.size() + keys.size());
  auto at = all.begin();
  const auto key_of = [](const Candidate& c) { return std::uint64_t{c.a} << 32 | c.b; };
  for (const std::uint64_t key : keys) {
    while (at != all.end() && key_of(*at) < key) {
      out.push_back(*at++);
    }
    if (at != all.end() && key_of(*at) == key) {
      out.push_back(*at++);
      out.back().channels = static_cast<std::uint8_t>(out.back().channels | channel);
    } else {
      out.push_back({static_cast<std::uint32_t>(key >> 32), static_cast<std::uint32_t>(key), channel});
    }
  }
  out.insert(out.end(), at, all.end());
  all.swap(out);
}

void merge(const Keys& from, Keys& into) {
  const auto middle = static_cast<std::ptrdiff_t>(into.size());
  into.insert(into.end(), from.begin(), from.end());
  std::inplace_merge(into.begin(), into.begin() + middle, into.end());
  into.erase(std::unique(into.begin(), into.end()), into.end());
}

index::BandPairs all_bands(const Signatures& signatures, const IndexOptions& options, const base::Workers& workers) {
  std::mutex mutex;
  index::BandPairs all;
  workers.for_range(options.bands, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t band = begin; band < end; ++band) {
      const index::BandPairs pairs = index::band_pairs(signatures, options, static_cast<std::uint32_t>(band));
      const std::lock_guard lock(mutex);
      merge(pairs.full, all.full);
      merge(pairs.hot, all.hot);
    }
  });
  return all;
}

// Leaves out pairs that share nothing but what very many articles share.
void drop_forms(const Signatures& signatures, const std::vector<ShingleHash>& hot, Keys& pairs) {
  if (hot.empty()) {
    return;
  }
  const index::OwnAnchors own(signatures, hot);
  const auto is_form = [&](std::uint64_t key) {
    return own.speak_against(static_cast<std::uint32_t>(key >> 32), static_cast<std::uint32_t>(key));
  };
  pairs.erase(std::remove_if(pairs.begin(), pairs.end(), is_form), pairs.end());
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

std::vector<Candidate> find_candidates(const Signatures& signatures, const IndexOptions& options) {
  const base::Workers workers(options.threads);
  const index::AnchorPairs anchors = index::anchor_pairs(signatures, &Signatures::anchors, options, workers);
  std::vector<Candidate> all;
  if (options.use_bands) {
    index::BandPairs bands = all_bands(signatures, options, workers);
    drop_forms(signatures, anchors.hot, bands.full);
    unite(all, bands.full, kBands);
    unite(all, bands.hot, kBands);
  }
  if (options.use_anchors) {
    unite(all, anchors.pairs, kAnchors);
    const IndexOptions noise = index::for_noise(options);
    unite(all, index::anchor_pairs(signatures, &Signatures::noise_anchors, noise, workers).pairs, kNoiseAnchors);
  }
  return all;
}

std::vector<Candidate> all_pairs(const Signatures& signatures) {
  std::vector<Candidate> all;
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
