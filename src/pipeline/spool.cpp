#include "pipeline/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

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

absl::Status Spool::flush() {
  const char* at = pending_.data();
  std::size_t left = pending_.size();
  std::uint64_t offset = size_ - memory_ - pending_.size();
  while (left > 0) {
    const ssize_t n = pwrite(fd_, at, left, static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n <= 0) {
      return absl::ResourceExhaustedError(absl::StrCat("cannot write the temporary file in ", folder_, ": ",
                                                       std::strerror(errno),
                                                       "; free space or name another folder with --tmp"));
    }
    at += n;
    left -= static_cast<std::size_t>(n);
    offset += static_cast<std::uint64_t>(n);
  }
  pending_.clear();
  return absl::OkStatus();
}

absl::StatusOr<Spool::Slot> Spool::append(absl::Span<const char> bytes) {
  const Slot slot{size_, static_cast<std::uint32_t>(bytes.size())};
  if (fd_ < 0 && size_ + bytes.size() <= limit_) {
    if (blocks_.empty() || blocks_.back().size() + bytes.size() > blocks_.back().capacity()) {
      blocks_.emplace_back().reserve(std::max<std::size_t>(kBlock, bytes.size()));
      block_begin_.push_back(size_);
    }
    blocks_.back().insert(blocks_.back().end(), bytes.begin(), bytes.end());
    size_ += bytes.size();
    memory_ = size_;
    return slot;
  }
  if (fd_ < 0) {
    if (absl::Status s = open_file(); !s.ok()) {
      return s;
    }
  }
  pending_.insert(pending_.end(), bytes.begin(), bytes.end());
  size_ += bytes.size();
  if (pending_.size() >= kBlock) {
    if (absl::Status s = flush(); !s.ok()) {
      return s;
    }
  }
  return slot;
}

const char* Spool::in_memory(Slot slot) const {
  if (slot.offset >= memory_) {
    return nullptr;
  }
  const auto block = static_cast<std::size_t>(std::upper_bound(block_begin_.begin(), block_begin_.end(), slot.offset) -
                                              block_begin_.begin() - 1);
  return blocks_[block].data() + (slot.offset - block_begin_[block]);
}

absl::Status Spool::load(Slot slot, std::vector<char>& out) const {
  out.resize(slot.size);
  if (const char* from = in_memory(slot); from != nullptr) {
    copy(out.data(), from, slot.size);
    return absl::OkStatus();
  }
  const std::uint64_t written = size_ - pending_.size();
  if (slot.offset >= written) {
    copy(out.data(), pending_.data() + (slot.offset - written), slot.size);
    return absl::OkStatus();
  }
  std::size_t done = 0;
  while (done < slot.size) {
    const ssize_t n = pread(fd_, out.data() + done, slot.size - done, static_cast<off_t>(slot.offset - memory_ + done));
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n <= 0) {
      return absl::DataLossError(absl::StrCat("cannot read the temporary file in ", folder_,
                                              " again: ", n < 0 ? std::strerror(errno) : "it ends early"));
    }
    done += static_cast<std::size_t>(n);
  }
  return absl::OkStatus();
}

absl::Status Spool::overwrite(Slot slot, std::uint32_t at, absl::Span<const char> bytes) {
  const std::uint64_t offset = slot.offset + at;
  if (slot.offset < memory_) {
    const auto block =
        std::upper_bound(block_begin_.begin(), block_begin_.end(), slot.offset) - block_begin_.begin() - 1;
    copy(blocks_[static_cast<std::size_t>(block)].data() + (offset - block_begin_[block]), bytes.data(), bytes.size());
    return absl::OkStatus();
  }
  const std::uint64_t written = size_ - pending_.size();
  if (slot.offset >= written) {
    copy(pending_.data() + (offset - written), bytes.data(), bytes.size());
    return absl::OkStatus();
  }
  const ssize_t n = pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(offset - memory_));
  if (n != static_cast<ssize_t>(bytes.size())) {
    return absl::ResourceExhaustedError(
        absl::StrCat("cannot write the temporary file in ", folder_, "; free space or name another folder with --tmp"));
  }
  return absl::OkStatus();
}

namespace {

template <class T>
void put(const std::vector<T>& values, char*& at) {
  copy(at, values.data(), values.size() * sizeof(T));
  at += values.size() * sizeof(T);
}

template <class T>
void take(std::vector<T>& values, std::size_t n, const char*& at) {
  values.resize(n);
  copy(values.data(), at, n * sizeof(T));
  at += n * sizeof(T);
}

}  // namespace

void encode(const Tokens& tokens, absl::Span<const std::uint32_t> title, std::vector<char>& out) {
  const std::vector<std::uint32_t> head = {
      static_cast<std::uint32_t>(tokens.size()), static_cast<std::uint32_t>(tokens.segments.size()),
      static_cast<std::uint32_t>(tokens.numbers.size()), static_cast<std::uint32_t>(title.size())};
  out.resize(flags_offset(tokens, title.size()) + tokens.size());
  char* at = out.data();
  put(head, at);
  put(tokens.segments, at);
  put(tokens.numbers, at);
  put(tokens.hash, at);
  put(std::vector<std::uint32_t>(title.begin(), title.end()), at);
  put(tokens.flags, at);
}

void decode(absl::Span<const char> bytes, Tokens& tokens, std::vector<std::uint32_t>& title) {
  const char* at = bytes.data();
  std::vector<std::uint32_t> head;
  take(head, 4, at);
  take(tokens.segments, head[1], at);
  take(tokens.numbers, head[2], at);
  take(tokens.hash, head[0], at);
  take(title, head[3], at);
  take(tokens.flags, head[0], at);
}

std::uint32_t flags_offset(const Tokens& tokens, std::size_t title_words) {
  return static_cast<std::uint32_t>(4 * sizeof(std::uint32_t) + tokens.segments.size() * sizeof(Segment) +
                                    tokens.numbers.size() * sizeof(Number) +
                                    (tokens.size() + title_words) * sizeof(std::uint32_t));
}

}  // namespace newsecho::pipeline
