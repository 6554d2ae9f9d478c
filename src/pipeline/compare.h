// compare.h — verified pairs of nodes, and what is decided over all of them.
#pragma once

#include <algorithm>
#include <vector>

#include "absl/status/statusor.h"
#include "base/pages.h"
#include "newsecho/cluster.h"
#include "newsecho/verify.h"
#include "pipeline/documents.h"

namespace newsecho::pipeline {

struct Verified {
  std::uint32_t a, b;  // nodes, a < b
  Evidence evidence;
};

using VerifiedPairs = LargeVector<Verified>;

// How much of the smaller of two articles is in the other: words, or letters of misread ones. Permille.
inline std::uint16_t containment(const Evidence& e) { return std::max({e.a_in_b, e.b_in_a, e.characters}); }

// A candidate whose wording is in common and whose numbers are others: a form, most likely.
struct SetAside {
  std::uint32_t a, b;         // nodes, a < b
  std::uint16_t resemblance;  // as signatures estimate it; permille
  std::uint8_t channels;
};

// Returns the pair of two nodes among `pairs`, which ascend by nodes; null when it is not there.
const Verified* find_pair(const VerifiedPairs& pairs, std::uint32_t a, std::uint32_t b);

// What became of the candidates.
struct Compared {
  VerifiedPairs pairs;  // ascending by nodes
  LargeVector<SetAside> set_aside;
  VerifiedPairs asked;  // for by the grouping, beyond the candidates; no links. Ascending
};

// What the numbers alone say of the candidates: those to compare, and those set aside.
struct Screened {
  Candidates left;
  LargeVector<SetAside> set_aside;
};

absl::StatusOr<Screened> screen(Crawl& crawl, const Signatures& signatures, const Candidates& candidates);

// Compares what is left; stories are not known yet, so pairs that need them are strict or set aside.
absl::StatusOr<Compared> verify_all(Crawl& crawl, Screened screened, const VerifyOptions& options);

// Compares again, now that it is known which shingles few stories hold, what may come out otherwise; of the
// pairs set aside, those that share rare shingles, and of each article's forms the two most alike.
absl::Status verify_again(Crawl& crawl, Compared& compared, const VerifyOptions& options);

// Compares in full what was not, or came to nothing: candidates and pairs asked for that are not among
// compared.pairs. Nothing is decided by them; it is for those who want to see every pair.
absl::StatusOr<VerifiedPairs> verify_rest(Crawl& crawl, const Candidates& candidates, const Compared& compared,
                                          const VerifiedPairs& asked, const VerifyOptions& options);

using Groups = std::vector<std::vector<std::uint32_t>>;  // of nodes, medoid first; two or more each

// Finds nodes that hold several reports that are not one another, and turns their pairs into links.
void mark_roundups(const Crawl& crawl, VerifiedPairs& pairs);

// Fills stories, assignments, links and pairs of the result; `rest` are pairs to be shown beside the compared ones.
void assemble(Crawl& crawl, const Groups& groups, const Compared& compared, const VerifiedPairs& rest,
              const VerifyOptions& options);

}  // namespace newsecho::pipeline
