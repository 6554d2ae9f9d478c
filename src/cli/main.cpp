#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "cli/command.h"
#include "cli/completion.h"
#include "cli/help.h"
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
  return "newsecho COMMAND --help has each command's flags and examples.\nExit codes: " + codes + ".\n";
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

int fail_usage(const std::string& what, const std::vector<std::string>& words, const CLI::App& app) {
  std::string help = "newsecho --help";
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (words[0] == command->get_name()) help = "newsecho " + words[0] + " --help";
  }
  say(stderr, "newsecho: {}\n{} teaches how it is used\n", safe(what), help);
  return kFailed;
}

// The command line and the commands with all they hold.
class Tool {
 public:
  explicit Tool(const std::string& typed)
      : app_(
            "Finds the echoes of a news story in a crawl: which articles are one report, who published it first, "
            "who repeated it and what they changed",
            "newsecho") {
    app_.set_help_flag("-h,--help", "Print this help");
    app_.formatter_fn([this](const CLI::App* shown, const std::string&, CLI::AppFormatMode) {
      const bool whole = shown == &app_;
      return help_text(whole ? "" : app_.get_name(), list(*shown), columns_of(Stream::kOut)) +
             (whole ? "\n" + footer() : "");
    });
    add_about(app_);
    app_.require_subcommand(1);
    commands_.push_back(add_cluster(app_, typed));
    commands_.push_back(add_dedup(app_));
    commands_.push_back(add_compare(app_));
    commands_.push_back(add_eval(app_));
    commands_.push_back(add_report(app_));
    commands_.push_back(add_fields(app_));
  }

  int run(const std::vector<std::string>& words) {
    const std::vector<std::string> line = without_help_command(words);
    if (line.empty()) {
      say(stderr, "{}", app_.help());
      return kFailed;
    }
    if (const std::string unknown = unknown_word(list(app_), line); !unknown.empty()) {
      return fail_usage(unknown, line, app_);
    }
    try {
      app_.parse(std::vector<std::string>(line.rbegin(), line.rend()));
    } catch (const CLI::Success& text) {  // help and version, on standard output
      app_.exit(text);
      return kDone;
    } catch (const CLI::ParseError& error) {
      return fail_usage(error.what(), line, app_);
    }
    std::size_t index = 0;
    for (const CLI::App* command : app_.get_subcommands([](CLI::App*) { return true; })) {
      if (command->parsed()) return commands_[index]->run();
      ++index;
    }
    return kFailed;
  }

 private:
  CLI::App app_;
  std::vector<std::unique_ptr<Command>> commands_;
};

// Returns the exit code: that of the work, unless nobody could read what it printed.
int printed(int code) {
  const int error = output_error();
  if (error == 0) return code;
  // Whoever closed the pipe has seen enough and wants no message; any other summary nobody could read is no success.
  if (error == EPIPE) return code == kDone ? kNobodyReads : code;
  say(stderr, "newsecho: cannot write to standard output: {}\n", std::strerror(error));
  return kFailed;
}

}  // namespace

int fail(const absl::Status& status) {
  if (status.code() == absl::StatusCode::kCancelled) {
    say(stderr, "newsecho: interrupted; nothing was written\n");
    return interrupt_code();
  }
  say(stderr, "newsecho: {}\n", safe(std::string(status.message())));
  return kFailed;
}

}  // namespace newsecho::cli

int main(int count, char** words) {
  newsecho::cli::watch_interrupts();
  newsecho::cli::Tool tool(newsecho::cli::as_typed(count, words));
  const int code = newsecho::cli::printed(tool.run({words + 1, words + count}));
  // All output is written and checked. Returning from here would take apart, object by object, what a command
  // still holds of a crawl, which the system frees at once; temporary files have no name any more.
  std::fflush(nullptr);
  std::_Exit(code);
}
