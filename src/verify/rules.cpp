#include "verify/rules.h"

#include <algorithm>

namespace newsecho::verify_detail {

namespace {

std::uint16_t scale(std::uint32_t value, std::uint32_t permille) {
  return static_cast<std::uint16_t>(value * permille / 1000);
}

}  // namespace

void decide(Evidence& e, const VerifyOptions& options, bool provisional) {
  const std::uint16_t containment = std::max(e.a_in_b, e.b_in_a);
  const std::uint16_t lead = std::max(e.lead_a, e.lead_b);
  e.agreement = std::min(containment, e.rare);
  if (options.use_numbers) {
    e.agreement = scale(e.agreement, std::min<std::uint32_t>(e.numbers, 1000));
  }
  if (provisional) {
    if ((e.number_conflicts > 1 && e.numbers < 850) || e.name_conflicts > 3 || lead < 500 || e.numbers_shared < 500) {
      e.agreement = 0;
    }
  }
  // A form is never filled in twice without one slot that differs.
  if (e.resemblance >= 700 && e.number_conflicts == 0 && e.name_conflicts == 0 && e.numbers_shared >= 900 &&
      std::min(e.lead_a, e.lead_b) >= 700) {
    e.agreement = containment;
  }
  const bool brief = std::min(e.size_a, e.size_b) < options.brief_shingles;
  if (brief && (e.resemblance < 800 || e.number_conflicts > 0 || e.name_conflicts > 0 || e.numbers_shared < 1000)) {
    e.agreement = 0;
  }
  e.relation = e.agreement >= options.threshold ? Relation::kCopy : Relation::kDifferent;
}

}  // namespace newsecho::verify_detail
