#include "cli/listing.h"

#include <sstream>

namespace newsecho::cli {
namespace {

// The type's name, then what its checks say: "WHEN:{auto,always,never}".
void read_type(const std::string& type, Flag& flag) {
  flag.label = type.substr(0, type.find(':'));
  const std::size_t open = type.find('{'), close = type.find('}');
  if (open == std::string::npos || close == std::string::npos) return;
  std::istringstream choices(type.substr(open + 1, close - open - 1));
  for (std::string choice; std::getline(choices, choice, ',');) flag.choices.push_back(choice);
}

Flag flag_of(const CLI::Option& option) {
  Flag flag;
  flag.positional = option.get_positional();
  flag.long_name = flag.positional               ? option.get_name(true)
                   : option.get_lnames().empty() ? ""
                                                 : option.get_lnames().front();
  flag.short_name = option.get_snames().empty() ? "" : option.get_snames().front();
  flag.description = option.get_description();
  flag.group = option.get_group();
  flag.required = option.get_required();
  flag.many = option.get_items_expected_max() > 1;
  const bool takes_value = option.get_items_expected_max() > 0;
  if (takes_value) read_type(option.get_type_name(), flag);
  const std::string& kind = flag.positional ? flag.long_name : flag.label;
  if (flag.positional || kind == "FILE" || kind == "INPUT") flag.value = Flag::kFile;
  if (kind == "DIR") flag.value = Flag::kFolder;
  if (flag.value == Flag::kNone && takes_value) flag.value = Flag::kWord;
  return flag;
}

// Reads what add_examples() wrote: a command two spaces in, what it is for below it.
std::vector<Example> examples_of(const std::string& footer) {
  std::vector<Example> examples;
  if (footer.rfind("Examples:\n", 0) != 0) return examples;
  std::istringstream lines(footer);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin == 2) examples.push_back({line.substr(2), ""});
    if (begin == 6 && !examples.empty()) examples.back().what = line.substr(6);
  }
  return examples;
}

}  // namespace

Listing list(const CLI::App& app) {
  Listing out{app.get_name(), app.get_description(), {}, examples_of(app.get_footer()), {}};
  for (const CLI::Option* option : app.get_options()) out.flags.push_back(flag_of(*option));
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    out.commands.push_back(list(*command));
  }
  return out;
}

std::string usage(const std::string& program, const Listing& command) {
  std::string out = program + " " + command.name + " [OPTIONS]";
  for (const Flag& flag : command.flags) {
    if (flag.positional) out += " " + flag.long_name + (flag.many ? "..." : "");
    if (!flag.positional && flag.required)
      out += (flag.short_name.empty() ? " --" + flag.long_name : " -" + flag.short_name) + " " + flag.label;
  }
  return out;
}

}  // namespace newsecho::cli
