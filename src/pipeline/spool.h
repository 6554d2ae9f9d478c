// spool.h — what stands between reading and comparing: each article's tokens and text, in memory while small,
// else in the run's file.
//
//   base::PageFile file({.folder = "/tmp"});
//   Spool spool(256u << 20, file);
//   Spool::Writer writer(spool, Spool::Kind::kTokens);        // one a thread
//   absl::StatusOr<char*> room = writer.reserve(size, slot);  // to be filled
//   absl::Status written = writer.flush();
//   const char* bytes = spool.view(slot);
//
// Memory    tokens are read several times and fill the memory that is allowed; texts, which hardly are, half of it.
// Threads   a Writer belongs to one thread at a time, there may be many; view() concurrently, of what was flushed.
// Errors    a full disk, naming the folder and the remedy.
#pragma once

#include <cstdint>
#include <cstring>
#include <deque>
#include <mutex>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "base/page_file.h"
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
    // What one writer keeps lies together, `piece_bytes` at a time.
    Writer(Spool& spool, Kind kind, std::size_t piece_bytes = std::size_t{1} << 20)
        : spool_(spool), kind_(kind), piece_bytes_(piece_bytes) {}

    // The room is to be filled before the next call.
    absl::StatusOr<char*> reserve(std::size_t size, Slot& slot);
    // Lets what was reserved be viewed. To be called before a thread hands the writer on.
    absl::Status flush();

   private:
    // Smaller writes make the system's cache of small pieces, which cost more when they are viewed.
    static constexpr std::size_t kBuffer = std::size_t{1} << 17;

    absl::Status open(std::size_t size);

    Spool& spool_;
    Kind kind_;
    std::size_t piece_bytes_;
    char* block_ = nullptr;  // that the piece at hand is of
    bool in_file_ = false;
    std::uint32_t number_ = 0;
    std::size_t end_ = 0, used_ = 0;  // in the block
    std::size_t flushed_ = 0;         // there, too
    std::vector<char> buffer_;        // what lies between flushed_ and used_ of a block in the file
  };

  Spool(std::uint64_t memory_bytes, base::PageFile& file) : limit_(memory_bytes), file_(file) {}
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  // An empty slot may have no address.
  const char* view(Slot slot) const { return slot.size == 0 ? nullptr : blocks_[slot.block].begin + slot.offset; }
  // The same for what is looked at here and there, much of the spool between two looks at one slot: where the file is
  // crowded, `buffer` gets a copy.
  const char* load(Slot slot, std::vector<char>& buffer) const;
  // What was put there as numbers.
  absl::Span<const std::uint32_t> numbers(Slot slot) const {
    return {reinterpret_cast<const std::uint32_t*>(view(slot)), slot.size / sizeof(std::uint32_t)};
  }

  // Lets all that lies in the spool go. REQUIRES: nobody writes or views any more.
  void clear() { blocks_.clear(); }

 private:
  static constexpr std::size_t kBlock = 1u << 22;
  std::uint64_t limit_;
  base::PageFile& file_;
  std::mutex mutex_;  // of what follows
  struct Block {
    base::Pages<char> memory;
    base::FilePages in_file;
    char* begin = nullptr;  // of the one or the other
    std::size_t size = 0, given = 0;
  };
  absl::Status add_block(Kind kind, std::size_t size);

  std::deque<Block> blocks_;
  std::uint64_t memory_ = 0;  // bytes of blocks in memory
};

// Copies values to the spool. Their slot may be empty.
template <class T>
absl::Status keep(Spool::Writer& writer, absl::Span<const T> values, Spool::Slot& slot) {
  const std::size_t bytes = values.size() * sizeof(T);
  const absl::StatusOr<char*> room = writer.reserve(bytes, slot);
  if (room.ok() && bytes > 0) {
    std::memcpy(*room, values.data(), bytes);
  }
  return room.status();
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
