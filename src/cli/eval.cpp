#include <filesystem>
#include <fstream>
#include <optional>

#include "CLI/CLI.hpp"
#include "cli/command.h"
#include "cli/flags.h"
#include "cli/terminal.h"
#include "fmt/format.h"
#include "newsecho/evaluate.h"
#include "nlohmann/json.hpp"

namespace newsecho::cli {
namespace {

class Eval : public Command {
 public:
  explicit Eval(CLI::App& parent) {
    CLI::App& app = *parent.add_subcommand("eval", "Score a result against labels");
    app.add_option("DIR", folder_, "Folder written by newsecho cluster, or an assignments.csv")
        ->required()
        ->type_name("");
    app.add_option("--labels", labels_,
                   "JSON lines: {\"id\", \"story\"} for the grouping, {\"a\", \"b\", \"label\"} for pairs")
        ->required()
        ->type_name("FILE");
    app.add_option("--confidence", confidence_, "Leave out pairs judged less surely [1]")->type_name("N");
    app.add_flag("--sweep", sweep_,
                 "Also score other thresholds: writes DIR/sweep.csv and a plot, DIR/sweep.svg; needs cluster --pairs");
    app.add_flag("--json", json_, "Print one JSON object");
    add_examples(app,
                 {{"newsecho eval out --labels labels.jsonl", "ARI, pairwise and B3 figures of a grouping"},
                  {"newsecho eval out --labels pairs.jsonl --confidence 3 --json",
                   "F1 of pairs that were judged surely, for a script"},
                  {"newsecho cluster crawl.jsonl.gz -o out --pairs && newsecho eval out --labels labels.jsonl --sweep",
                   "which --threshold would have been best; open out/sweep.svg"}});
  }

  int run() override {
    std::error_code error;
    const bool is_folder = std::filesystem::is_directory(folder_, error);
    const std::string csv = is_folder ? (std::filesystem::path(folder_) / "assignments.csv").string() : folder_;
    const absl::StatusOr<Score> score = evaluate(csv, labels_, confidence_);
    if (!score.ok()) return fail(score.status());
    auto json = nlohmann::ordered_json::parse(to_json(*score));
    std::optional<Sweep> sweep;
    if (sweep_) {
      if (!is_folder) return fail(absl::InvalidArgumentError("--sweep needs the folder, not " + folder_));
      absl::StatusOr<Sweep> made = newsecho::sweep(folder_, labels_, confidence_);
      if (!made.ok()) return fail(made.status());
      if (absl::Status s = write("sweep.csv", to_csv(*made)); !s.ok()) return fail(s);
      if (absl::Status s = write("sweep.svg", to_svg(*made)); !s.ok()) return fail(s);
      sweep = *std::move(made);
    }
    if (json_) {
      if (sweep) json["best_threshold"] = sweep->best().threshold / 1000.0;
      say("{}\n", json.dump());
      return kDone;
    }
    print(json, "");
    if (sweep) tell(*sweep);
    return kDone;
  }

 private:
  // The names are those of the JSON, so that both are read alike.
  static void print(const nlohmann::ordered_json& values, const std::string& above) {
    for (const auto& [name, value] : values.items()) {
      if (value.is_object()) {
        print(value, above + name + " ");
      } else {
        say("{:<28}{:>10}\n", above + name,
            value.is_number_float() ? fmt::format("{:.4f}", value.get<double>())
            : value.is_string()     ? value.get<std::string>()
                                    : value.dump());
      }
    }
  }

  absl::Status write(const char* name, const std::string& bytes) const {
    const std::string file = (std::filesystem::path(folder_) / name).string();
    std::ofstream out(file, std::ios::binary);
    out << bytes;
    if (out.flush()) return absl::OkStatus();
    return absl::UnavailableError("cannot write " + file + "; is there room, and may you write there?");
  }

  void tell(const Sweep& sweep) const {
    const auto value = [](const SweepPoint& p) { return p.score.pairs ? p.score.f1 : p.score.ari; };
    const char* measure = sweep.best().score.pairs ? "F1" : "ARI";
    say("\n{} by threshold, best {:.4f} at {:.2f}; {} and sweep.svg\n", measure, value(sweep.best()),
        sweep.best().threshold / 1000.0, (std::filesystem::path(folder_) / "sweep.csv").string());
    for (const SweepPoint& p : sweep.points) {
      say("{:>6.2f}{:>10.4f}{}{}\n", p.threshold / 1000.0, value(p), p.threshold == sweep.usual ? "  default" : "",
          p.threshold == sweep.run ? "  this run" : "");
    }
  }

  std::string folder_, labels_;
  int confidence_ = 1;
  bool json_ = false, sweep_ = false;
};

}  // namespace

std::unique_ptr<Command> add_eval(CLI::App& app) { return std::make_unique<Eval>(app); }

}  // namespace newsecho::cli
