#include "cli/help.h"

#include <algorithm>
#include <numeric>
#include <string_view>

#include "cli/wrap.h"
#include "fmt/format.h"

namespace newsecho::cli {
namespace {

constexpr std::size_t kNames = 22;  // columns of the flags' names
constexpr std::size_t kWidest = 100;

std::string row(const std::string& name, const std::string& what, std::size_t columns) {
  std::string out = "  " + name;
  const std::size_t indent = kNames + 2;
  out += name.size() + 1 < kNames ? std::string(kNames - name.size(), ' ') : "\n" + std::string(indent, ' ');
  return out + wrapped(what, columns, indent) + "\n";
}

std::string name_of(const Flag& flag) {
  if (flag.positional) return flag.long_name + (flag.many ? "..." : "");
  std::string out = flag.short_name.empty() ? "" : "-" + flag.short_name;
  if (!flag.long_name.empty()) out += (out.empty() ? "--" : ", --") + flag.long_name;
  return flag.label.empty() ? out : out + " " + flag.label;
}

std::string flags_of(const Listing& command, std::size_t columns) {
  std::string out, inputs;
  std::vector<std::string> groups;
  for (const Flag& flag : command.flags) {
    if (flag.positional) {
      inputs += row(name_of(flag), flag.description, columns);
    } else if (std::find(groups.begin(), groups.end(), flag.group) == groups.end()) {
      groups.push_back(flag.group);
    }
  }
  if (!inputs.empty()) out += "\n" + inputs;
  for (const std::string& group : groups) {
    out += "\n" + group + ":\n";
    for (const Flag& flag : command.flags) {
      if (!flag.positional && flag.group == group) out += row(name_of(flag), flag.description, columns);
    }
  }
  return out;
}

// Levenshtein's distance.
std::size_t distance(std::string_view x, std::string_view y) {
  std::vector<std::size_t> last(y.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (const char c : x) {
    std::size_t diagonal = last[0]++;
    for (std::size_t j = 0; j < y.size(); ++j) {
      const std::size_t above = last[j + 1];
      last[j + 1] = std::min({above + 1, last[j] + 1, diagonal + (c == y[j] ? 0 : 1)});
      diagonal = above;
    }
  }
  return last.back();
}

// Returns "; did you mean NAME?", or nothing when no name is near: a third of its letters may differ, or a
// whole name may stand for one it begins ("--out", "--colour").
std::string nearest(const std::string& word, const std::vector<std::string>& names) {
  const std::string* best = nullptr;
  std::size_t least = 0;
  for (const std::string& name : names) {
    const bool begins = word.size() >= 3 && (name.starts_with(word) || word.starts_with(name)) && name.size() > 1;
    const std::size_t apart = begins ? 1 : distance(word, name);
    if (apart > std::max<std::size_t>(2, name.size() / 3) || apart >= name.size()) continue;
    if (best == nullptr || apart < least) best = &name, least = apart;
  }
  return best == nullptr ? "" : fmt::format("; did you mean {}?", *best);
}

std::vector<std::string> command_names(const Listing& program) {
  std::vector<std::string> names;
  for (const Listing& command : program.commands) names.push_back(command.name);
  names.emplace_back("help");
  return names;
}

const Flag* find_flag(const Listing& command, const std::string& name) {
  for (const Flag& flag : command.flags) {
    if (!flag.positional &&
        ("--" + flag.long_name == name || (!flag.short_name.empty() && "-" + flag.short_name == name))) {
      return &flag;
    }
  }
  return nullptr;
}

std::string unknown_flag(const std::string& program, const Listing& command, const std::string& name) {
  std::vector<std::string> names;
  for (const Flag& flag : command.flags) {
    if (!flag.positional && !flag.long_name.empty()) names.push_back("--" + flag.long_name);
  }
  return fmt::format("{} has no flag {}{}", program, name, nearest(name, names));
}

}  // namespace

std::string help_text(const std::string& program, const Listing& command, std::size_t columns) {
  columns = std::min(columns, kWidest);
  const bool whole = program.empty();
  std::string out = wrapped(command.description, columns, 0) + (command.description.ends_with('.') ? "" : ".") + "\n\n";
  out +=
      "Usage: " + (whole ? command.name + " COMMAND [OPTIONS]" : wrapped(usage(program, command), columns, 7)) + "\n";
  if (!command.examples.empty()) {
    out += "\nExamples:\n";
    for (const Example& example : command.examples) {
      out += fmt::format("  {}\n      {}\n", example.command, wrapped(example.what, columns, 6));
    }
  }
  if (whole) {
    out += "\nCommands:\n";
    for (const Listing& each : command.commands) out += row(each.name, each.description, columns);
  }
  return out + flags_of(command, columns);
}

std::vector<std::string> without_help_command(std::vector<std::string> words) {
  if (words.empty() || words[0] != "help") return words;
  words.erase(words.begin());
  if (words.size() > 1) words.resize(1);
  words.emplace_back("--help");
  return words;
}

std::string unknown_word(const Listing& program, const std::vector<std::string>& words) {
  const Listing* command = &program;
  std::string name = program.name;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--") return "";
    if (word.size() < 2 || word[0] != '-') {
      if (command != &program) continue;
      const auto found = std::find_if(program.commands.begin(), program.commands.end(),
                                      [&](const Listing& x) { return x.name == word; });
      if (found == program.commands.end()) {
        return fmt::format("there is no command {}{}", word, nearest(word, command_names(program)));
      }
      command = &*found;
      name += " " + word;
      continue;
    }
    const bool is_long = word[1] == '-';
    const std::string typed = is_long ? word.substr(0, word.find('=')) : word.substr(0, 2);
    const Flag* flag = find_flag(*command, typed);
    if (flag == nullptr) return unknown_flag(name, *command, typed);
    const bool has_value = is_long ? typed.size() < word.size() : word.size() > 2;
    if (flag->value != Flag::kNone && !has_value) ++i;
  }
  return "";
}

}  // namespace newsecho::cli
