#include "verify/rules.h"

#include <algorithm>

namespace newsecho::verify_detail {

void decide(Evidence& e, const VerifyOptions& options, bool provisional) {
  const std::uint32_t containment = std::max(e.a_in_b, e.b_in_a);
  const std::uint16_t lead = std::max(e.lead_a, e.lead_b);
  const std::uint32_t rare = std::min<std::uint32_t>(containment, e.rare);
  const std::uint32_t conflicts = e.number_conflicts + e.name_conflicts;
  // Squared: half of the rare text in common is mostly background, nine tenths are a copy.
  std::uint32_t agreement = rare * rare / 1000;
  if (options.use_numbers) {
    if (rare < 850) {
      agreement = agreement * e.numbers / 1000 * (1000 + e.numbers_shared) / 2000;
    }
    // Conflicts beyond the first, by how much text they are spread over: a form has them all over.
    const std::uint32_t spread = e.common + 30;
    agreement = agreement * spread / (spread + 30 * (conflicts - std::min(conflicts, 1u)));
  }
  if (provisional) {
    if ((e.number_conflicts > 1 && e.numbers < 850) || e.name_conflicts > 3 || lead < 500 || e.numbers_shared < 500) {
      agreement = 0;
    }
  }
  // A form is never filled in twice without one slot that differs.
  if (e.resemblance >= 700 && conflicts == 0 && e.numbers_shared >= 900 && std::min(e.lead_a, e.lead_b) >= 700) {
    agreement = containment;
  }
  const bool brief = std::min(e.size_a, e.size_b) < options.brief_shingles;
  if (brief && (e.resemblance < 800 || conflicts > 0 || e.numbers_shared < 1000)) {
    agreement = 0;
  }
  e.agreement = static_cast<std::uint16_t>(agreement);
  e.relation = e.agreement >= options.threshold ? Relation::kCopy : Relation::kDifferent;
}

}  // namespace newsecho::verify_detail
