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

std::optional<StoryRow> parse_story(std::string_view row, std::size_t most_articles) {
  thread_local dom::parser parser;
  dom::element story;
  dom::array articles;
  if (parser.parse(row.data(), row.size()).get(story) != simdjson::SUCCESS || !story.is_object()) return std::nullopt;
  if (story["articles"].get(articles) != simdjson::SUCCESS || articles.size() == 0) return std::nullopt;
  StoryRow out;
  out.size = number(story, "size");
  out.sites = number(story, "sites");
  out.first = text(story, "first");
  out.last = text(story, "last");
  if (story["same_day"].get(out.same_day) != simdjson::SUCCESS) out.same_day = false;
  if (dom::element cohesion; story["cohesion"].get(cohesion) == simdjson::SUCCESS) {
    out.least = permille(cohesion, "least_original");
    out.mean = permille(cohesion, "mean_original");
  }
  for (const dom::element article : articles) {
    if (out.articles.size() == most_articles) break;
    StoryRow::Article& a = out.articles.emplace_back();
    a.id = text(article, "id");
    a.url = text(article, "url");
    a.site = text(article, "site");
    a.title = text(article, "title");
    a.published = text(article, "published");
    a.relation = text(article, "relation");
    a.score = permille(article, "score");
    a.credit = text(article, "credit");
    a.words = number(article, "words");
    a.stripped_words = number(article, "stripped_words");
    dom::element evidence;
    if (article["evidence"].get(evidence) != simdjson::SUCCESS || !evidence.is_object()) continue;
    a.in_copy = permille(evidence, "a_in_b");
    a.in_original = permille(evidence, "b_in_a");
    a.number_conflicts = number(evidence, "number_conflicts");
    a.name_conflicts = number(evidence, "name_conflicts");
    a.mask = text(evidence, "mask_a");
    a.reason = text(evidence, "reason");
  }
  return out;
}

void Columns::put(std::string& column, std::uint64_t number) {
  const fmt::format_int digits(number);
  const std::size_t before = column.size();
  if (!column.empty()) column += ',';
  column.append(digits.data(), digits.size());
  bytes_ += column.size() - before;
}

void Columns::put_text(std::string& column, std::string_view text) {
  const std::size_t before = column.size();
  if (!column.empty()) column += ',';
  quoted_.clear();
  append_json_string(quoted_, text);
  append_inert(column, quoted_);
  bytes_ += column.size() - before;
}

// Short for the many that are empty.
void Columns::put_text_or_0(std::string& column, std::string_view text) {
  if (text.empty()) return put(column, 0);
  put_text(column, text);
}

std::uint32_t Columns::index_of(Names& names, std::string_view name) {
  if (const auto found = names.index.find(absl::string_view(name.data(), name.size())); found != names.index.end())
    return found->second;
  const auto index = static_cast<std::uint32_t>(names.index.size());
  names.index.emplace(name, index);
  put_text(names.json, name);
  return index;
}

void Columns::add_article(const StoryRow::Article& article, std::string_view title) {
  const auto relation = std::find(std::begin(kRelations), std::end(kRelations), article.relation);
  put_text(articles_[kId], article.id);
  put_text_or_0(articles_[kUrl], article.url == article.id ? std::string() : short_url(article.url, article.site));
  put(articles_[kSite], index_of(sites_, article.site));
  put_text_or_0(articles_[kTitle], article.title == title ? std::string_view() : article.title);
  put_text_or_0(articles_[kPublished], article.published);
  put(articles_[kRelation], static_cast<std::uint64_t>(relation - std::begin(kRelations)));
  put(articles_[kScore], article.score);
  put(articles_[kCredit], index_of(credits_, article.credit));
  put(articles_[kWordCount], article.words);
  put(articles_[kStrippedWords], article.stripped_words);
  put(articles_[kInCopy], article.in_copy);
  put(articles_[kInOriginal], article.in_original);
  put(articles_[kNumberConflicts], article.number_conflicts);
  put(articles_[kNameConflicts], article.name_conflicts);
  put_text_or_0(articles_[kMask], article.mask);
  put(articles_[kReason], index_of(reasons_, article.reason));
}

void Columns::add(const StoryRow& story) {
  std::string_view title;  // of the original; most copies have the same
  for (const StoryRow::Article& article : story.articles) {
    add_article(article, title);
    if (&article == &story.articles.front()) title = article.title;
    if (story.articles.size() > 1) repeated_.emplace(article.id);
  }
  put(stories_[kSize], story.size);
  put(stories_[kSites], story.sites);
  put_text_or_0(stories_[kFirst], story.first);
  put_text_or_0(stories_[kLast], story.last);
  put(stories_[kSameDay], story.same_day ? 1 : 0);
  put(stories_[kLeast], story.least);
  put(stories_[kMean], story.mean);
  put(stories_[kListed], story.articles.size());
  articles_of_.push_back(static_cast<std::uint32_t>(story.articles.size()));
}

void Columns::write(WholeFile& file) const {
  for (const auto& [name, names] :
       {std::pair<const char*, const Names*>{"sites", &sites_}, {"credits", &credits_}, {"reasons", &reasons_}}) {
    file.write(fmt::format("\"{}\":[", name));
    file.write(names->json);
    file.write("],");
  }
  const auto columns = [&](const char* name, const auto& names, const auto& list) {
    file.write(fmt::format("\"{}\":{{", name));
    for (std::size_t i = 0; i < list.size(); ++i) {
      file.write(fmt::format("{}\"{}\":[", i == 0 ? "" : ",", names[i]));
      file.write(list[i]);
      file.write("]");
    }
    file.write("}");
  };
  columns("stories", kStoryNames, stories_);
  file.write(",");
  columns("articles", kArticleNames, articles_);
}

}  // namespace newsecho
