// compress.h — streams bytes into gzip, zstd or xz.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace newsecho {

class Compressor {
 public:
  virtual ~Compressor() = default;

  // Appends to `out` what is ready of the compressed stream.
  virtual absl::Status add(std::string_view bytes, std::string& out) = 0;

  // Appends the rest. Nothing may be added afterwards.
  virtual absl::Status finish(std::string& out) = 0;
};

// Least effort is for what is written beside the work that was asked for; it tells with zstd only.
enum class Effort { kUsual, kLeast };

// Returns the compressor a file's name asks for (.gz, .zst, .xz); null for any other name.
std::unique_ptr<Compressor> compressor_for(std::string_view name, Effort effort = Effort::kUsual);

}  // namespace newsecho
