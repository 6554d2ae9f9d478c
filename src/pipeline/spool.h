// spool.h — what stands between reading and comparing: each article's tokens and text, in memory while small,
// else in a file that has no name and goes with the process.
//
//   Spool spool(256u << 20, "");
//   Spool::Writer writer(spool, Spool::Kind::kTokens);        // one a thread
//   absl::StatusOr<char*> room = writer.reserve(size, slot);  // to be filled before the next
//   absl::Status s = writer.flush();                          // then the slots can be read
//   absl::StatusOr<const char*> bytes = spool.view(slot, buffer);
//
// Memory    tokens are read several times and fill the memory that is allowed; texts, which hardly are, half of it.
// Threads   a Writer belongs to one thread at a time, there may be many; view() and load() concurrently
//           once all writers are flushed.
// Errors    a full disk, naming the folder and the remedy.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "base/pages.h"
#include "newsecho/boilerplate.h"
#include "newsecho/normalise.h"

namespace newsecho::pipeline {

class Spool {
 public:
  enum class Kind : std::uint8_t { kTokens, kText };

  // Begins at a multiple of eight bytes.
  struct Slot {
    std::uint32_t block = 0, offset = 0, size = 0;
  };

  class Writer {
   public:
    Writer(Spool& spool, Kind kind) : spool_(spool), kind_(kind) {}
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    absl::StatusOr<char*> reserve(std::size_t size, Slot& slot);
    absl::Status flush();

   private:
    absl::Status open(std::size_t size);

    Spool& spool_;
    Kind kind_;
    base::Pages<char> own_;  // of a block that goes to the file; used again
    std::size_t own_size_ = 0;
    char* block_ = nullptr;  // the one at hand
    std::uint32_t number_ = 0;
    std::size_t size_ = 0, used_ = 0;
  };

  Spool(std::uint64_t memory_bytes, std::string folder);
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  // Returns where the slot's bytes lie, in `buffer` unless they are in memory.
  absl::StatusOr<const char*> view(Slot slot, std::vector<char>& buffer) const { return view_as(slot, buffer); }
  // The same for what was put there as numbers.
  absl::StatusOr<const std::uint32_t*> view(Slot slot, std::vector<std::uint32_t>& buffer) const {
    return view_as(slot, buffer);
  }
  absl::Status load(Slot slot, std::vector<char>& out) const;
  // Returns where the slot's bytes lie in memory, null when they are in the file.
  const char* in_memory(Slot slot) const {
    const char* const block = blocks_[slot.block].memory.get();
    return block == nullptr ? nullptr : block + slot.offset;
  }
  // REQUIRES: they are in the file.
  absl::Status read(Slot slot, char* out) const {
    return read(blocks_[slot.block].file_offset + slot.offset, slot.size, out);
  }

  std::uint64_t file_bytes() const { return file_size_; }

 private:
  struct Block {
    base::Pages<char> memory;       // none: in the file
    std::uint64_t file_offset = 0;  // known when it is full
  };

  template <class T>
  absl::StatusOr<const T*> view_as(Slot slot, std::vector<T>& buffer) const;
  absl::Status open_file();
  absl::Status write(const char* bytes, std::size_t size, std::uint64_t offset) const;
  absl::Status read(std::uint64_t offset, std::size_t size, char* out) const;

  static constexpr std::size_t kBlock = 1u << 22;
  std::uint64_t limit_;
  std::string folder_;
  std::mutex mutex_;  // of what follows
  std::deque<Block> blocks_;
  std::uint64_t memory_ = 0;  // bytes that blocks in memory may take
  std::uint64_t file_size_ = 0;
  int fd_ = -1;
};

template <class T>
absl::StatusOr<const T*> Spool::view_as(Slot slot, std::vector<T>& buffer) const {
  if (const char* const at = in_memory(slot); at != nullptr) {
    return reinterpret_cast<const T*>(at);
  }
  buffer.resize(slot.size / sizeof(T));
  if (absl::Status s = read(slot, reinterpret_cast<char*>(buffer.data())); !s.ok()) {
    return s;
  }
  return buffer.data();
}

// An article's tokens as they lie in the spool. Layout, native byte order (a spool never leaves its process):
//
//   u32 tokens, lines, numbers, title words, rare tokens, 0
//   u64 line hashes[]
//   Number[numbers]
//   u32 line ends[], in tokens
//   u32 where the lines begin in the source[]
//   u32 where they end in the source[]
//   u32 token hashes[tokens]
//   u32 title word hashes[]
//   u32 indices of tokens that may be the crawl's only ones[]
//   u8  flags[tokens]
struct TokensView {
  Lines lines;
  absl::Span<const Number> numbers;
  absl::Span<const std::uint32_t> source_begin, source_end;  // of lines
  absl::Span<const std::uint32_t> hash, title, rare;
  absl::Span<const std::uint8_t> flags;
};

std::size_t encoded_size(const Tokens& tokens, std::size_t title_words, std::size_t rare_tokens);
// REQUIRES: `out` has room for encoded_size() and begins at a multiple of eight bytes.
void encode(const Tokens& tokens, absl::Span<const std::uint32_t> title, absl::Span<const std::uint32_t> rare,
            char* out);
TokensView view_of(const char* encoded);

}  // namespace newsecho::pipeline
