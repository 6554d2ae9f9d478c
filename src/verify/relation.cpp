#include <array>
#include <utility>

#include "newsecho/verify.h"

namespace newsecho {

std::string_view name(Relation relation) {
  switch (relation) {
    case Relation::kOriginal:
      return "original";
    case Relation::kExact:
      return "exact";
    case Relation::kCopy:
      return "copy";
    case Relation::kAbridged:
      return "abridged";
    case Relation::kRevision:
      return "revision";
    case Relation::kSingle:
      return "single";
    case Relation::kJunk:
      return "junk";
    case Relation::kExcerpt:
      return "excerpt";
    case Relation::kRoundup:
      return "roundup";
    case Relation::kTemplate:
      return "template";
    case Relation::kDifferent:
      return "different";
  }
  return "different";
}

bool same_report(Relation relation) {
  switch (relation) {
    case Relation::kOriginal:
    case Relation::kExact:
    case Relation::kCopy:
    case Relation::kAbridged:
    case Relation::kRevision:
      return true;
    default:
      return false;
  }
}

bool links(Relation relation) {
  return relation == Relation::kExcerpt || relation == Relation::kRoundup || relation == Relation::kTemplate;
}

std::string channels(std::uint8_t bits) {
  constexpr std::array<std::pair<Channel, std::string_view>, 5> kNames = {
      {{kExactBody, "exact"}, {kBands, "bands"}, {kAnchors, "anchors"}, {kNoiseAnchors, "noise"}, {kAsked, "asked"}}};
  std::string text;
  for (const auto& [bit, word] : kNames) {
    if (!(bits & bit)) continue;
    if (!text.empty()) text += '+';
    text += word;
  }
  return text;
}

}  // namespace newsecho
