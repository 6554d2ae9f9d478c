#include "quality/baseline.h"

#include <algorithm>
#include <memory>
#include <numeric>

#include "newsecho/normalise.h"
#include "newsecho/read.h"
#include "newsecho/shingle.h"
#include "newsecho/sign.h"

namespace newsecho::bench {
namespace {

struct Signed {
  std::vector<std::string> ids;
  std::vector<Signature> signatures;
};

absl::StatusOr<Signed> sign_all(const std::string& crawl, const BaselineOptions& options) {
  absl::StatusOr<std::unique_ptr<Reader>> reader = Reader::open({crawl}, {});
  if (!reader.ok()) return reader.status();
  const MinHasher hasher(SignOptions{.k = options.bands * options.rows});
  const ShingleOptions shingle{.words = options.words};
  Signed out;
  Chunk chunk;
  std::vector<ShingleHash> shingles;
  for (;;) {
    const absl::StatusOr<bool> more = (*reader)->next(chunk);
    if (!more.ok()) return more.status();
    if (!*more) return out;
    for (Article& article : (*reader)->parse(chunk).articles) {
      const Tokens tokens = tokenise(normalise(article.text), article.text);
      shingle_into(tokens.hash, tokens.flags, shingle, shingles);
      out.signatures.push_back(hasher.sign(shingles));
      out.ids.push_back(std::move(article.id));
    }
  }
}

class Components {
 public:
  explicit Components(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0u); }
  std::uint32_t root(std::uint32_t x) {
    while (parent_[x] != x) x = parent_[x] = parent_[parent_[x]];
    return x;
  }
  void unite(std::uint32_t a, std::uint32_t b) { parent_[std::max(root(a), root(b))] = std::min(root(a), root(b)); }

 private:
  std::vector<std::uint32_t> parent_;
};

}  // namespace

absl::StatusOr<Grouping> run_baseline(const std::string& crawl, const BaselineOptions& options) {
  const absl::StatusOr<Signed> all = sign_all(crawl, options);
  if (!all.ok()) return all.status();
  std::vector<std::vector<std::pair<BandKey, std::uint32_t>>> bands(options.bands);
  std::vector<BandKey> keys;
  for (std::uint32_t i = 0; i < all->signatures.size(); ++i) {
    if (all->signatures[i].empty()) continue;
    band_keys_into(all->signatures[i].lanes, options.rows, keys);
    for (std::size_t band = 0; band < bands.size(); ++band) bands[band].emplace_back(keys[band], i);
  }
  Components components(all->ids.size());
  for (auto& band : bands) {
    std::sort(band.begin(), band.end());
    for (std::size_t i = 0; i < band.size(); ++i) {
      for (std::size_t j = i + 1; j < band.size() && band[j].first == band[i].first; ++j) {
        const std::uint32_t a = band[i].second, b = band[j].second;
        // A pair in one component already changes nothing.
        if (components.root(a) == components.root(b)) continue;
        const Estimate e = estimate_resemblance(all->signatures[a], all->signatures[b]);
        if (e.value >= options.least_jaccard) components.unite(a, b);
      }
    }
  }
  Grouping grouping;
  for (std::uint32_t i = 0; i < all->ids.size(); ++i) grouping.emplace_back(all->ids[i], all->ids[components.root(i)]);
  return grouping;
}

}  // namespace newsecho::bench
