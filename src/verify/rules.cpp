#include "verify/rules.h"

#include <algorithm>


namespace newsecho::verify_detail {

namespace {

constexpr std::uint16_t kMostlyHeld = 850;  // permille of the prose of the one that stands in the other
constexpr std::uint32_t kPassage = 20;      // words that are quoted, not met by chance

bool is_brief(const Evidence& e, const VerifyOptions& options) {
  return std::min(e.size_a, e.size_b) < options.brief_shingles;
}

std::uint32_t agreement_of(const Evidence& e, const VerifyOptions& options, bool provisional) {
  const std::uint32_t containment = std::max(e.a_in_b, e.b_in_a);
  const std::uint16_t lead = std::max(e.lead_a, e.lead_b);
  const std::uint32_t rare = std::min<std::uint32_t>(containment, e.rare);
  const std::uint32_t conflicts = e.number_conflicts + e.name_conflicts;
  if (is_brief(e, options)) {
    return e.resemblance < 800 || conflicts > 0 || e.numbers_shared < 1000 ? 0 : e.resemblance;
  }
  // A form is never filled in twice without one slot that differs.
  if (e.resemblance >= 700 && conflicts == 0 && e.numbers_shared >= 900 && std::min(e.lead_a, e.lead_b) >= 700) {
    return containment;
  }
  if (provisional && ((e.number_conflicts > 1 && e.numbers < 850) || e.name_conflicts > 3 || lead < 500 ||
                      e.numbers_shared < 500)) {
    return 0;
  }
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
  return agreement;
}

// Agreement of texts that a scanner misread. A letter in error spoils eight runs of letters but some
// sixteen letters' worth of words: noise leaves fewer shingles in common than runs, about the square of
// their share. A borrowed paragraph or a form has as many of both.
std::uint32_t agreement_of_noise(const Evidence& e) {
  const std::uint32_t containment = std::max(e.a_in_b, e.b_in_a);
  const std::uint32_t expected = std::uint32_t{e.characters} * e.characters / 1000;
  return 4 * containment <= 5 * expected + 100 ? std::min(1000u, e.characters * 3u / 2) : 0;
}

struct Found {
  Relation relation;
  Rule rule;
};

Found relate(const Evidence& e, const VerifyOptions& options) {
  const std::uint16_t shorter = std::max(e.prose_a, e.prose_b);
  const std::uint16_t longer = std::min(e.prose_a, e.prose_b);
  if (e.agreement >= options.threshold) {
    if (e.resemblance == 1000 && e.coverage_a == 1000 && e.coverage_b == 1000) {
      return {Relation::kCopy, Rule::kEqual};
    }
    if (e.characters > 0 && e.number_conflicts + e.name_conflicts > 2) {
      return {Relation::kCopy, Rule::kMisread};
    }
    if (e.number_conflicts > 0 || shorter < kMostlyHeld) {
      return {Relation::kRevision, Rule::kUpdated};
    }
    return longer < kMostlyHeld ? Found{Relation::kAbridged, Rule::kTrimmed} : Found{Relation::kCopy, Rule::kEdited};
  }
  if (e.common == 0 && e.characters == 0) {
    return {Relation::kDifferent, Rule::kNothing};
  }
  if (e.number_conflicts + e.name_conflicts >= 4 && e.resemblance >= 200) {
    return {Relation::kTemplate, Rule::kForm};
  }
  if (is_brief(e, options)) {
    return {Relation::kDifferent, Rule::kBriefUnequal};
  }
  if (e.longest_block >= kPassage && e.rare >= 100) {
    return {Relation::kExcerpt, Rule::kPassage};
  }
  return {Relation::kDifferent, Rule::kLittle};
}

}  // namespace

void decide(Evidence& e, const VerifyOptions& options, bool provisional) {
  const std::uint32_t words = e.common == 0 ? 0 : agreement_of(e, options, provisional);
  const std::uint32_t noise = agreement_of_noise(e);
  e.agreement = static_cast<std::uint16_t>(std::max(words, noise));
  // Rare shingles are not known yet: all may be, which is the most they can say.
  e.most = !provisional || e.common == 0
               ? e.agreement
               : static_cast<std::uint16_t>(std::max(agreement_of(e, options, false), noise));
  const Found found = relate(e, options);
  e.relation = found.relation;
  e.rule = static_cast<std::uint8_t>(found.rule);
}

}  // namespace newsecho::verify_detail

namespace newsecho {

void make_roundup(Evidence& e) {
  e.relation = Relation::kRoundup;
  e.rule = static_cast<std::uint8_t>(verify_detail::Rule::kParts);
  e.agreement = 0;
}

}  // namespace newsecho
