// index.h — proposes pairs of articles worth comparing, in work linear in the number of articles.
//
// For a whole crawl at once:
//
//   Signatures s;                                  // what the index looks at, one row an article
//   s.add(lanes, anchors, noise_anchors);
//   Candidates pairs = find_candidates(s, IndexOptions{});
//   for (const Candidate& c : pairs) verify(c.a, c.b);        // c.channels says who proposed it
//
// For articles that come and go, under ids of the caller's:
//
//   Index index(IndexOptions{}, scheme_id({}, {}));
//   index.insert(17, {lanes, anchors});                       // a Status: AlreadyExists, InvalidArgument
//   for (const Proposal& p : index.query({other_lanes, other_anchors})) verify(p.id);
//   index.remove(17);
//
// Channels  bands: articles with equal r lanes in one of b bands; a pair of resemblance j is proposed
//           with probability 1-(1-j^r)^b (b = 32, r = 4: .5 at j = .38, .99 at j = .6).
//           anchors: pairs that share two sampled shingles, or one that few articles hold; a pair with
//           n common shingles shares Binomial(n, 1/12) anchors.
//           noise anchors: the same over characters, for text recognised as noisy.
// Hot lists a bucket or posting list of more than `list_limit` articles is never dropped: every member
//           is proposed with the list's representatives (longest first) and, in a bucket, with those
//           that agree on further rows. Two other members become a pair through a rarer list. An Index
//           answers with the representatives (smallest ids first) of such a list and does not split it.
// Cost      find_candidates: O(articles * (bands + anchors) + pairs); 16 bytes a posting while a channel
//           runs. Index: bands + anchors look-ups a call, each of a list of at most list_limit; insert and
//           remove also move up to 8 bytes an article of each list. About 33 bytes a distinct key, twice
//           that just after growing: 2 to 5 KB an article.
// Threads   find_candidates() uses `threads` threads inside; Signatures may be read concurrently. Const
//           methods of an index may run concurrently, the others need it to themselves.
// Stable    the set of pairs depends on the set of rows and their ranks only; what an Index answers on
//           what it holds, not on the order in which it came, nor on what was removed.
// Source    A. Broder 1997; J. Leskovec, A. Rajaraman, J. Ullman, "Mining of massive datasets", ch. 3.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "newsecho/large.h"
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

using Candidates = LargeVector<Candidate>;

struct IndexOptions {
  std::uint32_t bands = 32, rows = 4;  // bands * rows lanes are looked at
  std::uint32_t shared_anchors = 2;    // that make a candidate
  std::uint32_t rare_list = 8;         // one shared anchor is enough if at most so many hold it
  std::uint32_t list_limit = 24;       // longer lists propose representatives only
  std::uint32_t representatives = 2;   // of such a list
  // Runs of letters are many and overlap: one line of a footer shares five.
  std::uint32_t shared_noise_anchors = 8, noise_list_limit = 16;
  bool use_bands = true, use_anchors = true;
  unsigned threads = 0;  // speed only; 0: all cores
};

// What an index looks at of one article. The spans are read during the call only.
struct SignatureView {
  absl::Span<const std::uint16_t> lanes;                      // none: no shingles, never proposed and proposes nothing
  absl::Span<const ShingleHash> anchors, noise_anchors = {};  // ascending, without repeats
};

// One row an article, row number = node number. Row-major lanes; anchors in one flat array.
class Signatures {
 public:
  explicit Signatures(std::uint32_t k = 128) : k_(k) {}

  // `lanes` has k entries, or none for an article without shingles, which is never proposed.
  // `rank` orders representatives, smallest first; give each article its own (longest, then id).
  void add(absl::Span<const std::uint16_t> lanes, absl::Span<const ShingleHash> anchors,
           absl::Span<const ShingleHash> noise_anchors = {});
  // Returns the signatures of many articles, made on all threads; `row` may be called twice for each.
  static Signatures gather(std::uint32_t k, std::size_t rows, unsigned threads,
                           const std::function<SignatureView(std::uint32_t)>& row);
  void set_ranks(std::vector<std::uint32_t> rank) { rank_ = std::move(rank); }

