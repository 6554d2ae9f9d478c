// stream.h — the bytes of a file as they were before compression.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace newsecho {

class Stream {
 public:
  virtual ~Stream() = default;

  // Opens a file, or standard input for "-". The compression is told by the first bytes.
  static absl::StatusOr<std::unique_ptr<Stream>> open(const std::string& path);

  // Appends up to `most` bytes to `out`; returns how many, 0 at the end. An error means that what
  // follows cannot be read; what came before was good.
  virtual absl::StatusOr<std::size_t> read(std::string& out, std::size_t most) = 0;

  // Bytes taken from the file so far, compressed as they lie there.
  virtual std::uint64_t taken_bytes() const = 0;
  virtual bool compressed() const = 0;
};

}  // namespace newsecho
