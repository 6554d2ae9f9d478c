#include "cli/summary.h"

#include <algorithm>
#include <set>
#include <vector>

#include "cli/wrap.h"
#include "fmt/format.h"
#include "nlohmann/json.hpp"

namespace newsecho::cli {
namespace {

constexpr std::size_t kShownStories = 10;
constexpr std::size_t kShownReasons = 3;

std::uint64_t bytes_read(const Result& result) {
  for (const StageCount& stage : result.counts.stages) {
    if (stage.stage == "read") return stage.bytes;
  }
  return result.counts.text_bytes;
}

std::string span(const Published& first, const Published& last) {
  if (!first.known()) return "";
  const std::string from = to_iso8601(first).substr(0, 10), to = to_iso8601(last).substr(0, 10);
  return from == to ? from : from + " to " + to;
}

constexpr std::size_t kNames = 15;  // columns of the names and what stands before them

// "2024-10-18..22", for a column of a table: what both days have in common is said once.
std::string short_span(const Published& first, const Published& last) {
  if (!first.known()) return "";
  std::string from = to_iso8601(first).substr(0, 10);
  const std::string to = to_iso8601(last).substr(0, 10);
  if (from == to) return from;
  const std::size_t same = from.substr(0, 8) == to.substr(0, 8) ? 8 : from.substr(0, 5) == to.substr(0, 5) ? 5 : 0;
  return from + ".." + to.substr(same);
}

// The title is what people look for: sites give way to it on narrow terminals.
std::string largest_stories(const Result& result, const Paint& paint, std::size_t columns) {
  constexpr std::size_t kLeastForSites = 90, kWidestSite = 26;
  const bool with_site = columns >= kLeastForSites;
  Table table(with_site ? "rrlll" : "rrll");
  const auto add = [&](std::vector<std::string> cells) {
    if (!with_site) cells.erase(cells.begin() + 3);
    table.add(std::move(cells));
  };
  add({"articles", "sites", "published", "first on", "story"});
  std::size_t shown = 0;
  for (const Story& story : result.stories) {
    if (story.members.size() < 2 || shown == kShownStories) break;
    ++shown;
    std::set<std::string_view> sites;
    Published first, last;
    for (std::uint32_t member : story.members) {
      const ArticleInfo& article = result.articles[member];
      if (!article.site.empty()) sites.insert(article.site);
      if (!article.published.known()) continue;
      if (!first.known() || article.published.seconds < first.seconds) first = article.published;
      if (!last.known() || article.published.seconds > last.seconds) last = article.published;
    }
    const ArticleInfo& original = result.articles[story.original()];
    add({grouped(story.members.size()), grouped(sites.size()), short_span(first, last),
         fit(safe(original.site), kWidestSite), safe(original.title.empty() ? original.id : original.title)});
  }
  return shown == 0 ? "" : "\n" + table.text(paint, columns);
}

}  // namespace

std::string summary_text(const Result& result, const RunFacts& facts, const Paint& paint, std::size_t columns) {
  const Summary sum = summarise(result);
  const Counts& counts = result.counts;
  std::string head = counted(sum.articles, "article");
  if (sum.sites > 0) head += fmt::format(" from {}", counted(sum.sites, "site"));
  if (sum.first.known()) head += ", " + span(sum.first, sum.last);
  std::string out = paint.bold(head) + "\n";
  const auto line = [&](std::string_view name, const std::string& value) {
    out += fmt::format("  {:<{}}{}\n", name, kNames - 2, wrapped(value, columns, kNames));
  };
  line("stories", fmt::format("{}: {} told once, {} told again, the largest by {}", grouped(sum.stories),
                              grouped(sum.singles), grouped(sum.repeated_stories), counted(sum.largest, "article")));
  line("republished", fmt::format("{}: {} repeat another site's, {} their own", percent(sum.republished_share()),
                                  counted(sum.republications, "article"), grouped(sum.same_site_copies)));
  line("as", fmt::format("{} exact, {} copy, {} abridged, {} revision", grouped(sum.exact), grouped(sum.copy),
                         grouped(sum.abridged), grouped(sum.revision)));
  if (sum.excerpts + sum.roundups + sum.templates > 0) {
    line("linked", fmt::format("{}, {}, {}", counted(sum.excerpts, "excerpt"), counted(sum.roundups, "round-up"),
                               counted(sum.templates, "template")));
  }
  if (!result.boilerplate.empty() || sum.junk > 0) {
    line("boilerplate", fmt::format("{} learned, {} stripped, {}", counted(result.boilerplate.size(), "line"),
                                    counted(counts.stripped_words, "word"), counted(sum.junk, "junk page")));
  }
  if (counts.temporary_bytes > 0) {
    line("disk", megabytes(counts.temporary_bytes) + " of temporary files, gone by now");
  }
  if (counts.duplicate_ids > 0) {
    line("ids", fmt::format("{} there before and got a number", counted(counts.duplicate_ids, "was", "were")));
  }
  if (counts.invalid_utf8 > 0) {
    line("repaired",
         fmt::format("{}: invalid UTF-8 or JSON that was almost right", counted(counts.invalid_utf8, "record")));
  }
  if (counts.cut_texts > 0) {
    line("cut short", fmt::format("{} by their source (\"[+1234 chars]\"): what they share with others is hardly seen",
                                  counted(counts.cut_texts, "text")));
  }
  if (!result.skipped.empty()) {
    std::vector<std::pair<std::string, std::uint64_t>> reasons(sum.skipped.begin(), sum.skipped.end());
    std::stable_sort(reasons.begin(), reasons.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    out += fmt::format("  {:<{}}{}\n", "skipped", kNames - 2, paint.yellow(counted(result.skipped.size(), "record")));
    for (std::size_t i = 0; i < std::min(reasons.size(), kShownReasons); ++i) {
      out += std::string(kNames, ' ') +
             fit(fmt::format("{} {}", grouped(reasons[i].second), safe(reasons[i].first)), columns - kNames) + "\n";
    }
    if (reasons.size() > kShownReasons) {
      line("", fmt::format("and {} more, all in skipped.jsonl", counted(reasons.size() - kShownReasons, "reason")));
    }
  }
  out += largest_stories(result, paint, columns);
  const double rate = facts.seconds > 0 ? static_cast<double>(bytes_read(result)) / 1e6 / facts.seconds : 0;
  const double articles = facts.seconds > 0 ? static_cast<double>(sum.articles) / facts.seconds : 0;
  out += fmt::format("\n{} in {:.1f} s: {} articles/s, {:.{}f} MB/s\n", megabytes(bytes_read(result)), facts.seconds,
                     grouped(static_cast<std::uint64_t>(articles)), rate, rate < 10 ? 1 : 0);
  const std::string folder = safe(facts.folder);
  out += wrapped(fmt::format("{}/report.html shows it; {}/assignments.csv lists every article", folder, folder),
                 columns, 0);
  return out + "\n";
}

std::string summary_json(const Result& result, const RunFacts& facts) {
  nlohmann::ordered_json json = nlohmann::ordered_json::parse(to_json(summarise(result)));
  json["skipped_records"] = result.skipped.size();
  json["boilerplate_lines"] = result.boilerplate.size();
  json["stripped_words"] = result.counts.stripped_words;
  json["bytes"] = bytes_read(result);
  json["seconds"] = facts.seconds;
  json["folder"] = facts.folder;
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string nothing_text(const std::vector<Skipped>& skipped, const std::vector<std::string>& sources) {
  std::string out = "newsecho: no article was found\n";
  for (std::size_t i = 0; i < std::min(skipped.size(), kShownReasons); ++i) {
    const Place& place = skipped[i].place;
    out += fmt::format("  {}:{}: {}\n", safe(sources[place.source]), place.line, safe(skipped[i].reason));
  }
  if (skipped.size() > kShownReasons) out += fmt::format("  and {} more\n", grouped(skipped.size() - kShownReasons));
  out +=
      "Read are JSON lines, JSON arrays, CSV and TSV with a header, and .txt files, each also .gz, .zst or .xz.\n"
      "newsecho fields INPUT shows what is found in them; --text-field and its like name fields by hand.\n";
  return out;
}

}  // namespace newsecho::cli
