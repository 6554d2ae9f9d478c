// flags.h — the flags several commands share. What was typed is parsed here; what it means is decided by
// the functions that return options.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "newsecho/pipeline.h"
#include "newsecho/read.h"

namespace newsecho::cli {

// INPUT... and how its fields are named.
struct InputFlags {
  std::vector<std::string> inputs;
  ReadOptions read;

  void add(CLI::App& app);
  void add_fields(CLI::App& app);  // without INPUT
};

// Everything that decides how stories are found and how fast.
class DetectFlags {
 public:
  void add(CLI::App& app);
  Options options() const;

 private:
  Options options_;
  double threshold_ = 0.3, window_days_ = 0;
  bool no_boilerplate_ = false;
};

// Every option's value as one JSON object, for run.json.
std::string options_json(const Options& options, const ReadOptions& read);

// How the report saves CSV, if that was typed.
class CsvFlags {
 public:
  void add(CLI::App& app);
  std::optional<bool> excel_safe() const { return on_ || off_ ? std::optional(on_) : std::nullopt; }

 private:
  bool on_ = false, off_ = false;
};

// Examples at the end of a command's help.
void add_examples(CLI::App& app, const std::vector<std::pair<std::string, std::string>>& examples);

}  // namespace newsecho::cli
