// shingle.h — turns a token sequence into 64-bit shingle hashes, and sets of them into counts.
//
//   Tokens t = tokenise(normalise(text), text);
//   std::vector<ShingleHash> s;
//   shingle_into(t.hash, t.flags, ShingleOptions{}, s);   // s[i] starts at the i-th kept token
//   sort_unique(s);                                       // now a set
//   std::uint32_t common = intersection_size(s, other);   // exact; both sorted, without repeats
//
// Shingle   `words` consecutive tokens, or `points` where it begins with a single code point of a script
//           written without spaces. It runs on across script borders. Stripped tokens are passed over.
// End       shingles stop at the first that would run off the end, so that s[i] is always the one at kept
//           token i. A text shorter than its first shingle is one shingle of all its tokens; no token, none.
// Hash      sum of token * K[position] mod 2^64, K odd and drawn from the seed; then a finaliser in which
//           every input bit flips every output bit with probability 1/2. Two random shingles collide with
//           probability 2^-64; among n of them about n^2 / 2^65 pairs do: 3 at 10^10.
// Cost      shingle_into: O(tokens * width), about 1 ns a token; sort_unique: O(n) for hashes.
// Threads   pure functions; scratch memory belongs to the calling thread and is reused.
// Stable    the same options give the same bits on every CPU and kernel.
// Limits    words and points are 1 to kMaxShingle; other values are moved to the nearer end.
// Source    A. Broder, "On the resemblance and containment of documents", 1997.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace newsecho {

using ShingleHash = std::uint64_t;

inline constexpr std::uint32_t kMaxShingle = 32;

// Every field changes the hashes and so the scheme id.
struct ShingleOptions {
  std::uint32_t words = 3;   // tokens a shingle; more: stricter, one edit breaks more of them
  std::uint32_t points = 5;  // the same where a token is one code point
  std::uint64_t seed = 0;    // of the multipliers K
};

// Replaces `out` by the shingles in text order, repeats included. `flags` holds TokenFlag bits, one byte a
// token; kStripped and kCodePoint are read.
// REQUIRES: hash.size() == flags.size().
void shingle_into(absl::Span<const std::uint32_t> hash, absl::Span<const std::uint8_t> flags,
                  const ShingleOptions& options, std::vector<ShingleHash>& out);

// The same, and positions[i] is the index in `hash` of the token out[i] begins with.
void shingle_into(absl::Span<const std::uint32_t> hash, absl::Span<const std::uint8_t> flags,
                  const ShingleOptions& options, std::vector<ShingleHash>& out, std::vector<std::uint32_t>& positions);

// Makes a set: ascending, without repeats. Correct for any values, fast for hashes.
void sort_unique(std::vector<ShingleHash>& shingles);

// Returns how many values are in both sets.
// REQUIRES: both ascending and without repeats.
std::uint32_t intersection_size(absl::Span<const ShingleHash> a, absl::Span<const ShingleHash> b);

}  // namespace newsecho
