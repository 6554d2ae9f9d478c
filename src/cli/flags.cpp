#include "cli/flags.h"

#include <cmath>

#include "fmt/format.h"
#include "nlohmann/json.hpp"

namespace newsecho::cli {
namespace {

// More would only wait for each other, and a system that refuses one ends the run.
constexpr unsigned kMostThreads = 1024;

}  // namespace

void InputFlags::add(CLI::App& app) {
  app.add_option("INPUT", inputs,
                 "Files, folders, globs, or - for standard input: .jsonl .json .csv .tsv .txt, each also .gz .zst .xz")
      ->required()
      ->type_name("");
  add_fields(app);
}

void InputFlags::add_fields(CLI::App& app) {
  const auto field = [&](const char* name, std::string& value, const char* help) {
    app.add_option(name, value, help)->type_name("NAME")->group("Fields (found by their usual names if not given)");
  };
  field("--text-field", read.text_field, "The article's text; meta.text for a nested one");
  field("--id-field", read.id_field, "Its id; else guid, uuid, url or file:line");
  field("--url-field", read.url_field, "Its address; the site is taken from it");
  field("--site-field", read.site_field, "Its site, where there is no url");
  field("--title-field", read.title_field, "Its headline");
  field("--date-field", read.date_field, "When it was published");
  field("--byline-field", read.byline_field, "Its author or agency");
  app.add_option("--max-record", read.max_record_bytes, "Skip longer records [64M]")
      ->transform(CLI::AsSizeValue(false))
      ->type_name("SIZE");
}

void DetectFlags::add(CLI::App& app) {
  const char* stories = "Stories";
  app.add_option("--threshold", threshold_, "Least agreement of an article with its story's medoid, 0 to 1 [0.3]")
      ->check(CLI::Range(0.0, 1.0))
      ->type_name("T")
      ->group(stories);
  app.add_option("--window", window_days_, "Do not compare articles published further apart [no limit]")
      ->check(CLI::NonNegativeNumber)
      ->type_name("DAYS")
      ->group(stories);
  app.add_option("--original", options_.original_rule, "The article a story is told by: earliest or longest [earliest]")
      ->check(CLI::IsMember({"earliest", "longest"}))
      ->type_name("RULE")
      ->group(stories);
  app.add_flag("--no-boilerplate", no_boilerplate_, "Leave lines that sites repeat on their pages in the texts")
      ->group(stories);
  app.add_option("--seed", options_.seed, "Of the signatures; results of different seeds differ slightly [1]")
      ->type_name("N")
      ->group(stories);
  const char* speed = "Speed and memory (results stay the same)";
  app.add_option("--threads", options_.threads, "Threads to use [all cores]")
      ->check(CLI::Range(0u, kMostThreads))
      ->type_name("N")
      ->group(speed);
  app.add_option("--kernel", options_.kernel, "auto, scalar, avx2, avx512 or neon [auto]")
      ->check(CLI::IsMember({"auto", "scalar", "avx2", "avx512", "neon"}))
      ->type_name("NAME")
      ->group(speed);
  app.add_option("--memory", options_.memory_bytes, "Bound the memory of the run by using files, e.g. 512M [no bound]")
      ->transform(CLI::AsSizeValue(false))
      ->type_name("SIZE")
      ->group(speed);
  app.add_option("--tmp", options_.tmp, "Folder for these files [the system's]")
      ->check(CLI::ExistingDirectory)
      ->type_name("DIR")
      ->group(speed);
}

Options DetectFlags::options() const {
  Options options = options_;
  options.threshold = static_cast<std::uint16_t>(std::lround(threshold_ * 1000));
  options.window_seconds = std::llround(window_days_ * 86400);
  options.strip_boilerplate = !no_boilerplate_;
  return options;
}

std::string options_json(const Options& o, const ReadOptions& r) {
  const nlohmann::ordered_json json = {
      {"threshold", o.threshold / 1000.0},
      {"window_seconds", o.window_seconds},
      {"original", o.original_rule},
      {"boilerplate", o.strip_boilerplate},
      {"second_pass", o.second_pass},
      {"anchors", o.use_anchors},
      {"numbers", o.use_numbers},
      {"alignment", o.use_alignment},
      {"average_link", o.average_link},
      {"seed", o.seed},
      {"shingle_words", o.shingle_words},
      {"shingle_points", o.shingle_points},
      {"brief_shingles", o.brief_shingles},
      {"threads", o.threads},
      {"kernel", o.kernel},
      {"memory_bytes", o.memory_bytes},
      {"spool_bytes", o.spool_bytes},
      {"tmp", o.tmp},
      {"pairs", o.keep_pairs},
      {"text_field", r.text_field},
      {"id_field", r.id_field},
      {"url_field", r.url_field},
      {"site_field", r.site_field},
      {"title_field", r.title_field},
      {"date_field", r.date_field},
      {"byline_field", r.byline_field},
      {"max_record_bytes", r.max_record_bytes},
      {"max_depth", r.max_depth},
      {"chunk_bytes", r.chunk_bytes},
  };
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void CsvFlags::add(CLI::App& app) {
  CLI::Option* on = app.add_flag("--excel-safe", on_,
                                 "In CSV saved from the report, put a quote before cells that a spreadsheet would run "
                                 "as a formula (the default)");
  app.add_flag("--no-excel-safe", off_, "Save such cells as they are, for programs")->excludes(on);
}

void add_examples(CLI::App& app, const std::vector<std::pair<std::string, std::string>>& examples) {
  std::string text = "Examples:\n";
  for (const auto& [command, what] : examples) text += fmt::format("  {}\n      {}\n", command, what);
  app.footer(text);
}

}  // namespace newsecho::cli
