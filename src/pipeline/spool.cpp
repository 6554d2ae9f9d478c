#include "pipeline/spool.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace newsecho::pipeline {

namespace {

// An empty vector may have no address, which memcpy must not be given.
void copy(void* to, const void* from, std::size_t bytes) {
  if (bytes > 0) {
    std::memcpy(to, from, bytes);
  }
}

}  // namespace

const char* Spool::load(Slot slot, std::vector<char>& buffer) const {
  constexpr std::size_t kMost = 1u << 16;  // buffers stay as long as the longest
  if (slot.size == 0 || slot.size > kMost || blocks_[slot.block].in_file == nullptr || !file_.crowded()) {
    return view(slot);
  }
  buffer.resize(slot.size);
  return file_.read(view(slot), absl::MakeSpan(buffer)) ? buffer.data() : view(slot);
}

absl::Status Spool::add_block(Kind kind, std::size_t size) {
  Block block;
  block.size = size;
  if (memory_ + size <= (kind == Kind::kTokens ? limit_ : limit_ / 2)) {
    block.memory = base::zeroed_pages(size);
    block.begin = block.memory.get();
    memory_ += size;
  } else {
    absl::StatusOr<base::FilePages> pages = file_.pages(size);
    if (!pages.ok()) {
      return std::move(pages).status();
    }
    block.in_file = *std::move(pages);
    block.begin = block.in_file.get();
  }
  blocks_.push_back(std::move(block));
  return absl::OkStatus();
}

absl::Status Spool::Writer::open(std::size_t size) {
  if (absl::Status s = flush(); !s.ok()) {
    return s;
  }
  const std::size_t piece = std::max(size, piece_bytes_);
  const std::lock_guard lock(spool_.mutex_);
  if (spool_.blocks_.empty() || spool_.blocks_.back().size - spool_.blocks_.back().given < piece) {
    if (absl::Status s = spool_.add_block(kind_, std::max(piece, kBlock)); !s.ok()) {
      return s;
    }
  }
  Block& block = spool_.blocks_.back();
  number_ = static_cast<std::uint32_t>(spool_.blocks_.size() - 1);
  block_ = block.begin;
  in_file_ = block.in_file != nullptr;
  used_ = flushed_ = block.given;
  end_ = block.given = used_ + piece;
  return absl::OkStatus();
}

absl::StatusOr<char*> Spool::Writer::reserve(std::size_t size, Slot& slot) {
  if (size > std::numeric_limits<std::uint32_t>::max()) {
    return absl::ResourceExhaustedError("an article too long to keep; leave out records that long with --max-record");
  }
  const std::size_t room = base::round_up(size, 8);
  if (block_ == nullptr || end_ - used_ < room) {
    if (absl::Status s = open(room); !s.ok()) {
      return s;
    }
  }
  if (in_file_ && used_ - flushed_ + room > kBuffer) {
    if (absl::Status s = flush(); !s.ok()) {
      return s;
    }
  }
  slot = {number_, static_cast<std::uint32_t>(used_), static_cast<std::uint32_t>(size)};
  used_ += room;
  if (in_file_ && room <= kBuffer) {
    buffer_.resize(kBuffer);
    return buffer_.data() + (slot.offset - flushed_);
  }
  flushed_ = used_;  // a very long article is filled where it lies
  return block_ + slot.offset;
}

absl::Status Spool::Writer::flush() {
  if (used_ == flushed_) {
    return absl::OkStatus();
  }
  const std::size_t begin = std::exchange(flushed_, used_);
  return spool_.file_.write(block_ + begin, {buffer_.data(), used_ - begin});
}

namespace {

constexpr std::size_t kHead = 6;  // numbers of 32 bits, the last for alignment

template <class T>
void put(absl::Span<const T> values, char*& at) {
  copy(at, values.data(), values.size() * sizeof(T));
  at += values.size() * sizeof(T);
}

// One member of every segment.
template <class T>
void put(const std::vector<Segment>& segments, T Segment::*member, char*& at) {
  T* const out = reinterpret_cast<T*>(at);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    out[i] = segments[i].*member;
  }
  at += segments.size() * sizeof(T);
}

template <class T>
absl::Span<const T> see(std::size_t n, const char*& at) {
  const absl::Span<const T> values(reinterpret_cast<const T*>(at), n);
  at += n * sizeof(T);
  return values;
}

std::size_t flags_offset(std::size_t tokens, std::size_t lines, std::size_t numbers, std::size_t more_words) {
  return (kHead + 3 * lines + tokens + more_words) * sizeof(std::uint32_t) + lines * sizeof(std::uint64_t) +
         numbers * sizeof(Number);
}

}  // namespace

std::size_t encoded_size(const Tokens& tokens, std::size_t title_words, std::size_t rare_tokens) {
  return flags_offset(tokens.size(), tokens.segments.size(), tokens.numbers.size(), title_words + rare_tokens) +
         tokens.size();
}

void encode(const Tokens& tokens, absl::Span<const std::uint32_t> title, absl::Span<const std::uint32_t> rare,
            char* out) {
  const std::uint32_t head[kHead] = {
      static_cast<std::uint32_t>(tokens.size()),         static_cast<std::uint32_t>(tokens.segments.size()),
      static_cast<std::uint32_t>(tokens.numbers.size()), static_cast<std::uint32_t>(title.size()),
      static_cast<std::uint32_t>(rare.size()),           0};
  std::memcpy(out, head, sizeof head);
  char* at = out + sizeof head;
  put(tokens.segments, &Segment::hash, at);
  put(absl::MakeConstSpan(tokens.numbers), at);
  put(tokens.segments, &Segment::end, at);
  put(tokens.segments, &Segment::source_begin, at);
  put(tokens.segments, &Segment::source_end, at);
  put(absl::MakeConstSpan(tokens.hash), at);
  put(title, at);
  put(rare, at);
  put(absl::MakeConstSpan(tokens.flags), at);
}

TokensView view_of(const char* encoded) {
  std::uint32_t head[kHead];
  std::memcpy(head, encoded, sizeof head);
  const char* at = encoded + sizeof head;
  TokensView view;
  view.lines.hash = see<std::uint64_t>(head[1], at);
  view.numbers = see<Number>(head[2], at);
  view.lines.end = see<std::uint32_t>(head[1], at);
  view.source_begin = see<std::uint32_t>(head[1], at);
  view.source_end = see<std::uint32_t>(head[1], at);
  view.hash = see<std::uint32_t>(head[0], at);
  view.title = see<std::uint32_t>(head[3], at);
  view.rare = see<std::uint32_t>(head[4], at);
  view.flags = see<std::uint8_t>(head[0], at);
  return view;
}

}  // namespace newsecho::pipeline
