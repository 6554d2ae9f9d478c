// rules.h — the fixed list of rules that makes a score and a relation of the features of a pair.
#pragma once

#include "newsecho/verify.h"

namespace newsecho::verify_detail {

// In the order they are tried; Evidence::rule names the one that held.
enum class Rule : std::uint8_t {
  kNone = 0,
  kNothing = 1,       // no shingle in common
  kBriefUnequal = 2,  // one is too short to be compared by a part, and they are not nearly equal
  kEqual = 3,         // token for token
  kUpdated = 4,       // one report, facts corrected or passages exchanged
  kTrimmed = 5,       // one report, one stands in the other
  kEdited = 6,        // one report, nearly equal
  kForm = 7,          // the same form with other facts
  kPassage = 8,       // a passage in common
  kLittle = 9,
  kMisread = 11,  // one report under noise
  kParts = 10,    // found among all pairs of an article: it holds several reports
};

// Sets agreement, relation and rule. `provisional`: story frequencies are not known yet; stories are to
// be pure then rather than complete.
void decide(Evidence& e, const VerifyOptions& options, bool provisional);

}  // namespace newsecho::verify_detail
