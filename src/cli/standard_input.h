// standard_input.h — makes standard input something that can be read again.
#pragma once

#include <string>

#include "absl/status/status.h"

namespace newsecho::cli {

// A pipe is copied to a file without a name in `tmp` (empty: the system's folder), which takes its place;
// a file that stands at its beginning stays as it is. Afterwards standard input can be rewound.
absl::Status make_standard_input_rewindable(const std::string& tmp);

}  // namespace newsecho::cli
