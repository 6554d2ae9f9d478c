// index.h — proposes pairs of articles worth comparing, in work linear in the number of articles.
//
//   Signatures s;                                  // what the index looks at, one row an article
//   s.add(lanes, anchors, noise_anchors);
//   std::vector<Candidate> pairs = find_candidates(s, IndexOptions{});
//   for (const Candidate& c : pairs) verify(c.a, c.b);        // c.channels says who proposed it
//
// Channels  bands: articles with equal r lanes in one of b bands; a pair of resemblance j is proposed
//           with probability 1-(1-j^r)^b (b = 32, r = 4: .5 at j = .38, .99 at j = .6).
//           anchors: pairs that share two sampled shingles, or one that few articles hold; a pair with
//           n common shingles shares Binomial(n, 1/12) anchors.
//           noise anchors: the same over characters, for text recognised as noisy.
// Hot lists a bucket or posting list of more than `list_limit` articles is never dropped: every member
//           is proposed with the list's representatives (longest first) and, in a bucket, with those
//           that agree on further rows. Two other members become a pair through a rarer list.
// Cost      O(articles * (bands + anchors) + pairs); 16 bytes a posting while a channel runs.
// Threads   find_candidates() uses `threads` threads inside; Signatures may be read concurrently.
// Stable    the set of pairs depends on the set of rows and their ranks only.
// Source    A. Broder 1997; J. Leskovec, A. Rajaraman, J. Ullman, "Mining of massive datasets", ch. 3.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "newsecho/shingle.h"
#include "newsecho/sign.h"

namespace newsecho {

// Which channels proposed a pair; bits add up.
enum Channel : std::uint8_t { kExactBody = 1, kBands = 2, kAnchors = 4, kNoiseAnchors = 8, kAsked = 16 };

// A pair the index proposes; never a duplicate before verification. a < b.
struct Candidate {
  std::uint32_t a, b;
  std::uint8_t channels;
  friend bool operator==(const Candidate&, const Candidate&) = default;
};

struct IndexOptions {
  std::uint32_t bands = 32, rows = 4;  // bands * rows lanes are looked at
  std::uint32_t shared_anchors = 2;    // that make a candidate
  std::uint32_t rare_list = 8;         // one shared anchor is enough if at most so many hold it
  std::uint32_t list_limit = 24;       // longer lists propose representatives only
  std::uint32_t representatives = 2;   // of such a list
  std::uint32_t shared_noise_anchors = 8, noise_list_limit = 16;
  bool use_bands = true, use_anchors = true;
  unsigned threads = 0;  // speed only; 0: all cores
};

// One row an article, row number = node number. Row-major lanes; anchors in one flat array.
class Signatures {
 public:
  explicit Signatures(std::uint32_t k = 128) : k_(k) {}

  // `lanes` has k entries, or none for an article without shingles, which is never proposed.
  // `rank` orders representatives, smallest first; give each article its own (longest, then id).
  void add(absl::Span<const std::uint16_t> lanes, absl::Span<const ShingleHash> anchors,
           absl::Span<const ShingleHash> noise_anchors = {});
  void set_ranks(std::vector<std::uint32_t> rank) { rank_ = std::move(rank); }

  std::size_t size() const { return empty_.size(); }
  std::uint32_t k() const { return k_; }
  bool empty(std::uint32_t row) const { return empty_[row] != 0; }
  std::uint32_t rank(std::uint32_t row) const { return rank_.empty() ? row : rank_[row]; }
  absl::Span<const std::uint16_t> lanes(std::uint32_t row) const { return {lanes_.data() + std::size_t{row} * k_, k_}; }
  absl::Span<const ShingleHash> anchors(std::uint32_t row) const { return slice(anchors_, anchor_end_, row); }
  absl::Span<const ShingleHash> noise_anchors(std::uint32_t row) const { return slice(noise_, noise_end_, row); }

 private:
  static absl::Span<const ShingleHash> slice(const std::vector<ShingleHash>& all, const std::vector<std::uint64_t>& end,
                                             std::uint32_t row) {
    const std::uint64_t begin = row == 0 ? 0 : end[row - 1];
    return {all.data() + begin, end[row] - begin};
  }

  std::uint32_t k_;
  std::vector<std::uint16_t> lanes_;
  std::vector<std::uint8_t> empty_;
  std::vector<ShingleHash> anchors_, noise_;
  std::vector<std::uint64_t> anchor_end_, noise_end_;
  std::vector<std::uint32_t> rank_;
};

// Returns all candidates, ascending by (a, b), each once with all its channels.
std::vector<Candidate> find_candidates(const Signatures& signatures, const IndexOptions& options);

// The oracle of find_candidates(): every pair of non-empty rows. Quadratic; for tests and small sets.
std::vector<Candidate> all_pairs(const Signatures& signatures);

}  // namespace newsecho
