#include "fmt/format.h"
#include "newsecho/verify.h"
#include "verify/rules.h"

namespace newsecho {

namespace {

std::string percent(std::uint16_t permille) { return fmt::format("{} %", (permille + 5) / 10); }

// "14 of 15 numbers agree" needs counts that the shares stand for; the shares say as much.
std::string facts(const Evidence& e) {
  std::string out;
  if (e.number_conflicts > 0) {
    out += fmt::format(", {} {}", e.number_conflicts, e.number_conflicts == 1 ? "number differs" : "numbers differ");
  }
  if (e.name_conflicts > 0) {
    out += fmt::format(", {} {}", e.name_conflicts, e.name_conflicts == 1 ? "name differs" : "names differ");
  }
  return out.empty() ? ", no number or name differs" : out;
}

std::string overlap(const Evidence& e) {
  const bool a_is_smaller = e.a_in_b >= e.b_in_a;
  const std::uint16_t share = a_is_smaller ? e.a_in_b : e.b_in_a;
  return e.rare == share ? fmt::format("{} of the shorter is in the longer", percent(share))
                         : fmt::format("{} of the shorter is in the longer, {} of what few other stories hold",
                                       percent(share), percent(e.rare));
}

}  // namespace

std::string reason(const Evidence& e) {
  using verify_detail::Rule;
  switch (static_cast<Rule>(e.rule)) {
    case Rule::kNone:
      return e.relation == Relation::kExact ? "the same words from first to last" : "not compared";
    case Rule::kNothing:
      return "no shingle in common";
    case Rule::kBriefUnequal:
      return fmt::format("too short to tell by a part, and not nearly equal: resemblance {}{}", percent(e.resemblance),
                         facts(e));
    case Rule::kEqual:
      return "the same words from first to last";
    case Rule::kUpdated:
      return fmt::format("updated: {}{}", overlap(e), facts(e));
    case Rule::kTrimmed:
      return fmt::format("trimmed: {}{}", overlap(e), facts(e));
    case Rule::kEdited:
      return fmt::format("nearly the same: {}{}", overlap(e), facts(e));
    case Rule::kForm:
      return fmt::format("one form, other facts: {}{}", overlap(e), facts(e));
    case Rule::kPassage:
      return fmt::format("a passage of {} words in common, the rest is another report: {}", e.longest_block,
                         overlap(e));
    case Rule::kMisread:
      return fmt::format("misread: {} of the letters of the shorter, {} of its words are in the longer",
                         percent(e.characters), percent(std::max(e.a_in_b, e.b_in_a)));
    case Rule::kParts:
      return fmt::format("one of the two holds several reports: {}", overlap(e));
    case Rule::kLittle:
      return fmt::format("too little in common: {}{}", overlap(e), facts(e));
  }
  return "";
}

}  // namespace newsecho
