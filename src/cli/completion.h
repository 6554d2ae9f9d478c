// completion.h — scripts that complete commands, flags and their values in a shell.
#pragma once

#include <string>

#include "cli/listing.h"

namespace newsecho::cli {

std::string bash_completion(const Listing& program);
std::string zsh_completion(const Listing& program);
std::string fish_completion(const Listing& program);

}  // namespace newsecho::cli
