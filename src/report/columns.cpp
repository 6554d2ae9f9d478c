#include "report/columns.h"

#include <simdjson.h>

#include <algorithm>
#include <cmath>

#include "base/json.h"

namespace newsecho {
namespace {

namespace dom = simdjson::dom;

constexpr const char* kStoryNames[] = {"size", "sites", "first", "last", "same_day", "least", "mean", "articles"};
constexpr const char* kArticleNames[] = {
    "id",    "url",      "site",    "title",       "published",        "relation",       "score", "credit",
    "words", "stripped", "in_copy", "in_original", "number_conflicts", "name_conflicts", "mask",  "reason"};
// The page points at these by their place.
constexpr std::string_view kRelations[] = {"original", "exact", "copy", "abridged", "revision", "single", "junk"};

// What is missing or of another kind reads as empty: the page shows less then, and stays a page.
std::string_view text(const dom::element& object, const char* name) {
  std::string_view value;
  return object[name].get(value) == simdjson::SUCCESS ? value : std::string_view();
}

std::uint64_t number(const dom::element& object, const char* name) {
  std::uint64_t value = 0;
  return object[name].get(value) == simdjson::SUCCESS ? value : 0;
}

std::uint64_t permille(const dom::element& object, const char* name) {
  double value = 0;
  if (object[name].get(value) != simdjson::SUCCESS) return 0;
  return static_cast<std::uint64_t>(std::lround(std::clamp(value, 0.0, 1.0) * 1000));
}

// An address is short where it begins as most do: "/" stands for https://SITE/, "." for https://www.SITE/, and "!"
// stands before one that itself begins with one of the three.
std::string short_url(std::string_view url, std::string_view site) {
  const auto after = [&](std::string_view begin) {
    const bool fits = !site.empty() && url.starts_with(begin) && url.substr(begin.size()).starts_with(site);
    const std::string_view rest = fits ? url.substr(begin.size() + site.size()) : std::string_view();
    return rest.starts_with('/') ? rest : std::string_view();
  };
  if (const std::string_view rest = after("https://"); !rest.empty()) return std::string(rest);
  if (const std::string_view rest = after("https://www."); !rest.empty()) return "." + std::string(rest.substr(1));
  const bool taken = !url.empty() && (url[0] == '/' || url[0] == '.' || url[0] == '!');
  return (taken ? "!" : "") + std::string(url);
}

}  // namespace

void Columns::put(std::string& column, std::string_view json) {
  if (!column.empty()) column += ',';
  column += json;
  bytes_ += json.size() + 1;
}

void Columns::put(std::string& column, std::uint64_t number) { put(column, fmt::format_int(number).str()); }

// Short for the many that are empty.
void Columns::put_text(std::string& column, std::string_view text) {
  if (text.empty()) return put(column, "0");
  std::string quoted;
  append_json_string(quoted, text);
  put(column, inert(quoted));
}

std::uint32_t Columns::index_of(Names& names, std::string_view name) {
  const auto [found, is_new] =
      names.index.try_emplace(std::string(name), static_cast<std::uint32_t>(names.index.size()));
  if (is_new) {
    std::string quoted;
    append_json_string(quoted, name);
    put(names.json, inert(quoted));
  }
  return found->second;
}

template <typename Element>
void Columns::add_article(const Element& article, std::string_view title) {
  const std::string_view id = text(article, "id"), url = text(article, "url");
  const auto relation = std::find(std::begin(kRelations), std::end(kRelations), text(article, "relation"));
  std::string quoted;
  append_json_string(quoted, id);
  put(articles_[kId], inert(quoted));
  const std::string_view site = text(article, "site");
  put_text(articles_[kUrl], url == id ? std::string() : short_url(url, site));
  put(articles_[kSite], index_of(sites_, site));
  put_text(articles_[kTitle], text(article, "title") == title ? std::string_view() : text(article, "title"));
  put_text(articles_[kPublished], text(article, "published"));
  put(articles_[kRelation], static_cast<std::uint64_t>(relation - std::begin(kRelations)));
  put(articles_[kScore], permille(article, "score"));
  put(articles_[kCredit], index_of(credits_, text(article, "credit")));
  put(articles_[kWords], number(article, "words"));
  put(articles_[kStripped], number(article, "stripped_words"));
  dom::element evidence;
  const bool compared = article["evidence"].get(evidence) == simdjson::SUCCESS && evidence.is_object();
  put(articles_[kInCopy], compared ? permille(evidence, "a_in_b") : 0);
  put(articles_[kInOriginal], compared ? permille(evidence, "b_in_a") : 0);
  put(articles_[kNumberConflicts], compared ? number(evidence, "number_conflicts") : 0);
  put(articles_[kNameConflicts], compared ? number(evidence, "name_conflicts") : 0);
  put_text(articles_[kMask], compared ? text(evidence, "mask_a") : std::string_view());
  put(articles_[kReason], index_of(reasons_, compared ? text(evidence, "reason") : std::string_view()));
}

bool Columns::add(std::string_view row, std::size_t most_articles) {
  thread_local dom::parser parser;
  dom::element story;
  dom::array articles;
  if (parser.parse(row.data(), row.size()).get(story) != simdjson::SUCCESS || !story.is_object()) return false;
  if (story["articles"].get(articles) != simdjson::SUCCESS || articles.size() == 0) return false;
  std::uint32_t listed = 0;
  std::string_view title;  // of the original; most copies have the same
  for (const dom::element article : articles) {
    if (listed == most_articles) break;
    ++listed;
    add_article(article, title);
    if (listed == 1) title = text(article, "title");
    if (articles.size() > 1) repeated_.emplace(text(article, "id"));
  }
  const std::string_view first = text(story, "first"), last = text(story, "last");
  put(stories_[kSize], number(story, "size"));
  put(stories_[kSites], number(story, "sites"));
  put_text(stories_[kFirst], first);
  put_text(stories_[kLast], last);
  bool same_day = false;
  put(stories_[kSameDay], story["same_day"].get(same_day) == simdjson::SUCCESS && same_day ? 1 : 0);
  dom::element cohesion;
  const bool known = story["cohesion"].get(cohesion) == simdjson::SUCCESS;
  put(stories_[kLeast], known ? permille(cohesion, "least_original") : 0);
  put(stories_[kMean], known ? permille(cohesion, "mean_original") : 0);
  put(stories_[kListed], listed);
  articles_of_.push_back(listed);
  return true;
}

std::string Columns::json() const {
  std::string out;
  out.reserve(bytes_ + 1024);
  for (const auto& [name, names] :
       {std::pair<const char*, const Names*>{"sites", &sites_}, {"credits", &credits_}, {"reasons", &reasons_}}) {
    out += fmt::format("\"{}\":[{}],", name, names->json);
  }
  const auto columns = [&](const char* name, const auto& names, const auto& list) {
    out += fmt::format("\"{}\":{{", name);
    for (std::size_t i = 0; i < list.size(); ++i) {
      out += fmt::format("{}\"{}\":[", i == 0 ? "" : ",", names[i]);
      out += list[i];
      out += ']';
    }
    out += '}';
  };
  columns("stories", kStoryNames, stories_);
  out += ',';
  columns("articles", kArticleNames, articles_);
  return out;
}

}  // namespace newsecho
