// help.h — the tool's help, and what to say to a command line that names what there is not.
#pragma once

#include <string>
#include <vector>

#include "cli/listing.h"

namespace newsecho::cli {

// Returns the help of one command, or of the program when `program` is empty, in lines of so many columns.
std::string help_text(const std::string& program, const Listing& command, std::size_t columns);

// "help dedup" is typed by people as often as "dedup --help": returns words as the parser knows them.
std::vector<std::string> without_help_command(std::vector<std::string> words);

// Returns what is wrong with the words behind the program's name and what was probably meant: a command or a
// flag that does not exist; empty when all exist. Parsers complain of what is missing first, which hides this.
std::string unknown_word(const Listing& program, const std::vector<std::string>& words);

}  // namespace newsecho::cli
