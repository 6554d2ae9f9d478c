// rules.h — from features to relation and agreement: the whole rule set, in one place.
#pragma once

#include "newsecho/verify.h"

namespace newsecho::verify_detail {

// Sets relation, rule and agreement from the other fields. Without story frequencies (`provisional`) the
// rules are strict: a provisional story may be incomplete but must be pure.
void decide(Evidence& evidence, const VerifyOptions& options, bool provisional);

}  // namespace newsecho::verify_detail
