#include "pipeline/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <limits>

#include "absl/strings/str_cat.h"

namespace newsecho::pipeline {

namespace {

// An empty vector may have no address, which memcpy must not be given.
void copy(void* to, const void* from, std::size_t bytes) {
  if (bytes > 0) {
    std::memcpy(to, from, bytes);
  }
}

std::string default_folder() {
  // The one place a variable of the system's convention is read; it changes no result.
  const char* folder = std::getenv("TMPDIR");
  return folder != nullptr && *folder != '\0' ? folder : "/tmp";
}

constexpr std::size_t round_up(std::size_t size) { return (size + 7) / 8 * 8; }

}  // namespace

Spool::Spool(std::uint64_t memory_bytes, std::string folder)
    : limit_(memory_bytes), folder_(folder.empty() ? default_folder() : std::move(folder)) {}

Spool::~Spool() {
  if (fd_ >= 0) {
    close(fd_);
  }
}

absl::Status Spool::open_file() {
  std::string name = folder_ + "/newsecho-spool-XXXXXX";
  fd_ = mkstemp(name.data());
  if (fd_ < 0) {
    return absl::UnavailableError(absl::StrCat("cannot make a temporary file in ", folder_, ": ", std::strerror(errno),
                                               "; name another folder with --tmp"));
  }
  unlink(name.c_str());  // gone with the process, however it ends
  return absl::OkStatus();
}

absl::Status Spool::write(const char* bytes, std::size_t size, std::uint64_t offset) const {
  while (size > 0) {
    const ssize_t n = pwrite(fd_, bytes, size, static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n <= 0) {
      return absl::ResourceExhaustedError(absl::StrCat("cannot write the temporary file in ", folder_, ": ",
                                                       std::strerror(errno),
                                                       "; free space or name another folder with --tmp"));
    }
    bytes += n;
    size -= static_cast<std::size_t>(n);
    offset += static_cast<std::uint64_t>(n);
  }
  return absl::OkStatus();
}

absl::Status Spool::read(std::uint64_t offset, std::size_t size, char* out) const {
  while (size > 0) {
    const ssize_t n = pread(fd_, out, size, static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n <= 0) {
      return absl::DataLossError(absl::StrCat("cannot read the temporary file in ", folder_,
                                              " again: ", n < 0 ? std::strerror(errno) : "it ends early"));
    }
    out += n;
    size -= static_cast<std::size_t>(n);
    offset += static_cast<std::uint64_t>(n);
  }
  return absl::OkStatus();
}

absl::Status Spool::Writer::open(std::size_t size) {
  const std::size_t room = std::max(size, kBlock);
  const std::lock_guard lock(spool_.mutex_);
  const std::uint64_t limit = kind_ == Kind::kTokens ? spool_.limit_ : spool_.limit_ / 2;
  const bool in_memory = spool_.memory_ + room <= limit;
  if (!in_memory && spool_.fd_ < 0) {
    if (absl::Status s = spool_.open_file(); !s.ok()) {
      return s;
    }
  }
  number_ = static_cast<std::uint32_t>(spool_.blocks_.size());
  Block& block = spool_.blocks_.emplace_back();
  if (in_memory) {
    block.memory = base::make_pages<char>(room);
    spool_.memory_ += room;
    block_ = block.memory.get();
  } else {
    if (own_size_ < room) {
      own_ = base::make_pages<char>(room);
      own_size_ = room;
    }
    block_ = own_.get();
  }
  size_ = room;
  used_ = 0;
  return absl::OkStatus();
}

absl::StatusOr<char*> Spool::Writer::reserve(std::size_t size, Slot& slot) {
  if (size > std::numeric_limits<std::uint32_t>::max()) {
    return absl::ResourceExhaustedError("an article too long to keep; leave out records that long with --max-record");
  }
  if (block_ == nullptr || size_ - used_ < size) {
    if (absl::Status s = flush(); !s.ok()) {
      return s;
    }
    if (absl::Status s = open(size); !s.ok()) {
      return s;
    }
  }
  slot = {number_, static_cast<std::uint32_t>(used_), static_cast<std::uint32_t>(size)};
  char* const room = block_ + used_;
  used_ = std::min(size_, used_ + round_up(size));
  return room;
}

absl::Status Spool::Writer::flush() {
  if (block_ == nullptr || block_ != own_.get()) {
    block_ = nullptr;
    return absl::OkStatus();
  }
  std::uint64_t offset = 0;
  {
    const std::lock_guard lock(spool_.mutex_);
    offset = spool_.file_size_;
    spool_.file_size_ += used_;
    spool_.blocks_[number_].file_offset = offset;
  }
  block_ = nullptr;
  return spool_.write(own_.get(), used_, offset);
}

absl::Status Spool::load(Slot slot, std::vector<char>& out) const {
  const absl::StatusOr<const char*> bytes = view(slot, out);
  if (!bytes.ok()) {
    return bytes.status();
  }
  if (*bytes != out.data()) {
    out.assign(*bytes, *bytes + slot.size);
  }
  return absl::OkStatus();
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
