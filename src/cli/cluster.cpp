#include <chrono>
#include <cstdio>
#include <optional>
#include <utility>

#include "cli/command.h"
#include "cli/flags.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/summary.h"
#include "cli/terminal.h"
#include "cli/wrap.h"
#include "fmt/format.h"
#include "newsecho/report.h"

namespace newsecho::cli {
namespace {

class Cluster : public Command {
 public:
  Cluster(CLI::App& parent, const std::string& typed) {
    report_.command = typed;
    CLI::App& app = *parent.add_subcommand("cluster", "Group articles into stories, write DIR, print a summary");
    input_.add(app);
    app.add_option("-o,--output", folder_, "Folder for the result; made if need be")->required()->type_name("DIR");
    app.add_flag("--pairs", report_.pairs, "Also write every verified pair; eval --sweep needs it");
    csv_.add(app);
    app.add_flag("--strict", strict_, "Exit with 3 when a record was skipped; the files are written all the same");
    app.add_flag("--json", json_, "Print the summary as JSON");
    app.add_flag("--quiet", quiet_, "Print nothing but errors");
    detect_.add(app);
    add_examples(app, {{"newsecho cluster crawl.jsonl.gz -o out", "stories of one file; open out/report.html"},
                       {"newsecho cluster crawl/ extra/*.csv -o out --window 30 --strict",
                        "two sources as one crawl; what lies more than 30 days apart is not compared"},
                       {"zcat dump.jsonl.gz | newsecho cluster - -o out --text-field text --json > summary.json",
                        "from standard input; the summary as one JSON object"}});
  }

  int run() override {
    const auto begin = std::chrono::steady_clock::now();
    if (absl::Status s = prepare_folder(folder_); !s.ok()) return fail(s);
    ProgressLine line(!quiet_);
    Options options = detect_.options();
    options.keep_pairs = report_.pairs;
    options.progress = [&](const Progress& progress) { line.show(progress); };
    options.cancelled = interrupted;
    report_.options_json = options_json(options, input_.read);
    report_.cancelled = interrupted;
    report_.threads = options.threads;
    report_.excel_safe = csv_.excel_safe().value_or(true);

    detector_.emplace(std::move(options));
    if (absl::Status s = detector_->read(input_.inputs, input_.read); !s.ok()) return fail_after(line, s);
    absl::StatusOr<Result> found = detector_->finish();
    if (!found.ok()) return fail_after(line, found.status());
    result_ = *std::move(found);
    line.show({"report"});
    if (absl::Status s = write_report(result_, *detector_, folder_, report_); !s.ok()) return fail_after(line, s);
    line.clear();

    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    tell(result_, {folder_, seconds.count()});
    if (result_.articles.empty()) return kNothing;
    return strict_ && !result_.skipped.empty() ? kSkipped : kDone;
  }

 private:
  static int fail_after(ProgressLine& line, const absl::Status& status) {
    line.clear();
    return fail(status);
  }

  void tell(const Result& result, const RunFacts& facts) const {
    if (json_) say("{}\n", summary_json(result, facts));
    if (result.articles.empty()) {
      say(stderr, "{}", nothing_text(result.skipped, result.sources));
      return;
    }
    if (quiet_) return;
    say(stderr, "{}\n",
        wrapped(safe(describe(result.fields, result.counts.without_date)), columns_of(Stream::kErr), 0));
    if (json_) return;
    const Paint paint{use_color(Stream::kOut)};
    say("{}", summary_text(result, facts, paint, columns_of(Stream::kOut)));
  }

  InputFlags input_;
  DetectFlags detect_;
  CsvFlags csv_;
  ReportOptions report_;
  std::string folder_;
  bool strict_ = false, json_ = false, quiet_ = false;
  // Members, so that they live until the process ends: of a large crawl taking them apart needs a noticeable time.
  std::optional<Detector> detector_;
  Result result_;
};

}  // namespace

std::unique_ptr<Command> add_cluster(CLI::App& app, const std::string& typed) {
  return std::make_unique<Cluster>(app, typed);
}

}  // namespace newsecho::cli
