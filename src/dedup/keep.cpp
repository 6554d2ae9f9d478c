#include <algorithm>
#include <tuple>

#include "fmt/format.h"
#include "newsecho/dedup.h"

namespace newsecho {
namespace {

std::uint32_t longest(const Result& result, const std::vector<std::uint32_t>& members) {
  return *std::max_element(members.begin(), members.end(), [&](std::uint32_t a, std::uint32_t b) {
    return result.articles[a].words < result.articles[b].words;
  });
}

// No other is later for certain: a date alone neither beats nor loses to a time on that day.
std::uint32_t newest(const Result& result, const std::vector<std::uint32_t>& members) {
  Published day, moment;
  for (const std::uint32_t m : members) {
    Published p = result.articles[m].published;
    if (p.precision == Precision::kTime && (!moment.known() || moment.seconds < p.seconds)) moment = p;
    if (!p.known()) continue;
    p.precision = Precision::kDay;
    if (!day.known() || published_before(day, p)) day = p;
  }
  const auto key = [&](std::uint32_t m) {
    const ArticleInfo& article = result.articles[m];
    const Published& p = article.published;
    const bool beaten = !p.known() || published_before(p, day) || (moment.known() && published_before(p, moment));
    return std::make_tuple(beaten, ~article.words, std::string_view(article.id));
  };
  return *std::min_element(members.begin(), members.end(),
                           [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
}

}  // namespace

absl::StatusOr<Keep> parse_keep(std::string_view text) {
  if (text == "original") return Keep{Keep::kOriginal, ""};
  if (text == "longest") return Keep{Keep::kLongest, ""};
  if (text == "newest") return Keep{Keep::kNewest, ""};
  constexpr std::string_view kSite = "site=";
  if (text.starts_with(kSite) && text.size() > kSite.size())
    return Keep{Keep::kSite, site_of(text.substr(kSite.size()))};
  return absl::InvalidArgumentError(
      fmt::format("{} is no rule for what to keep: original, longest, newest or site=NAME, e.g. site=bbc.co.uk", text));
}

std::vector<std::uint32_t> choose(const Result& result, const Keep& keep) {
  std::vector<std::uint32_t> chosen;
  chosen.reserve(result.stories.size());
  for (const Story& story : result.stories) {
    switch (keep.rule) {
      case Keep::kOriginal:
        chosen.push_back(story.original());
        break;
      case Keep::kLongest:
        chosen.push_back(longest(result, story.members));
        break;
      case Keep::kNewest:
        chosen.push_back(newest(result, story.members));
        break;
      case Keep::kSite: {
        const auto at = std::find_if(story.members.begin(), story.members.end(),
                                     [&](std::uint32_t m) { return result.articles[m].site == keep.site; });
        chosen.push_back(at == story.members.end() ? story.original() : *at);
        break;
      }
    }
  }
  return chosen;
}

}  // namespace newsecho
