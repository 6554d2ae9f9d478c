#include "report/rows.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "base/csv.h"
#include "base/json.h"
#include "fmt/compile.h"

namespace newsecho::rows {
namespace {

// Neither of the two is known to be first: one of them gives no more than the day.
bool same_day(const Published& a, const Published& b) {
  constexpr std::int64_t kDay = 86400;
  const auto day = [](std::int64_t seconds) { return (seconds - ((seconds % kDay) + kDay) % kDay) / kDay; };
  if (!a.known() || !b.known()) return false;
  if (a.precision == Precision::kTime && b.precision == Precision::kTime) return false;
  return day(a.seconds) == day(b.seconds);
}

struct StoryFacts {
  std::size_t sites = 0;
  Published first, last;
  bool same_day = false;
};

StoryFacts facts(const Result& result, const Story& story) {
  StoryFacts f;
  const ArticleInfo& original = result.articles[story.original()];
  if (story.members.size() == 1) {
    return {original.site.empty() ? 0u : 1u, original.published, original.published, false};
  }
  absl::flat_hash_set<std::string_view> sites;
  for (std::uint32_t member : story.members) {
    const ArticleInfo& article = result.articles[member];
    if (!article.site.empty()) sites.insert(article.site);
    if (member != story.original() && article.site != original.site &&
        same_day(article.published, original.published)) {
      f.same_day = true;
    }
    if (!article.published.known()) continue;
    if (!f.first.known() || article.published.seconds < f.first.seconds) f.first = article.published;
    if (!f.last.known() || article.published.seconds > f.last.seconds) f.last = article.published;
  }
  f.sites = sites.size();
  return f;
}

void add_evidence(std::string& out, JsonWriter& json, const Evidence& evidence) {
  json.key("evidence").raw("");
  append_json(out, evidence);
}

void add_article(std::string& out, JsonWriter& json, const Result& result, std::uint32_t index,
                 const Evidence* evidence) {
  const ArticleInfo& article = result.articles[index];
  const Assignment& assignment = result.assignments[index];
  json.object()
      .member("id", article.id)
      .member("url", article.url)
      .member("site", article.site)
      .member("title", article.title)
      .member_or_null("published", to_iso8601(article.published))
      .member("relation", name(assignment.relation))
      .permille("score", assignment.agreement)
      .member("credit", article.credit)
      .member("words", article.words)
      .member("stripped_words", article.stripped_words);
  if (evidence == nullptr) {
    json.key("evidence").null();
  } else {
    add_evidence(out, json, *evidence);
  }
  json.end();
}

}  // namespace

std::string_view story_id(const Result& result, const Story& story) { return result.articles[story.original()].id; }

void append_assignment(std::string& out, const Result& result, const ArticleInfo& article) {
  const Assignment& assignment = result.assignments[static_cast<std::size_t>(&article - result.articles.data())];
  append_csv_cell(out, article.id);
  out += ',';
  append_csv_cell(out, story_id(result, result.stories[assignment.story]));
  // Permille have three decimals; the file promises four.
  fmt::format_to(std::back_inserter(out), FMT_COMPILE(",{},{}.{:03}0\n"), name(assignment.relation),
                 assignment.agreement / 1000, assignment.agreement % 1000);
}

void append_story(std::string& out, const Result& result, const Story& story) {
  const StoryFacts f = facts(result, story);
  JsonWriter json(out);
  json.object()
      .member("story", story_id(result, story))
      .member("size", story.members.size())
      .member("sites", f.sites)
      .member_or_null("first", to_iso8601(f.first))
      .member_or_null("last", to_iso8601(f.last))
      .member("same_day", f.same_day)
      .member("original", story_id(result, story));
  json.key("cohesion")
      .object()
      .permille("least_medoid", story.cohesion.least_medoid)
      .permille("mean_medoid", story.cohesion.mean_medoid)
      .permille("least_original", story.cohesion.least_original)
      .permille("mean_original", story.cohesion.mean_original)
      .end();
  json.key("articles").array();
  for (std::size_t m = 0; m < story.members.size(); ++m) {
    const bool has_evidence = m > 0 && m < story.evidence.size();
    add_article(out, json, result, story.members[m], has_evidence ? &story.evidence[m] : nullptr);
  }
  json.end().end();
  out += '\n';
}

StoryRow story_row(const Result& result, const Story& story, std::size_t most_articles) {
  const StoryFacts f = facts(result, story);
  StoryRow row;
  row.size = story.members.size();
  row.sites = f.sites;
  row.first = to_iso8601(f.first);
  row.last = to_iso8601(f.last);
  row.same_day = f.same_day;
  row.least = story.cohesion.least_original;
  row.mean = story.cohesion.mean_original;
  row.articles.resize(std::min(most_articles, story.members.size()));
  for (std::size_t m = 0; m < row.articles.size(); ++m) {
    const ArticleInfo& article = result.articles[story.members[m]];
    const Assignment& assignment = result.assignments[story.members[m]];
    StoryRow::Article& shown = row.articles[m];
    shown.id = article.id;
    shown.url = article.url;
    shown.site = article.site;
    shown.title = article.title;
    shown.published = to_iso8601(article.published);
    shown.relation = name(assignment.relation);
    shown.score = assignment.agreement;
    shown.credit = article.credit;
    shown.words = article.words;
    shown.stripped_words = article.stripped_words;
    if (m == 0 || m >= story.evidence.size()) continue;
    const Evidence& evidence = story.evidence[m];
    shown.in_copy = evidence.a_in_b;
    shown.in_original = evidence.b_in_a;
    shown.number_conflicts = evidence.number_conflicts;
    shown.name_conflicts = evidence.name_conflicts;
    shown.mask = fmt::format(FMT_COMPILE("{:016x}"), evidence.mask_a);
    shown.reason = reason(evidence);
  }
  return row;
}

void append_link(std::string& out, const Result& result, const Link& link) {
  JsonWriter json(out);
  json.object()
      .member("a", result.articles[link.a].id)
      .member("b", result.articles[link.b].id)
      .member("relation", name(link.evidence.relation));
  add_evidence(out, json, link.evidence);
  json.end();
  out += '\n';
}

void append_skipped(std::string& out, const Result& result, const Skipped& skipped) {
  const std::uint32_t source = skipped.place.source;
  JsonWriter json(out);
  json.object()
      .member("source", source < result.sources.size() ? result.sources[source] : "")
      .member("line", skipped.place.line)
      .member("byte_offset", skipped.place.offset_bytes)
      .member("reason", skipped.reason)
      .end();
  out += '\n';
}

void append_boilerplate(std::string& out, const Result&, const BoilerplateLine& line) {
  JsonWriter json(out);
  json.object().member("site", line.site).member("line", line.line).member("pages", line.pages);
  json.key("examples").array();
  for (const std::string& id : line.examples) json.value(id);
  json.end().end();
  out += '\n';
}

void append_text(std::string& out, std::string_view id, const Detector::Shown& shown) {
  std::string repaired;
  std::vector<std::pair<std::size_t, std::size_t>> moved;
  const bool whole = is_utf8(shown.text);
  if (!whole) {
    std::size_t at = 0;
    const std::string_view source = shown.text;
    for (const auto& [begin, end] : shown.stripped) {
      repaired += valid_utf8(source.substr(at, begin - at));
      const std::size_t from = repaired.size();
      repaired += valid_utf8(source.substr(begin, end - begin));
      moved.emplace_back(from, repaired.size());
      at = end;
    }
    repaired += valid_utf8(source.substr(at));
  }
  JsonWriter json(out);
  json.object()
      .member("id", id)
      .member("text", whole ? std::string_view(shown.text) : repaired)
      .key("stripped")
      .array();
  const auto put = [&](const auto& spans) {
    for (const auto& [begin, end] : spans) json.array().value(begin).value(end).end();
  };
  whole ? put(shown.stripped) : put(moved);
  json.end().end();
  out += '\n';
}

}  // namespace newsecho::rows
