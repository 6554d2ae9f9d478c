// spool.h — what stands between reading and comparing: each article's tokens, in memory while small,
// else in a file that has no name and goes with the process.
//
//   Spool spool(256u << 20, "");
//   absl::StatusOr<Spool::Slot> slot = spool.append(bytes);
//   absl::Status s = spool.load(*slot, buffer);
//
// Threads   append() from one thread; load() and overwrite() of different slots concurrently after that.
// Errors    a full disk, naming the folder and the remedy.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "newsecho/normalise.h"

namespace newsecho::pipeline {

class Spool {
 public:
  struct Slot {
    std::uint64_t offset = 0;
    std::uint32_t size = 0;
  };

  Spool(std::uint64_t memory_bytes, std::string folder);
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  absl::StatusOr<Slot> append(absl::Span<const char> bytes);
  absl::Status load(Slot slot, std::vector<char>& out) const;
  // Replaces a part of a slot, from `at` bytes behind its beginning.
  absl::Status overwrite(Slot slot, std::uint32_t at, absl::Span<const char> bytes);

  // Returns where a slot lies in memory, at a multiple of eight if all sizes are; null when it is in the file.
  const char* in_memory(Slot slot) const;

  std::uint64_t size_bytes() const { return size_; }
  std::uint64_t file_bytes() const { return fd_ < 0 ? 0 : size_ - memory_; }

 private:
  absl::Status open_file();
  absl::Status flush();

  static constexpr std::uint64_t kBlock = 1u << 22;
  std::uint64_t limit_;
  std::string folder_;
  std::vector<std::vector<char>> blocks_;  // the first bytes; a slot never crosses from here to the file
  std::vector<std::uint64_t> block_begin_;
  std::uint64_t memory_ = 0;  // bytes kept in blocks_
  std::uint64_t size_ = 0;
  std::vector<char> pending_;  // the end of the file, not yet written
  int fd_ = -1;
};

// An article's tokens as they lie in the spool. Layout, native byte order (a spool never leaves its process):
//
//   u32 tokens, segments, numbers, title words
//   Segment[segments]
//   Number[numbers]
//   u32 token hashes[tokens]
//   u32 title word hashes[]
//   u8  flags[tokens]
void encode(const Tokens& tokens, absl::Span<const std::uint32_t> title, std::vector<char>& out);
void decode(absl::Span<const char> bytes, Tokens& tokens, std::vector<std::uint32_t>& title);
// Where the flags of `tokens` begin in their encoding.
std::uint32_t flags_offset(const Tokens& tokens, std::size_t title_words);

}  // namespace newsecho::pipeline