  std::size_t size() const { return empty_.size(); }
  std::uint32_t k() const { return k_; }
  bool empty(std::uint32_t row) const { return empty_[row] != 0; }
  std::uint32_t rank(std::uint32_t row) const { return rank_.empty() ? row : rank_[row]; }
  absl::Span<const std::uint16_t> lanes(std::uint32_t row) const { return {lanes_.data() + std::size_t{row} * k_, k_}; }
  absl::Span<const ShingleHash> anchors(std::uint32_t row) const { return slice(anchors_, anchor_end_, row); }
  absl::Span<const ShingleHash> noise_anchors(std::uint32_t row) const { return slice(noise_, noise_end_, row); }

 private:
  static absl::Span<const ShingleHash> slice(const LargeVector<ShingleHash>& all, const LargeVector<std::uint64_t>& end,
                                             std::uint32_t row) {
    const std::uint64_t begin = row == 0 ? 0 : end[row - 1];
    return {all.data() + begin, end[row] - begin};
  }

  std::uint32_t k_;
  LargeVector<std::uint16_t> lanes_;  // of no value where there are no shingles
  LargeVector<std::uint8_t> empty_;
  LargeVector<ShingleHash> anchors_, noise_;
  LargeVector<std::uint64_t> anchor_end_, noise_end_;
  std::vector<std::uint32_t> rank_;
};

// Returns all candidates, ascending by (a, b), each once with all its channels.
Candidates find_candidates(const Signatures& signatures, const IndexOptions& options);

// The oracle of find_candidates(): every pair of non-empty rows. Quadratic; for tests and small sets.
Candidates all_pairs(const Signatures& signatures);

// An article worth comparing with the one asked for.
struct Proposal {
  std::uint64_t id;
  std::uint8_t channels;
  friend bool operator==(const Proposal&, const Proposal&) = default;
};

// What Index and its oracle have in common.
class CandidateIndex {
 public:
  virtual ~CandidateIndex() = default;

  // Returns AlreadyExists when the id is held, InvalidArgument when there are fewer lanes than the bands
  // need; nothing has changed then.
  virtual absl::Status insert(std::uint64_t id, const SignatureView& article) = 0;

  // Returns what is worth comparing with the article, ascending by id. It is taken for one the index does not
  // hold; one that it does hold finds itself.
  virtual std::vector<Proposal> query(const SignatureView& article) const = 0;

  // Returns whether the id was held.
  virtual bool remove(std::uint64_t id) = 0;

  virtual std::size_t size() const = 0;
};

// The channels of find_candidates() for articles that come one by one: the same band keys, the same anchors.
// As long as no list is longer than `list_limit`, an article is proposed exactly those that find_candidates()
// would pair it with.
class Index final : public CandidateIndex {
 public:
  // `scheme` is the scheme_id() of all signatures; compared by merge().
  explicit Index(IndexOptions options = {}, std::uint64_t scheme = 0);
  ~Index() override;
  Index(Index&&) noexcept;
  Index& operator=(Index&&) noexcept;

  absl::Status insert(std::uint64_t id, const SignatureView& article) override;
  std::vector<Proposal> query(const SignatureView& article) const override;
  bool remove(std::uint64_t id) override;
  std::size_t size() const override;

  // Adds all of the other's articles. Returns FailedPrecondition when schemes or options differ (`threads` may),
  // AlreadyExists when both hold an id; nothing has changed then.
  absl::Status merge(const Index& other);

  const IndexOptions& options() const;
  std::uint64_t scheme() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The oracle of Index: proposes everything that is not empty. For tests and small sets.
class ExhaustiveIndex final : public CandidateIndex {
 public:
  absl::Status insert(std::uint64_t id, const SignatureView& article) override;
  std::vector<Proposal> query(const SignatureView& article) const override;
  bool remove(std::uint64_t id) override;
  std::size_t size() const override { return held_.size(); }

 private:
  struct Held {
    std::uint64_t id;
    bool empty;
  };
  std::vector<Held> held_;  // ascending by id
};

}  // namespace newsecho
