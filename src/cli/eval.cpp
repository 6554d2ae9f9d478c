#include <filesystem>

#include "CLI/CLI.hpp"
#include "cli/command.h"
#include "cli/flags.h"
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
    app.add_flag("--json", json_, "Print one JSON object");
    add_examples(app, {{"newsecho eval out --labels labels.jsonl", "ARI, pairwise and B3 figures of a grouping"},
                       {"newsecho eval out --labels pairs.jsonl --confidence 3 --json",
                        "F1 of pairs that were judged surely, for a script"}});
  }

  int run() override {
    std::error_code error;
    const bool is_folder = std::filesystem::is_directory(folder_, error);
    const std::string csv = is_folder ? (std::filesystem::path(folder_) / "assignments.csv").string() : folder_;
    const absl::StatusOr<Score> score = evaluate(csv, labels_, confidence_);
    if (!score.ok()) return fail(score.status());
    const std::string json = to_json(*score);
    if (json_) {
      fmt::print("{}\n", json);
      return kDone;
    }
    print(nlohmann::ordered_json::parse(json), "");
    return kDone;
  }

 private:
  // The names are those of the JSON, so that both are read alike.
  static void print(const nlohmann::ordered_json& values, const std::string& above) {
    for (const auto& [name, value] : values.items()) {
      if (value.is_object()) {
        print(value, above + name + " ");
      } else {
        fmt::print("{:<28}{:>10}\n", above + name,
                   value.is_number_float() ? fmt::format("{:.4f}", value.get<double>())
                   : value.is_string()     ? value.get<std::string>()
                                           : value.dump());
      }
    }
  }

  std::string folder_, labels_;
  int confidence_ = 1;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> add_eval(CLI::App& app) { return std::make_unique<Eval>(app); }

}  // namespace newsecho::cli
