#include "cli/manual.h"

#include <string_view>

#include "cli/command.h"
#include "fmt/format.h"
#include "newsecho/version.h"

namespace newsecho::cli {
namespace {

// Text as roff shows it unchanged: no escapes, no requests at the beginning of a line, hyphens that can be copied.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if ((out.empty() || out.back() == '\n') && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  return out;
}

std::string bold(const std::string& text) { return "\\fB" + roff(text) + "\\fR"; }

std::string heading(const Flag& flag) {
  if (flag.positional) return "\\fI" + roff(flag.long_name) + "\\fR" + (flag.many ? "..." : "");
  std::string out = flag.short_name.empty() ? "" : bold("-" + flag.short_name);
  if (!flag.long_name.empty()) out += (out.empty() ? "" : ", ") + bold("--" + flag.long_name);
  return flag.label.empty() ? out : out + " \\fI" + roff(flag.label) + "\\fR";
}

std::string flags(const Listing& command) {
  std::string out, group;
  for (const bool positional : {true, false}) {
    for (const Flag& flag : command.flags) {
      if (flag.positional != positional) continue;
      if (flag.group != group && flag.group != "Options") out += ".PP\n\\fI" + roff(flag.group) + "\\fR\n";
      group = flag.group;
      out += ".TP\n" + heading(flag) + "\n" + roff(flag.description) + "\n";
    }
  }
  return out;
}

}  // namespace

std::string manual(const Listing& program) {
  std::string out = fmt::format(".TH NEWSECHO 1 \"\" \"newsecho {}\" \"User Commands\"\n", roff(version()));
  out += ".SH NAME\nnewsecho \\- finds republished news stories in a crawl\n.SH SYNOPSIS\n.nf\n";
  for (const Listing& command : program.commands) out += bold(usage(program.name, command)) + "\n";
  out += ".fi\n.SH DESCRIPTION\n" + roff(program.description) + ".\n.SH OPTIONS\n" + flags(program);
  out += ".SH COMMANDS\n";
  for (const Listing& command : program.commands) {
    out += ".SS " + roff(usage(program.name, command)) + "\n" + roff(command.description) + ".\n" + flags(command);
    for (const Example& example : command.examples) {
      out += ".PP\nExample: " + roff(example.what) + "\n.PP\n.in +4n\n.nf\n" + bold(example.command) + "\n.fi\n.in\n";
    }
  }
  out += ".SH EXIT STATUS\n";
  for (const ExitMeaning& exit : kExitMeanings) out += fmt::format(".TP\n{}\n{}\n", exit.code, roff(exit.meaning));
  out += ".SH ENVIRONMENT\n.TP\nNO_COLOR\n" +
         roff("If it is set to anything, output has no colours; --color always asks for them all the same.") + "\n";
  return out;
}

}  // namespace newsecho::cli
