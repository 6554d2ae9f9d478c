#include "verify/rules.h"

#include <algorithm>
#include <bit>

namespace newsecho::verify_detail {

namespace {

constexpr std::uint16_t kMostlyHeld = 850;  // permille of the prose of the one that stands in the other
constexpr std::uint32_t kPassage = 20;      // words that are quoted, not met by chance

bool is_brief(const Evidence& e, const VerifyOptions& options) {
  return std::min(e.size_a, e.size_b) < options.brief_shingles;
}

// Copies appear within two days or so, a form is filled in again next week: 1000 up to four days apart,
// 100 less for each doubling.
std::uint32_t by_age(const Evidence& e) {
  constexpr std::int64_t kTwoDays = 2 * 86400;
  if (e.seconds_apart < 2 * kTwoDays) {
    return 1000;
  }
  const auto doublings = std::bit_width(static_cast<std::uint64_t>(e.seconds_apart / kTwoDays)) - 1;
  return static_cast<std::uint32_t>(std::max(400, 1000 - 100 * static_cast<int>(doublings)));
}

// Headlines say what a form was filled in with. Copies are often given other ones: none in common says nothing.
std::uint32_t by_headline(const Evidence& e) {
  return e.headline >= 700 ? 1200 : e.headline > 0 && e.headline < 350 ? 800 : 1000;
}

// A report is known by its headline and its opening. Where both are others, what the two share is background: who the
// sender is, how to dial in, what to be careful about.
std::uint32_t by_opening(const Evidence& e) {
  return e.headline > 0 && e.headline < 500 && std::max(e.lead_a, e.lead_b) < 700 ? 400 : 1000;
}

// Each headline has a word of its own text that the other article lacks altogether: each is of another matter,
// however much wording they share. One such word may be an editor's; more may be, where nearly all they hold is found
// in hardly any other story, as a form's wording is not.
std::uint32_t by_subject(const Evidence& e) {
  constexpr std::uint16_t kOwn = 500;
  constexpr std::uint16_t kNearlyAll = 850;
  const bool edited = e.subjects_apart == 1 || (e.rare >= kNearlyAll && e.own >= kOwn);
  return e.subjects_apart == 0 ? 1000 : edited ? 600 : 200;
}

// One form with other facts: they differ in many places, or in several of a short text.
bool is_form(const Evidence& e) {
  const std::uint32_t conflicts = e.number_conflicts + e.name_conflicts;
  return e.resemblance >= 200 && (conflicts >= 4 || (conflicts >= 2 && 30 * conflicts >= e.common + 30));
}

// A form filled in anew. Either it is of another matter and most numbers are others, in the same places; its wording
// may be rare then, as of a form that is not used often. Or most of what the two share, many stories share, and days
// later one number that differs is enough.
std::uint32_t by_form(const Evidence& e) {
  constexpr std::uint16_t kOwn = 400;
  constexpr std::int64_t kTwoDays = 2 * 86400;
  const bool other_matter = e.subjects_apart > 0 && e.number_conflicts >= 3 && e.numbers_shared < 500;
  const bool printed_again = !is_form(e) && e.headline >= 800 && e.subjects_apart == 0 && e.numbers >= 800 &&
                             e.numbers_shared >= 750 && std::min(e.a_in_b, e.b_in_a) >= 800;
  const bool used_often = e.own < kOwn && e.seconds_apart >= kTwoDays && !printed_again;
  return other_matter || (used_often && (e.number_conflicts > 0 || e.numbers_shared < 1000)) ? 250 : 1000;
}

// The share of numbers in the same places that agree, as if one more did: of one or two it says little.
std::uint32_t by_numbers(const Evidence& e) {
  const std::uint64_t unequal = e.number_conflicts;
  const std::uint64_t others = 1000u - e.numbers;
  return others == 0 ? 1000u
                     : static_cast<std::uint32_t>(1000 * (unequal * e.numbers + others) / (1000 * unequal + others));
}

// Conflicts beyond the first count by how much text they are spread over: a form has them all over.
std::uint32_t spread_out(std::uint32_t agreement, const Evidence& e) {
  const std::uint32_t conflicts = e.number_conflicts + e.name_conflicts;
  const std::uint64_t spread = std::uint64_t{e.common} + 30;  // millions, in an article of 50 MB
  return static_cast<std::uint32_t>(agreement * spread / (spread + 10 * (conflicts - std::min(conflicts, 1u))));
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
  if (e.resemblance >= 700 && conflicts == 0 && e.subjects_apart == 0 && e.numbers_shared >= 900 &&
      std::min(e.lead_a, e.lead_b) >= 700) {
    return containment;
  }
  if (provisional && (e.subjects_apart > 0 || (e.number_conflicts > 1 && e.numbers < 850) || e.name_conflicts > 3 ||
                      lead < 500 || e.numbers_shared <= 500)) {
    return 0;
  }
  // Squared: half of the rare text in common is mostly background, nine tenths are a copy.
  std::uint32_t agreement = rare * rare / 1000;
  if (options.use_numbers && e.characters == 0) {  // a scanner misreads figures and names
    if (rare < 850) {
      agreement = agreement * by_numbers(e) / 1000 * (1000 + e.numbers_shared) / 2000;
    }
    agreement = spread_out(agreement, e);
  }
  if (conflicts > 0 || rare < 850) {
    agreement = agreement * by_headline(e) / 1000;
  }
  agreement = agreement * by_opening(e) / 1000;
  agreement = agreement * by_subject(e) / 1000;
  if (options.use_numbers) {
    agreement = agreement * by_form(e) / 1000;
  }
  return std::min(1000u, agreement * by_age(e) / 1000);
}

// Agreement of texts that a scanner misread. A word in error spoils three shingles but not all the runs of
// letters through them: noise leaves clearly fewer shingles in common than runs. A borrowed paragraph or a
// form filled in anew has about as many of both.
std::uint32_t agreement_of_noise(const Evidence& e) {
  const std::uint32_t containment = std::max(e.a_in_b, e.b_in_a);
  const std::uint32_t most = std::uint32_t{e.characters} * (550 + e.characters / 2) / 1000;
  return containment <= most ? std::min(1000u, e.characters * 8u / 5) : 0;
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
  if (is_form(e)) {
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
  e.most = !provisional || e.common == 0 ? e.agreement
                                         : static_cast<std::uint16_t>(std::max(agreement_of(e, options, false), noise));
  const Found found = relate(e, options);
  e.relation = found.relation;
  e.rule = static_cast<std::uint8_t>(found.rule);
}

}  // namespace newsecho::verify_detail

namespace newsecho {

void swap_sides(Evidence& e) {
  std::swap(e.a_in_b, e.b_in_a);
  std::swap(e.coverage_a, e.coverage_b);
  std::swap(e.prose_a, e.prose_b);
  std::swap(e.lead_a, e.lead_b);
  std::swap(e.position_a, e.position_b);
  std::swap(e.size_a, e.size_b);
  std::swap(e.mask_a, e.mask_b);
}

void make_roundup(Evidence& e) {
  e.relation = Relation::kRoundup;
  e.rule = static_cast<std::uint8_t>(verify_detail::Rule::kParts);
  e.agreement = 0;
}

}  // namespace newsecho
