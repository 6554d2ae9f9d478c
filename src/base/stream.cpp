#include "base/stream.h"

#include <fcntl.h>
#include <lzma.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "absl/strings/str_cat.h"

namespace newsecho {

namespace {

constexpr std::size_t kBuffer = 1u << 18;

absl::Status cannot_read(const std::string& path, int error) {
  const std::string message = absl::StrCat("cannot read ", path, ": ", std::strerror(error));
  if (error == ENOENT) {
    return absl::NotFoundError(absl::StrCat(path, " does not exist; check the name"));
  }
  if (error == EACCES || error == EPERM) {
    return absl::PermissionDeniedError(absl::StrCat(message, "; make it readable, e.g. chmod +r"));
  }
  return absl::UnavailableError(message);
}

absl::Status damaged(const std::string& path, std::string_view kind, std::string_view what) {
  return absl::DataLossError(absl::StrCat(path, ": ", std::string(kind), " data ", std::string(what),
                                          "; what came before it was read, fetch the file again for the rest"));
}

// A file's own bytes, with the first ones kept for telling its type.
class Plain : public Stream {
 public:
  Plain(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}
  ~Plain() override {
    if (fd_ > 0) {
      close(fd_);
    }
  }

  absl::Status peek(std::string& head, std::size_t most) {
    while (head_.size() < most) {
      const std::size_t before = head_.size();
      head_.resize(most);
      const ssize_t n = fill(head_.data() + before, most - before);
      head_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
      if (n < 0) {
        return cannot_read(path_, errno);
      }
      if (n == 0) {
        break;
      }
    }
    head = head_;
    return absl::OkStatus();
  }

  absl::StatusOr<std::size_t> read(std::string& out, std::size_t most) override {
    if (!head_.empty()) {
      const std::size_t n = std::min(most, head_.size());
      out.append(head_, 0, n);
      head_.erase(0, n);
      taken_ += n;
      return n;
    }
    const std::size_t before = out.size();
    out.resize(before + most);
    const ssize_t n = fill(out.data() + before, most);
    out.resize(before + static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    if (n < 0) {
      return cannot_read(path_, errno);
    }
    taken_ += static_cast<std::uint64_t>(n);
    return static_cast<std::size_t>(n);
  }

  std::uint64_t taken_bytes() const override { return taken_; }
  bool compressed() const override { return false; }
  const std::string& path() const { return path_; }

 private:
  ssize_t fill(char* to, std::size_t most) const {
    ssize_t n = 0;
    do {
      n = ::read(fd_, to, most);
    } while (n < 0 && errno == EINTR);
    return n;
  }

  std::string path_;
  int fd_;
  std::string head_;
  std::uint64_t taken_ = 0;
};

// What the three decoders share: compressed bytes at hand, and a call that turns some of them into output.
class Decoder : public Stream {
 public:
  Decoder(std::unique_ptr<Plain> file, std::string_view kind) : file_(std::move(file)), kind_(kind) {}

  absl::StatusOr<std::size_t> read(std::string& out, std::size_t most) override {
    if (!failed_.ok()) {
      return failed_;
    }
    const std::size_t before = out.size();
    out.resize(before + most);
    std::size_t made = 0;
    while (made == 0 && !done_) {
      if (at_ == input_.size()) {
        input_.clear();
        at_ = 0;
        const absl::StatusOr<std::size_t> n = file_->read(input_, kBuffer);
        if (!n.ok()) {
          out.resize(before);
          return n.status();
        }
        ended_ = *n == 0;
      }
      made = decode(out.data() + before, most);
      if (made == 0 && !failed_.ok()) {
        out.resize(before);
        return failed_;
      }
      if (made == 0 && ended_ && !done_) {
        done_ = true;
        out.resize(before);
        if (inside_) {
          return failed_ = damaged(file_->path(), kind_, "ends in the middle (truncated)");
        }
        return std::size_t{0};
      }
    }
    out.resize(before + made);
    return made;
  }

  std::uint64_t taken_bytes() const override { return file_->taken_bytes(); }
  bool compressed() const override { return true; }

 protected:
  // Returns how much it made. Damage goes to failed_: what was made before it counts first.
  virtual std::size_t decode(char* to, std::size_t most) = 0;

  std::unique_ptr<Plain> file_;
  std::string_view kind_;
  std::string input_;
  std::size_t at_ = 0;
  bool ended_ = false;   // no more compressed bytes
  bool inside_ = false;  // of a member
  bool done_ = false;
  absl::Status failed_;  // returned again, so that the damage is not lost on who comes later
};

class Gzip : public Decoder {
 public:
  explicit Gzip(std::unique_ptr<Plain> file) : Decoder(std::move(file), "gzip") { inflateInit2(&z_, 15 + 16); }
  ~Gzip() override { inflateEnd(&z_); }

