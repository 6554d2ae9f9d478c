// verify.h — compares two articles exactly and says what they are to each other, and why.
//
//   Evidence e = verify(a, b, VerifyOptions{});   // a, b: features of two articles
//   e.agreement                                   // the one score, 0 to 1
//   reason(e)                                     // "copy: 93 % of the shorter stands in the longer, 14 of 14 numbers"
//
// A candidate is only proposed; nothing is merged that has not passed here. The relation is found by
// a fixed list of rules over the features below; the first that holds wins and names itself.
//
// Cost      O(tokens of both).
// Threads   pure functions.
// Stable    decisions are made on integers (counts and permille), the same on every CPU.
// Source    A. Broder, "On the resemblance and containment of documents", 1997.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace newsecho {

enum class Relation : std::uint8_t {
  kOriginal,   // the article its story is told by
  kExact,      // same body, token for token
  kCopy,       // the same report with small edits
  kAbridged,   // the same report, trimmed
  kRevision,   // the same report, updated or corrected
  kSingle,     // no other article is the same report
  kJunk,       // cookie wall, error page: no report at all
  kExcerpt,    // link: quotes a part of the other
  kRoundup,    // link: holds the other whole beside other reports
  kTemplate,   // link: same form, other facts
  kDifferent,  // nothing that counts in common
};

std::string_view name(Relation relation);             // "abridged"
bool same_report(Relation relation);                  // exact, copy, abridged, revision (and original)
bool links(Relation relation);                        // excerpt, roundup, template

// Which index channels proposed a pair; bits add up.
enum Channel : std::uint8_t { kExactBody = 1, kBands = 2, kAnchors = 4, kNoiseAnchors = 8, kAsked = 16 };
std::string channels(std::uint8_t bits);              // "bands+anchors"

// All features of one pair. Shares are permille (0 to 1000): integers, so that no CPU decides otherwise.
struct Evidence {
  Relation relation = Relation::kDifferent;  // of b to a
  std::uint8_t channels = 0;
  std::uint8_t rule = 0;                     // number of the rule that decided; see reason()
  std::uint16_t agreement = 0;               // the score, permille
  std::uint16_t resemblance = 0;
  std::uint16_t a_in_b = 0, b_in_a = 0;      // containment
  std::uint16_t rare = 0;                    // containment over story-rare shingles, of the smaller in the larger
  std::uint16_t coverage = 0;                // share of the shorter's tokens in aligned blocks
  std::uint16_t prose_a = 0, prose_b = 0;    // share of a's (b's) sentences that the other covers
  std::uint16_t numbers = 1000;              // share of numbers in aligned slots that agree
  std::uint16_t names = 1000;                // the same for capitalised words
  std::uint16_t headline = 0;                // resemblance of the titles' words
  std::uint16_t quoted = 0;                  // share of the overlap inside quotation marks
  std::uint16_t position = 0;                // where in the longer the overlap begins
  std::uint32_t common = 0;                  // shingles in both
  std::uint32_t longest_block = 0, mean_block = 0;  // aligned blocks, tokens
  std::uint32_t number_conflicts = 0;        // slots with unequal numbers
  std::uint32_t name_conflicts = 0;
  std::int64_t seconds_apart = -1;           // -1 when either date is unknown

  friend bool operator==(const Evidence&, const Evidence&) = default;
};

// Returns one sentence: which rule decided and the figures it looked at.
std::string reason(const Evidence& evidence);

}  // namespace newsecho
