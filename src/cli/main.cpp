#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "cli/command.h"
#include "cli/completion.h"
#include "cli/interrupt.h"
#include "cli/manual.h"
#include "cli/terminal.h"
#include "fmt/format.h"
#include "newsecho/version.h"

namespace newsecho::cli {
namespace {

// The command line as it can be typed again: words in quotes where a shell needs them.
std::string as_typed(int count, char** words) {
  std::string typed = "newsecho";
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    const bool plain = !word.empty() && word.find_first_of(" \t\n\"'\\$`*?[]{}()<>|&;#~!") == std::string::npos;
    typed += ' ';
    if (plain) {
      typed += word;
      continue;
    }
    typed += '\'';
    for (char c : word) typed += c == '\'' ? std::string("'\\''") : std::string(1, c);
    typed += '\'';
  }
  return typed;
}

std::string footer() {
  std::string codes;
  for (const ExitMeaning& exit : kExitMeanings) {
    codes += fmt::format("{}{} {}", codes.empty() ? "" : exit.code == kSkipped ? ",\n" : ", ", exit.code, exit.meaning);
  }
  return "newsecho COMMAND --help has each command's flags and examples.\nExit codes: " + codes + ".";
}

// Texts about the tool itself, written from its flags; they end the parsing as --version does.
void add_about(CLI::App& app) {
  app.set_version_flag("--version", fmt::format("newsecho {}\n{}", version(), build_info()));
  app.add_flag_callback(
      "--man", [&app] { throw CLI::CallForVersion(manual(list(app)), 0); },
      "Print the manual page: newsecho --man | man -l -");
  app.add_option_function<std::string>(
         "--completion",
         [&app](const std::string& shell) {
           const Listing all = list(app);
           throw CLI::CallForVersion(shell == "bash"  ? bash_completion(all)
                                     : shell == "zsh" ? zsh_completion(all)
                                                      : fish_completion(all),
                                     0);
         },
         "Print what completes flags in bash, zsh or fish: source <(newsecho --completion bash)")
      ->check(CLI::IsMember({"bash", "zsh", "fish"}))
      ->type_name("SHELL");
}

int run(int count, char** words) {
  watch_interrupts();
  CLI::App app(
      "Finds the echoes of a news story in a crawl: which articles are one report, who published it first,\n"
      "who repeated it and what they changed.",
      "newsecho");
  add_about(app);
  app.require_subcommand(1);
  app.footer(footer());
  const std::string typed = as_typed(count, words);
  const std::unique_ptr<Command> commands[] = {add_cluster(app, typed), add_dedup(app),  add_compare(app),
                                               add_eval(app),           add_report(app), add_fields(app)};
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    // Help and version end here too, with 0.
    return app.exit(error) == 0 ? kDone : kFailed;
  }
  std::size_t index = 0;
  for (const CLI::App* command : app.get_subcommands([](CLI::App*) { return true; })) {
    if (command->parsed()) return commands[index]->run();
    ++index;
  }
  return kFailed;
}

}  // namespace

int fail(const absl::Status& status) {
  if (status.code() == absl::StatusCode::kCancelled) {
    fmt::print(stderr, "newsecho: interrupted; nothing was written\n");
    return interrupt_code();
  }
  fmt::print(stderr, "newsecho: {}\n", safe(std::string(status.message())));
  return kFailed;
}

}  // namespace newsecho::cli

int main(int count, char** words) {
  const int code = newsecho::cli::run(count, words);
  // A summary nobody could read is no success.
  if (std::fflush(stdout) != 0 && code == newsecho::cli::kDone) {
    std::perror("newsecho: cannot write to standard output");
    return newsecho::cli::kFailed;
  }
  return code;
}
