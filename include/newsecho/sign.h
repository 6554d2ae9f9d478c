// sign.h — turns a shingle set into a fixed-size MinHash signature and a sample of anchors.
//
// Two signatures of one scheme agree in each lane with probability J, the resemblance (Jaccard similarity)
// of the shingle sets. The share of equal lanes therefore estimates J with standard error
// sqrt(J(1-J)/k): 0.035 for k = 128 at J = 0.8.
//
//   MinHasher hasher(SignOptions{.k = 128, .seed = 1});
//   Signature a = hasher.sign(shingles_a), b = hasher.sign(shingles_b);
//   Estimate j = estimate_resemblance(a, b);               // j.value, j.low, j.high
//   anchors_into(shingles_a, 12, anchors_a);               // the same rate for every length
//   Estimate c = estimate_containment(anchors_a, anchors_b);  // of a in b
//
//   Minima both = hasher.minima(shingles_a);               // the union's, without the union
//   both.unite(hasher.minima(shingles_b));
//   Signature of_both = hasher.store(both);
//
// Shape     k lanes, 32 bits while signing, 16 stored.
// Lanes     y = mix(x ^ key) for shingle x; lane i is the least hi32(y) + a[i] * lo32(y) mod 2^32. mix is a
//           strong bijection, so weak or sequential x do no harm, and the key separates neighbouring seeds.
//           The a[i] differ in their low bits (below 2^7 for k = 128): the difference of two of them is
//           divisible by 2^6 at most, which makes the upper 26 bits of any two lanes exactly independent
//           over random y. Errors of two lanes are thus uncorrelated and their variances add. Three and
//           more lanes are not proven independent; bands of up to 8 rows meet as often as theory says from
//           5 shingles up (60,000 pairs a cell), bands of 16 at 5 shingles meet in 10^-5 too many.
// Stored    the upper half of minimum * odd constant. Minima of long texts are small; the product spreads
//           them, so that unequal minima look equal with probability 2^-16 (Li & König), which
//           estimate_resemblance() takes out.
// Input     64-bit shingle hashes, any order; repeats change nothing.
// Empty     no shingles -> empty Signature: never indexed, never a candidate, no estimate.
// Cost      sign_into: O(k * shingles), about 5 ns a shingle with AVX-512; no allocation.
// Threads   const methods may run concurrently.
// Stable    the same scheme_id() gives the same bits on every CPU and kernel.
// Limits    1 <= k <= kMaxLanes. Above 10^6 shingles 32-bit minima of unlike texts begin to be equal
//           (with probability n / 2^32 a lane).
// Source    A. Broder, "On the resemblance and containment of documents", 1997.
//           P. Li, A. C. König, "b-Bit Minwise Hashing", WWW 2010.
// Differs   permutations are replaced by the lane formula; anchors keep what lies below a threshold of a
//           second hash instead of hash mod m (the same rate, without division).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "newsecho/shingle.h"

namespace newsecho {

using BandKey = std::uint64_t;

inline constexpr std::uint32_t kMaxLanes = 1024;
inline constexpr std::uint32_t kAnchorModulus = 12;
inline constexpr std::uint32_t kNoiseModulus = 4;

// Every field changes the lanes and so the scheme id.
struct SignOptions {
  std::uint32_t k = 128;   // lanes; error falls with sqrt(k), cost grows with k
  std::uint64_t seed = 1;  // neighbouring seeds share nothing
};

struct Signature {
  std::vector<std::uint16_t> lanes;  // k of them, or none for the empty set

  bool empty() const { return lanes.empty(); }
  friend bool operator==(const Signature&, const Signature&) = default;
};

// Lanes before they are stored: the lesser of two, lane by lane, are those of the union of both sets. Stored lanes
// cannot be united, for they have lost their order.
struct Minima {
  std::vector<std::uint32_t> lanes;  // k of them, or none for the empty set

  // REQUIRES: both are of one hasher.
  void unite(const Minima& other);
  friend bool operator==(const Minima&, const Minima&) = default;
};

class MinHasher {
 public:
  explicit MinHasher(SignOptions options = {});

  // Writes k lanes. Returns false, and writes zeros, when there is no shingle: such lanes mean nothing and
  // must not be indexed or compared.
  // REQUIRES: lanes.size() == k().
  bool sign_into(absl::Span<const ShingleHash> shingles, absl::Span<std::uint16_t> lanes) const;

