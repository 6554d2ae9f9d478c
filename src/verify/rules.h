// rules.h — from features to relation and agreement: the whole rule set, in one place.
#pragma once

#include "newsecho/verify.h"

namespace newsecho::verify_detail {

// Sets relation, rule and agreement from the other fields.
void decide(Evidence& evidence, const VerifyOptions& options);

}  // namespace newsecho::verify_detail