 private:
  std::size_t decode(char* to, std::size_t most) override {
    if (at_ == input_.size()) {
      return 0;
    }
    // Members may follow one another; zeros that pad them are none.
    if (!inside_) {
      at_ = std::min(input_.find_first_not_of('\0', at_), input_.size());
      if (at_ == input_.size()) {
        return 0;
      }
    }
    inside_ = true;
    z_.next_in = reinterpret_cast<Bytef*>(input_.data() + at_);
    z_.avail_in = static_cast<uInt>(input_.size() - at_);
    z_.next_out = reinterpret_cast<Bytef*>(to);
    z_.avail_out = static_cast<uInt>(most);
    const int status = inflate(&z_, Z_NO_FLUSH);
    at_ = input_.size() - z_.avail_in;
    if (status == Z_STREAM_END) {
      inside_ = false;
      inflateReset2(&z_, 15 + 16);
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      failed_ = damaged(file_->path(), kind_, "is damaged");
    }
    return most - z_.avail_out;
  }

  z_stream z_{};
};

class Zstd : public Decoder {
 public:
  explicit Zstd(std::unique_ptr<Plain> file) : Decoder(std::move(file), "zstd"), stream_(ZSTD_createDStream()) {
    // Dumps are often packed with --long=31; memory is only taken by files that need it.
    ZSTD_DCtx_setParameter(stream_, ZSTD_d_windowLogMax, 31);
  }
  ~Zstd() override { ZSTD_freeDStream(stream_); }

 private:
  std::size_t decode(char* to, std::size_t most) override {
    // Asked without input after a whole frame it would speak of the next one, which need not come.
    if (at_ == input_.size() && !inside_) {
      return 0;
    }
    ZSTD_inBuffer in{input_.data(), input_.size(), at_};
    ZSTD_outBuffer out{to, most, 0};
    const std::size_t hint = ZSTD_decompressStream(stream_, &out, &in);
    at_ = in.pos;
    if (ZSTD_isError(hint) != 0) {
      failed_ = damaged(file_->path(), kind_, "is damaged");
    }
    inside_ = hint != 0;
    return out.pos;
  }

  ZSTD_DStream* stream_;
};

class Xz : public Decoder {
 public:
  explicit Xz(std::unique_ptr<Plain> file) : Decoder(std::move(file), "xz") {
    status_ = lzma_stream_decoder(&stream_, UINT64_MAX, LZMA_CONCATENATED);
    inside_ = true;
  }
  ~Xz() override { lzma_end(&stream_); }

 private:
  std::size_t decode(char* to, std::size_t most) override {
    stream_.next_in = reinterpret_cast<const std::uint8_t*>(input_.data() + at_);
    stream_.avail_in = input_.size() - at_;
    stream_.next_out = reinterpret_cast<std::uint8_t*>(to);
    stream_.avail_out = most;
    status_ = lzma_code(&stream_, ended_ ? LZMA_FINISH : LZMA_RUN);
    at_ = input_.size() - stream_.avail_in;
    if (status_ == LZMA_STREAM_END) {
      inside_ = false;
      done_ = true;
    } else if (status_ != LZMA_OK && status_ != LZMA_BUF_ERROR) {
      failed_ = damaged(file_->path(), kind_, "is damaged");
    }
    return most - stream_.avail_out;
  }

  lzma_stream stream_ = LZMA_STREAM_INIT;
  lzma_ret status_;
};

bool begins(std::string_view head, std::string_view magic) { return head.substr(0, magic.size()) == magic; }

// pzstd and seekable files begin with a frame to be skipped: magic 0x184D2A50 to 0x184D2A5F. Source: RFC 8878, 3.1.2.
bool begins_skippable(std::string_view head) {
  return head.size() >= 4 && (head[0] & 0xf0) == 0x50 && begins(head.substr(1), "\x2a\x4d\x18");
}

}  // namespace

absl::StatusOr<std::unique_ptr<Stream>> Stream::open(const std::string& path) {
  int fd = 0;
  if (path != "-") {
    fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
      return cannot_read(path, errno);
    }
  }
  auto plain = std::make_unique<Plain>(path, fd);
  std::string head;
  if (absl::Status s = plain->peek(head, 6); !s.ok()) {
    return s;
  }
  using std::string_view_literals::operator""sv;
  if (begins(head, "\x1f\x8b"sv)) {
    return std::make_unique<Gzip>(std::move(plain));
  }
  if (begins(head, "\x28\xb5\x2f\xfd"sv) || begins_skippable(head)) {
    return std::make_unique<Zstd>(std::move(plain));
  }
  if (begins(head,
             "\xfd"
             "7zXZ\0"sv)) {
    return std::make_unique<Xz>(std::move(plain));
  }
  return plain;
}

}  // namespace newsecho