  // Returns k lanes, or none when there is no shingle.
  Signature sign(absl::Span<const ShingleHash> shingles) const;

  // The two steps of sign(), for sets that come in parts.
  Minima minima(absl::Span<const ShingleHash> shingles) const;
  Signature store(const Minima& minima) const;

  std::uint32_t k() const { return options_.k; }
  const SignOptions& options() const { return options_; }

 private:
  // Writes as many minima as there are multipliers.
  void minima_into(absl::Span<const ShingleHash> shingles, std::uint32_t* minima) const;

  SignOptions options_;
  std::uint64_t key_;
  std::vector<std::uint32_t> multipliers_;  // a[i], padded to whole vectors
};

// A share with its bounds: the Wilson score interval at two standard errors (about 95 %), which stays
// honest at 0 and 1 where "value ± 2 s.e." has no width.
struct Estimate {
  double value = 0, low = 0, high = 1;
  std::uint32_t samples = 0;  // lanes or anchors it rests on; 0: nothing is known
};

// Returns in how many lanes two signatures agree.
// REQUIRES: one scheme, equal sizes.
std::uint32_t equal_lanes(absl::Span<const std::uint16_t> a, absl::Span<const std::uint16_t> b);

// Returns the estimated resemblance, chance agreement taken out; samples == 0 when either is empty or the
// sizes differ.
Estimate estimate_resemblance(absl::Span<const std::uint16_t> a, absl::Span<const std::uint16_t> b);
inline Estimate estimate_resemblance(const Signature& a, const Signature& b) {
  return estimate_resemblance(a.lanes, b.lanes);
}

// Replaces `out` by the shingles that are anchors, ascending and without repeats: one in `modulus`, chosen
// by a hash of the shingle alone, so that every text keeps the same ones. modulus 1 keeps all, 0 is taken as 1.
void anchors_into(absl::Span<const ShingleHash> shingles, std::uint32_t modulus, std::vector<ShingleHash>& out);

// Replaces `out` by anchors that survive misread and split words: one in `modulus` of all runs of twelve
// characters of `normalised` text, counting letters and digits only, ascending and without repeats. Meant for
// text recognised as noisy; comparable with each other only. Bytes beyond ASCII count as letters.
void noise_anchors_into(std::string_view normalised, std::uint32_t modulus, std::vector<ShingleHash>& out);

// Replaces `out` by the hashes of all runs of `characters` letters and digits of `normalised` text, ascending
// and without repeats: what two scans of one page have in common where words are misread.
void character_runs_into(std::string_view normalised, std::uint32_t characters, std::vector<ShingleHash>& out);

// Returns the estimated containment of a in b, the share of a's shingles that b has. The standard error is
// sqrt(c(1-c)/n) with n anchors of a: 0.1 at c = 0.5 for 300 shingles at 1/12. samples == 0 when a has none.
// REQUIRES: anchors of one modulus, ascending and without repeats.
Estimate estimate_containment(absl::Span<const ShingleHash> a, absl::Span<const ShingleHash> b);

// Returns the key of one band from its stored lanes, so that an index can be rebuilt from signatures.
// Equal lanes of the same band give equal keys; up to four rows, unequal lanes never do.
BandKey band_key(absl::Span<const std::uint16_t> rows, std::uint32_t band);

// Replaces `out` by the keys of lanes.size() / rows bands; lanes left over are not used.
// REQUIRES: rows >= 1.
void band_keys_into(absl::Span<const std::uint16_t> lanes, std::uint32_t rows, std::vector<BandKey>& out);

// Returns 1 - (1 - j^rows)^bands: how likely two texts of resemblance j share at least one bucket.
double band_collision_probability(double j, std::uint32_t rows, std::uint32_t bands);

// What is compared before two signatures are: raised with any change of the normaliser's or tokeniser's
// spelling, or of a hash, that changes a stored bit.
inline constexpr char kUnicodeVersion[] = "15.0";
inline constexpr std::uint32_t kNormaliserVersion = 2;
inline constexpr std::uint32_t kHashVersion = 2;

// Returns e.g. "ne2-n2-u15.0-w3p5s0-k128s1".
std::string scheme_name(const ShingleOptions& shingle, const SignOptions& sign);

// Returns 64 bits of that name.
std::uint64_t scheme_id(const ShingleOptions& shingle, const SignOptions& sign);

}  // namespace newsecho
