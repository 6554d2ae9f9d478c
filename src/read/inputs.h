// inputs.h — turns what was typed into the files to read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace newsecho::read {

struct Inputs {
  std::vector<std::string> files;
  std::uint64_t total_bytes = 0;  // 0 when standard input is among them
};

// Files stay, folders give their files by name (those of folders inside too, but not results of earlier runs), globs
// what they match. Fails when one gives nothing.
absl::StatusOr<Inputs> expand(const std::vector<std::string>& inputs);

}  // namespace newsecho::read
