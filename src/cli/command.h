// command.h — what every command of the tool is: flags that are parsed, then work that gives an exit code.
#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"

namespace CLI {
class App;
}

namespace newsecho::cli {

enum ExitCode : int {
  kDone = 0,
  kNothing = 1,  // nothing to do, or the two compared are different
  kFailed = 2,   // usage or environment; the message says what to do
  kSkipped = 3,  // --strict, and a record was skipped
  kInterrupted = 130,
  kNobodyReads = 141  // standard output was closed, as a shell expects it of SIGPIPE
};

struct ExitMeaning {
  ExitCode code;
  const char* meaning;
};
constexpr ExitMeaning kExitMeanings[] = {{kDone, "done"},
                                         {kNothing, "nothing to do or different"},
                                         {kFailed, "usage or environment error"},
                                         {kSkipped, "--strict and a record was skipped"},
                                         {kInterrupted, "interrupted"}};

class Command {
 public:
  virtual ~Command() = default;

  // Called once, after the flags were parsed.
  virtual int run() = 0;
};

// Each adds its subcommand with all flags to `app`. `typed` is the whole command line, for run.json.
std::unique_ptr<Command> add_cluster(CLI::App& app, const std::string& typed);
std::unique_ptr<Command> add_dedup(CLI::App& app);
std::unique_ptr<Command> add_compare(CLI::App& app);
std::unique_ptr<Command> add_eval(CLI::App& app);
std::unique_ptr<Command> add_report(CLI::App& app);
std::unique_ptr<Command> add_fields(CLI::App& app);

// Prints the error and returns the exit code it stands for.
int fail(const absl::Status& status);

}  // namespace newsecho::cli
