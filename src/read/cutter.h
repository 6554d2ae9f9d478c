// cutter.h — cuts a stream of bytes into chunks of whole records.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "base/stream.h"
#include "newsecho/read.h"
#include "read/format.h"

namespace newsecho::read {

class Cutter {
 public:
  // `head` is what telling the format has already taken from the stream.
  Cutter(std::unique_ptr<Stream> stream, std::string head, const ReadOptions& options);
  virtual ~Cutter() = default;

  static std::unique_ptr<Cutter> make(const Format& format, std::unique_ptr<Stream> stream, std::string head,
                                      const ReadOptions& options);

  // Fills all of `chunk` but its sequence and source. Returns false at the end; what could not be cut is
  // in chunk.skipped, even then.
  virtual absl::StatusOr<bool> cut(Chunk& chunk) = 0;

  const Stream& stream() const { return *stream_; }

 protected:
  // Reads until `bytes` are held or the stream ends. Damage ends it too and is kept in damage_.
  absl::Status fill(std::size_t bytes);
  // Hands the first `bytes` held over to the chunk.
  void hand_over(std::size_t bytes, Chunk& chunk);
  // Forgets the first `bytes` held.
  void drop(std::size_t bytes);
  void skip(Chunk& chunk, std::uint64_t line, std::uint64_t offset, std::uint64_t size, std::string reason) const;
  std::string too_long() const;

  const ReadOptions options_;
  std::unique_ptr<Stream> stream_;
  std::string held_;          // bytes not yet handed over
  std::uint64_t offset_ = 0;  // of held_ in the uncompressed file
  std::uint64_t line_ = 1;    // of the first byte held
  bool ended_ = false;
  std::string damage_;
};

}  // namespace newsecho::read
