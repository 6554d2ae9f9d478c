#include "cli/summary.h"

#include <algorithm>
#include <set>
#include <vector>

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

void append_line(std::string& out, std::string_view name, std::string_view value) {
  out += fmt::format("  {:<13}{}\n", name, value);
}

std::string largest_stories(const Result& result, const Paint& paint, std::size_t columns) {
  Table table("rrlll");
  table.add({"articles", "sites", "published", "first on", "story"});
  std::size_t shown = 0;
  for (const Story& story : result.stories) {
    if (story.members.size() < 2 || shown++ == kShownStories) break;
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
    table.add({grouped(story.members.size()), grouped(sites.size()), span(first, last), safe(original.site),
               safe(original.title.empty() ? original.id : original.title)});
  }
  return shown == 0 ? "" : "\n" + table.text(paint, columns);
}

}  // namespace

std::string summary_text(const Result& result, const RunFacts& facts, const Paint& paint, std::size_t columns) {
  const Summary sum = summarise(result);
  const Counts& counts = result.counts;
  std::string head = grouped(sum.articles) + " articles";
  if (sum.sites > 0) head += fmt::format(" from {} sites", grouped(sum.sites));
  if (sum.first.known()) head += ", " + span(sum.first, sum.last);
  std::string out = paint.bold(head) + "\n";
  append_line(out, "stories",
              fmt::format("{}: {} told once, {} told again, the largest by {} articles", grouped(sum.stories),
                          grouped(sum.singles), grouped(sum.repeated_stories), grouped(sum.largest)));
  append_line(out, "republished",
              fmt::format("{}: {} articles repeat another site's, {} their own", percent(sum.republished_share()),
                          grouped(sum.republications), grouped(sum.same_site_copies)));
  append_line(out, "as",
              fmt::format("{} exact, {} copy, {} abridged, {} revision", grouped(sum.exact), grouped(sum.copy),
                          grouped(sum.abridged), grouped(sum.revision)));
  if (sum.excerpts + sum.roundups + sum.templates > 0) {
    append_line(out, "linked",
                fmt::format("{} excerpts, {} round-ups, {} templates", grouped(sum.excerpts), grouped(sum.roundups),
                            grouped(sum.templates)));
  }
  if (!result.boilerplate.empty() || sum.junk > 0) {
    append_line(out, "boilerplate",
                fmt::format("{} lines learned, {} words stripped, {} junk pages", grouped(result.boilerplate.size()),
                            grouped(counts.stripped_words), grouped(sum.junk)));
  }
  if (counts.duplicate_ids > 0) {
    append_line(out, "ids", fmt::format("{} were there before and got a number", grouped(counts.duplicate_ids)));
  }
  if (counts.cut_texts > 0) {
    append_line(out, "cut short",
                fmt::format("{} texts by their source (\"[+1234 chars]\"): what they share with others is hardly seen",
                            grouped(counts.cut_texts)));
  }
  if (!result.skipped.empty()) {
    std::vector<std::pair<std::string, std::uint64_t>> reasons(sum.skipped.begin(), sum.skipped.end());
    std::stable_sort(reasons.begin(), reasons.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    append_line(out, "skipped", paint.yellow(grouped(result.skipped.size()) + " records"));
    for (std::size_t i = 0; i < std::min(reasons.size(), kShownReasons); ++i) {
      append_line(out, "", fit(fmt::format("{} {}", grouped(reasons[i].second), safe(reasons[i].first)), columns - 15));
    }
    if (reasons.size() > kShownReasons) {
      append_line(out, "", fmt::format("and {} reasons more, all in skipped.jsonl", reasons.size() - kShownReasons));
    }
  }
  out += largest_stories(result, paint, columns);
  const double rate = facts.seconds > 0 ? static_cast<double>(bytes_read(result)) / 1e6 / facts.seconds : 0;
  out += fmt::format("\n{} in {:.1f} s, {:.0f} MB/s\n", megabytes(bytes_read(result)), facts.seconds, rate);
  out += fmt::format("{}/report.html shows it; {}/assignments.csv lists every article\n", facts.folder, facts.folder);
  return out;
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
