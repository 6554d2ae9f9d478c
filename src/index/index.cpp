#include <algorithm>
#include <cassert>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"
#include "index/anchors.h"
#include "newsecho/index.h"

namespace newsecho {

namespace {

using Ids = absl::InlinedVector<std::uint64_t, 1>;  // ascending; most keys are one article's
using Keys = std::vector<std::uint64_t>;

// From keys to the articles that hold them. Which are left is all that matters: a removed article leaves no trace.
class Postings {
 public:
  void insert(const Keys& keys, std::uint64_t id) {
    for (const std::uint64_t key : keys) {
      Ids& list = lists_[key];
      list.insert(std::lower_bound(list.begin(), list.end(), id), id);
    }
  }

  void remove(const Keys& keys, std::uint64_t id) {
    for (const std::uint64_t key : keys) {
      const auto at = lists_.find(key);
      at->second.erase(std::lower_bound(at->second.begin(), at->second.end(), id));
      if (at->second.empty()) {
        lists_.erase(at);
      }
    }
  }

  // Calls list(ids, held_by) for each key that is held: all its articles, or the representatives of a long list.
  // The article that asks counts as one of the list.
  template <class F>
  void each_list(const Keys& keys, const IndexOptions& options, F list) const {
    for (const std::uint64_t key : keys) {
      const auto at = lists_.find(key);
      if (at == lists_.end()) {
        continue;
      }
      const std::size_t held_by = at->second.size() + 1;
      absl::Span<const std::uint64_t> ids = at->second;
      list(held_by > options.list_limit ? ids.subspan(0, options.representatives) : ids, held_by);
    }
  }

 private:
  absl::flat_hash_map<std::uint64_t, Ids> lists_;
};

// What one article is found by.
struct Held {
  Keys bands, anchors, noise_anchors;
};

Held keys_of(const SignatureView& article, const IndexOptions& options) {
  Held held;
  if (article.lanes.empty()) {
    return held;
  }
  if (options.use_bands) {
    held.bands.reserve(options.bands);
    for (std::uint32_t band = 0; band < options.bands; ++band) {
      held.bands.push_back(band_key(article.lanes.subspan(std::size_t{band} * options.rows, options.rows), band));
    }
  }
  if (options.use_anchors) {
    held.anchors.assign(article.anchors.begin(), article.anchors.end());
    held.noise_anchors.assign(article.noise_anchors.begin(), article.noise_anchors.end());
  }
  return held;
}

bool enough_lanes(const SignatureView& article, const IndexOptions& options) {
  return article.lanes.empty() || !options.use_bands ||
         article.lanes.size() >= std::size_t{options.bands} * options.rows;
}

bool propose_alike(const IndexOptions& a, const IndexOptions& b) {
  return a.bands == b.bands && a.rows == b.rows && a.shared_anchors == b.shared_anchors && a.rare_list == b.rare_list &&
         a.list_limit == b.list_limit && a.representatives == b.representatives && a.use_bands == b.use_bands &&
         a.use_anchors == b.use_anchors && a.shared_noise_anchors == b.shared_noise_anchors &&
         a.noise_list_limit == b.noise_list_limit;
}

// Adds to `found` the articles that stand in `met` at least `times` times.
void propose(std::vector<std::uint64_t>& met, std::uint32_t times, Channel channel, std::vector<Proposal>& found) {
  std::sort(met.begin(), met.end());
  for (std::size_t i = 0; i < met.size();) {
    const std::size_t begin = i;
    while (i < met.size() && met[i] == met[begin]) {
      ++i;
    }
    if (i - begin >= times) {
      found.push_back({met[begin], channel});
    }
  }
}

void propose_by_anchors(const Postings& postings, const Keys& anchors, const IndexOptions& options, Channel channel,
                        std::vector<Proposal>& found) {
  std::vector<std::uint64_t> met;
  postings.each_list(anchors, options, [&](absl::Span<const std::uint64_t> ids, std::size_t held_by) {
    // A rare list counts enough at once.
    for (std::uint32_t n = held_by <= options.rare_list ? options.shared_anchors : 1; n > 0; --n) {
      met.insert(met.end(), ids.begin(), ids.end());
    }
  });
  propose(met, options.shared_anchors, channel, found);
}

// Makes one proposal of an article's, with all its channels.
void unite(std::vector<Proposal>& found) {
  std::sort(found.begin(), found.end(), [](const Proposal& a, const Proposal& b) { return a.id < b.id; });
  std::size_t kept = 0;
  for (const Proposal& p : found) {
    if (kept > 0 && found[kept - 1].id == p.id) {
      found[kept - 1].channels = static_cast<std::uint8_t>(found[kept - 1].channels | p.channels);
    } else {
      found[kept++] = p;
    }
  }
  found.resize(kept);
}

}  // namespace

struct Index::Impl {
  IndexOptions options;
  std::uint64_t scheme;
  absl::flat_hash_map<std::uint64_t, Held> articles;
  Postings bands, anchors, noise_anchors;

