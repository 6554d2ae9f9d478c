#include "newsecho/report.h"

#include "CLI/CLI.hpp"
#include "cli/command.h"
#include "cli/flags.h"
#include "cli/terminal.h"
#include "fmt/format.h"

namespace newsecho::cli {
namespace {

class Report : public Command {
 public:
  explicit Report(CLI::App& parent) {
    CLI::App& app = *parent.add_subcommand("report", "Write DIR/report.html again from DIR's other files");
    app.add_option("DIR", folder_, "Folder written by newsecho cluster")->required()->type_name("");
    csv_.add(app);
    add_examples(app, {{"newsecho report out", "after an update of newsecho, or when the page was deleted"},
                       {"newsecho report results/2026-03 --no-excel-safe",
                        "of a result from another machine; the CSV saved from it is for programs, not spreadsheets"}});
  }

  int run() override {
    if (absl::Status s = write_page(folder_, csv_.excel_safe()); !s.ok()) return fail(s);
    say("{}/report.html\n", folder_);
    return kDone;
  }

 private:
  std::string folder_;
  CsvFlags csv_;
};

}  // namespace

std::unique_ptr<Command> add_report(CLI::App& app) { return std::make_unique<Report>(app); }

}  // namespace newsecho::cli
