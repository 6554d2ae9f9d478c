#include "cli/completion.h"

#include "fmt/format.h"

namespace newsecho::cli {
namespace {

// Both dashed names, with `between`.
std::string names(const Flag& flag, const char* between) {
  std::string out = flag.short_name.empty() ? "" : "-" + flag.short_name;
  if (!flag.long_name.empty()) out += (out.empty() ? "" : between) + ("--" + flag.long_name);
  return out;
}

std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : between) + word;
  return out;
}

std::string escaped(const std::string& text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

// ---- bash: words are split at line ends, so that names may hold spaces.

std::string bash_words(const std::vector<std::string>& words) { return "$'" + joined(words, "\\n") + "'"; }

std::string bash_flags(const Listing& command) {
  std::vector<std::string> words;
  for (const Flag& flag : command.flags) {
    if (!flag.positional) words.push_back(names(flag, "\\n"));
  }
  return bash_words(words);
}

std::string bash_values(const Listing& command, const std::string& name) {
  std::string out;
  for (const Flag& flag : command.flags) {
    if (flag.positional || flag.value == Flag::kNone) continue;
    std::string pattern;
    for (const std::string& dashed : {flag.short_name.empty() ? "" : "-" + flag.short_name, "--" + flag.long_name}) {
      if (!dashed.empty()) pattern.append(pattern.empty() ? "" : "|").append(name).append(":").append(dashed);
    }
    std::string reply;
    if (!flag.choices.empty()) reply = "COMPREPLY=($(compgen -W " + bash_words(flag.choices) + " -- \"$current\")); ";
    if (flag.value == Flag::kFile) reply = "COMPREPLY=($(compgen -f -- \"$current\")); ";
    if (flag.value == Flag::kFolder) reply = "COMPREPLY=($(compgen -d -- \"$current\")); ";
    out += fmt::format("    {}) {}return ;;\n", pattern, reply);
  }
  return out;
}

// ---- zsh: specifications of _arguments.

std::string zsh_quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string zsh_value(const Flag& flag) {
  if (flag.value == Flag::kNone) return "";
  const std::string how = !flag.choices.empty()         ? "(" + joined(flag.choices, " ") + ")"
                          : flag.value == Flag::kFile   ? "_files"
                          : flag.value == Flag::kFolder ? "_files -/"
                                                        : "";
  return ":" + escaped(flag.label.empty() ? flag.long_name : flag.label, ":") + ":" + how;
}

std::string zsh_specification(const Flag& flag) {
  if (flag.positional) return zsh_quoted((flag.many ? "*" : "") + zsh_value(flag));
  const std::string what = "[" + escaped(flag.description, "[]:\\") + "]" + zsh_value(flag);
  const char* takes = flag.value == Flag::kNone ? "" : "=";
  if (flag.short_name.empty()) return zsh_quoted("--" + flag.long_name + takes + what);
  return fmt::format("{}{{-{}{},--{}{}}}{}", zsh_quoted("(" + names(flag, " ") + ")"), flag.short_name,
                     flag.value == Flag::kNone ? "" : "+", flag.long_name, takes, zsh_quoted(what));
}

// ---- fish

std::string fish_quoted(const std::string& text) { return "'" + escaped(text, "'\\") + "'"; }

std::string fish_flag(const Flag& flag, const std::string& condition) {
  std::string out = "complete -c newsecho -n " + fish_quoted(condition);
  if (!flag.short_name.empty()) out += " -s " + flag.short_name;
  if (!flag.long_name.empty()) out += " -l " + flag.long_name;
  if (!flag.choices.empty()) {
    out += " -x -a " + fish_quoted(joined(flag.choices, " "));
  } else if (flag.value == Flag::kFolder) {
    out += " -x -a '(__fish_complete_directories)'";
  } else if (flag.value != Flag::kNone) {
    out += flag.value == Flag::kFile ? " -r -F" : " -x";
  }
  return out + " -d " + fish_quoted(flag.description) + "\n";
}

}  // namespace

std::string bash_completion(const Listing& program) {
  std::vector<std::string> commands;
  std::string values = bash_values(program, ""), flags;
  for (const Listing& command : program.commands) {
    commands.push_back(command.name);
    values += bash_values(command, command.name);
    flags += fmt::format("    {}) flags={} ;;\n", command.name, bash_flags(command));
  }
  return fmt::format(R"(# Completes newsecho in bash: source <(newsecho --completion bash)
_newsecho() {{
  local IFS=$'\n' current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} command= flags= word
  COMPREPLY=()
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case $word in
      {}) command=$word; break ;;
    esac
  done
  case $command:$previous in
{}  esac
  case $command in
    '') flags={} ;;
{}  esac
  if [[ $current == -?* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$current"))
  elif [[ -z $command ]]; then
    COMPREPLY=($(compgen -W {} -- "$current"))
  else
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}}
complete -o filenames -F _newsecho newsecho
)",
                     joined(commands, "|"), values, bash_flags(program), flags, bash_words(commands));
}

std::string zsh_completion(const Listing& program) {
  std::string commands, arguments, own;
  for (const Flag& flag : program.flags) own += "    " + zsh_specification(flag) + " \\\n";
  for (const Listing& command : program.commands) {
    commands += "    " + zsh_quoted(command.name + ":" + escaped(command.description, ":\\")) + "\n";
    arguments += fmt::format("        {})\n          _arguments -s \\\n", command.name);
    for (std::size_t i = 0; i < command.flags.size(); ++i) {
      const char* end = i + 1 < command.flags.size() ? " \\\n" : " ;;\n";
      arguments += "            " + zsh_specification(command.flags[i]) + end;
    }
  }
  return fmt::format(R"(#compdef newsecho
# Completes newsecho in zsh: newsecho --completion zsh > a folder of $fpath/_newsecho
_newsecho() {{
  local context state state_descr line
  typeset -A opt_args
  local -a commands
  commands=(
{}  )
  _arguments -C \
{}    '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $line[1] in
{}      esac ;;
  esac
}}
if [[ $funcstack[1] == _newsecho ]]; then
  _newsecho "$@"
else
  compdef _newsecho newsecho
fi
)",
                     commands, own, arguments);
}

std::string fish_completion(const Listing& program) {
  std::string out = "# Completes newsecho in fish: newsecho --completion fish | source\n";
  for (const Flag& flag : program.flags) out += fish_flag(flag, "__fish_use_subcommand");
  for (const Listing& command : program.commands) {
    out += fmt::format("complete -c newsecho -f -n __fish_use_subcommand -a {} -d {}\n", command.name,
                       fish_quoted(command.description));
    for (const Flag& flag : command.flags) {
      if (!flag.positional) out += fish_flag(flag, "__fish_seen_subcommand_from " + command.name);
    }
  }
  return out;
}

}  // namespace newsecho::cli
