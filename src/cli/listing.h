// listing.h — the commands and flags as CLI11 knows them, for everything that is written from them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"

namespace newsecho::cli {

struct Flag {
  enum Value : std::uint8_t { kNone, kWord, kFile, kFolder };
  std::string short_name, long_name;  // without dashes; a positional has its name in long_name
  std::string label;                  // of its value: "FILE"
  std::vector<std::string> choices;   // of its value; empty: any
  std::string description, group;
  Value value = kNone;
  bool positional = false, required = false, many = false;
};

struct Example {
  std::string command, what;
};

struct Listing {
  std::string name, description;
  std::vector<Flag> flags;  // in the order they were added
  std::vector<Example> examples;
  std::vector<Listing> commands;
};

Listing list(const CLI::App& app);

// "newsecho dedup [OPTIONS] INPUT..."
std::string usage(const std::string& program, const Listing& command);

}  // namespace newsecho::cli