  void insert(std::uint64_t id, const Held& held) {
    bands.insert(held.bands, id);
    anchors.insert(held.anchors, id);
    noise_anchors.insert(held.noise_anchors, id);
    articles.emplace(id, held);
  }
};

Index::Index(IndexOptions options, std::uint64_t scheme) : impl_(new Impl{options, scheme, {}, {}, {}, {}}) {}
Index::~Index() = default;
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;

absl::Status Index::insert(std::uint64_t id, const SignatureView& article) {
  if (impl_->articles.contains(id)) {
    return absl::AlreadyExistsError(absl::StrCat("article ", id, " is in the index already; remove it first"));
  }
  const IndexOptions& options = impl_->options;
  if (!enough_lanes(article, options)) {
    return absl::InvalidArgumentError(absl::StrCat("article ", id, " has ", article.lanes.size(), " lanes; ",
                                                   options.bands, " bands of ", options.rows, " need ",
                                                   std::size_t{options.bands} * options.rows));
  }
  impl_->insert(id, keys_of(article, options));
  return absl::OkStatus();
}

std::vector<Proposal> Index::query(const SignatureView& article) const {
  std::vector<Proposal> found;
  const IndexOptions& options = impl_->options;
  assert(enough_lanes(article, options));
  if (!enough_lanes(article, options)) {
    return found;
  }
  const Held held = keys_of(article, options);
  std::vector<std::uint64_t> met;
  impl_->bands.each_list(held.bands, options, [&](absl::Span<const std::uint64_t> ids, std::size_t) {
    met.insert(met.end(), ids.begin(), ids.end());
  });
  propose(met, 1, kBands, found);
  propose_by_anchors(impl_->anchors, held.anchors, options, kAnchors, found);
  propose_by_anchors(impl_->noise_anchors, held.noise_anchors, index::for_noise(options), kNoiseAnchors, found);
  unite(found);
  return found;
}

bool Index::remove(std::uint64_t id) {
  const auto at = impl_->articles.find(id);
  if (at == impl_->articles.end()) {
    return false;
  }
  impl_->bands.remove(at->second.bands, id);
  impl_->anchors.remove(at->second.anchors, id);
  impl_->noise_anchors.remove(at->second.noise_anchors, id);
  impl_->articles.erase(at);
  return true;
}

std::size_t Index::size() const { return impl_->articles.size(); }

absl::Status Index::merge(const Index& other) {
  if (impl_->scheme != other.impl_->scheme) {
    return absl::FailedPreconditionError(
        absl::StrCat("indexes of different schemes cannot be merged: ", absl::Hex(impl_->scheme), " and ",
                     absl::Hex(other.impl_->scheme), "; sign the articles of one again"));
  }
  if (!propose_alike(impl_->options, other.impl_->options)) {
    return absl::FailedPreconditionError("indexes with different options cannot be merged; insert one's articles anew");
  }
  // The smallest id that both hold, so that the message is the same each time.
  bool both = false;
  std::uint64_t first = 0;
  for (const auto& [id, unused] : other.impl_->articles) {
    if (impl_->articles.contains(id) && (!both || id < first)) {
      both = true;
      first = id;
    }
  }
  if (both) {
    return absl::AlreadyExistsError(absl::StrCat("article ", first, " is in both indexes; remove it from one"));
  }
  for (const auto& [id, held] : other.impl_->articles) {
    impl_->insert(id, held);
  }
  return absl::OkStatus();
}

const IndexOptions& Index::options() const { return impl_->options; }
std::uint64_t Index::scheme() const { return impl_->scheme; }

}  // namespace newsecho
