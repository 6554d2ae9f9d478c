#include "newsecho/dedup.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "cli/command.h"
#include "cli/flags.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/standard_input.h"
#include "cli/summary.h"
#include "cli/terminal.h"
#include "cli/wrap.h"
#include "fmt/format.h"
#include "nlohmann/json.hpp"

namespace newsecho::cli {
namespace {

class Dedup : public Command {
 public:
  explicit Dedup(CLI::App& parent) {
    CLI::App& app = *parent.add_subcommand("dedup", "Write the crawl again with one article for each story");
    input_.add(app);
    app.add_option("-o,--output", dedup_.output,
                   "The crawl again, its records byte for byte; .gz, .zst or .xz compress, - is standard output")
        ->required()
        ->type_name("FILE");
    CLI::Option* keep =
        app.add_option("--keep", dedup_.keep,
                       "Of each story keep the original, the longest, the newest, or one site's: site=NAME [original]")
            ->type_name("RULE");
    CLI::Option* removed =
        app.add_option("--removed", dedup_.removed, "Write the other records here")->type_name("FILE");
    app.add_flag("--annotate", dedup_.annotate, "Keep all records and add newsecho_story and newsecho_relation to each")
        ->excludes(keep, removed);
    app.add_flag("--strict", strict_,
                 "Exit with 3 when a record could not be read; the files are written all the same");
    app.add_flag("--json", json_, "Print the counts as JSON");
    app.add_flag("--quiet", quiet_, "Print nothing but errors");
    detect_.add(app);
    add_examples(
        app, {{"newsecho dedup crawl.jsonl.gz -o clean.jsonl.gz", "each report once, as its first publisher had it"},
              {"newsecho dedup crawl/ -o clean.jsonl.zst --keep longest --removed copies.jsonl.zst",
               "a training corpus; nothing is lost, the copies are beside it"},
              {"zcat dump.jsonl.gz | newsecho dedup - -o - --annotate | grep -c newsecho_story",
               "in a pipe: every record with the story it belongs to"}});
  }

  int run() override {
    const auto begin = std::chrono::steady_clock::now();
    Options options = detect_.options();
    if (std::find(input_.inputs.begin(), input_.inputs.end(), "-") != input_.inputs.end()) {
      if (absl::Status s = make_standard_input_rewindable(options.tmp); !s.ok()) return fail(s);
    }
    ProgressLine line(!quiet_);
    options.progress = [&](const Progress& progress) { line.show(progress); };
    options.cancelled = interrupted;
    dedup_.progress = options.progress;
    dedup_.cancelled = interrupted;

    const auto fail_after = [&](const absl::Status& status) {
      line.clear();
      return fail(status);
    };
    auto again = Rewriter::open(input_.inputs, input_.read, dedup_);
    if (!again.ok()) return fail_after(again.status());
    const absl::StatusOr<Result> result = detect((*again)->sources(), options);
    if (!result.ok()) return fail_after(result.status());
    if (result->articles.empty()) {
      line.clear();
      say(stderr, "{}nothing was written\n", nothing_text(result->skipped, result->sources));
      return kNothing;
    }
    const absl::StatusOr<Rewritten> done = (*again)->write(*result);
    if (!done.ok()) return fail_after(done.status());
    line.clear();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    tell(*result, *done, seconds.count());
    return strict_ && done->unreadable > 0 ? kSkipped : kDone;
  }

 private:
  // The detector's memory is given back before the crawl is written.
  absl::StatusOr<Result> detect(const std::vector<std::string>& sources, const Options& options) const {
    Detector detector(options);
    if (absl::Status s = detector.read(sources, input_.read); !s.ok()) return s;
    return detector.finish();
  }

  void tell(const Result& result, const Rewritten& done, double seconds) const {
    if (quiet_ && !json_) return;
    // Standard output may be the crawl.
    std::FILE* out = dedup_.output == "-" || dedup_.removed == "-" ? stderr : stdout;
    if (json_) {
      const nlohmann::ordered_json json = {{"articles", done.articles},
                                           {"stories", result.stories.size()},
                                           {"kept", done.kept},
                                           {"removed", done.removed},
                                           {"unreadable", done.unreadable},
                                           {"kept_bytes", done.kept_bytes},
                                           {"removed_bytes", done.removed_bytes},
                                           {"of_site", done.of_site},
                                           {"seconds", seconds},
                                           {"output", dedup_.output},
                                           {"removed_to", dedup_.removed}};
      say(out, "{}\n", json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
      return;
    }
    say(stderr, "{}\n",
        wrapped(safe(describe(result.fields, result.counts.without_date)), columns_of(Stream::kErr), 0));
    const Stream stream = out == stderr ? Stream::kErr : Stream::kOut;
    say(out, "{}", text(result, done, seconds, Paint{use_color(stream)}, columns_of(stream)));
  }

  std::string text(const Result& result, const Rewritten& done, double seconds, const Paint& paint,
                   std::size_t columns) const {
    constexpr std::size_t kNames = 15;  // columns of the names and what stands before them
    std::string out =
        paint.bold(counted(done.articles, "article") + ", " + counted(result.stories.size(), "story", "stories")) +
        "\n";
    const auto line = [&](std::string_view name, const std::string& value) {
      out += fmt::format("  {:<{}}{}\n", name, kNames - 2, wrapped(value, columns, kNames));
    };
    const auto amount = [&](std::uint64_t part, std::uint64_t bytes) {
      const double share = static_cast<double>(part) / static_cast<double>(done.articles);
      return fmt::format("{} ({}), {}", grouped(part), percent(share), megabytes(bytes));
    };
    if (dedup_.annotate) {
      line("annotated",
           fmt::format("{}, {} in {}", grouped(done.kept), megabytes(done.kept_bytes), named(dedup_.output)));
    } else {
      line("kept", amount(done.kept, done.kept_bytes) + " in " + named(dedup_.output));
      line("removed", amount(done.removed, done.removed_bytes) +
                          (dedup_.removed.empty() ? ", written nowhere" : " in " + named(dedup_.removed)));
    }
    if (const auto keep = parse_keep(dedup_.keep); keep.ok() && keep->rule == Keep::kSite) {
      line("of the site", fmt::format("{} kept as {} had them, the others as their originals",
                                      counted(done.of_site, "story", "stories"), safe(keep->site)));
    }
    if (done.unreadable > 0) {
      const std::string count = wrapped(counted(done.unreadable, "record") + ", in neither file", columns, kNames);
      out += fmt::format("  {:<{}}{}\n", "unreadable", kNames - 2, paint.yellow(count));
      line("", "the first, " + first_unreadable(result));
    }
    return out + fmt::format("{:.1f} s\n", seconds);
  }

  static std::string named(const std::string& file) { return file == "-" ? "standard output" : safe(file); }

  static std::string first_unreadable(const Result& result) {
    const Skipped& first = result.skipped.front();
    return safe(fmt::format("{}:{}: {}", result.sources[first.place.source], first.place.line, first.reason));
  }

  InputFlags input_;
  DetectFlags detect_;
  DedupOptions dedup_;
  bool strict_ = false, json_ = false, quiet_ = false;
};

}  // namespace

std::unique_ptr<Command> add_dedup(CLI::App& app) { return std::make_unique<Dedup>(app); }

}  // namespace newsecho::cli
