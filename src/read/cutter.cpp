#include "read/cutter.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "fmt/format.h"

namespace newsecho::read {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// In steps whose count fits a byte, which is what the compiler needs to count many bytes at once.
std::uint64_t newlines(std::string_view s) {
  std::uint64_t all = 0;
  while (!s.empty()) {
    const std::string_view step = s.substr(0, 192);
    std::uint8_t here = 0;
    for (const char c : step) {
      here = static_cast<std::uint8_t>(here + (c == '\n' ? 1 : 0));
    }
    all += here;
    s.remove_prefix(step.size());
  }
  return all;
}

// One record a line.
class Lines : public Cutter {
 public:
  using Cutter::Cutter;

  absl::StatusOr<bool> cut(Chunk& chunk) override {
    std::size_t want = options_.chunk_bytes;
    std::size_t searched = 0;
    while (true) {
      if (absl::Status s = fill(want); !s.ok()) {
        return s;
      }
      const void* last =
          held_.size() > searched ? memrchr(held_.data() + searched, '\n', held_.size() - searched) : nullptr;
      if (last != nullptr) {
        hand_over(static_cast<std::size_t>(static_cast<const char*>(last) - held_.data()) + 1, chunk);
        return true;
      }
      if (ended_) {
        return finish(chunk);
      }
      searched = held_.size();
      if (held_.size() > options_.max_record_bytes) {
        if (absl::Status s = pass_over(chunk); !s.ok()) {
          return s;
        }
        searched = 0;
        want = options_.chunk_bytes;
      } else {
        want = held_.size() * 2;
      }
    }
  }

 private:
  // The last line may lack its end; when the stream is damaged it is not whole.
  absl::StatusOr<bool> finish(Chunk& chunk) {
    if (!damage_.empty()) {
      skip(chunk, line_, offset_, held_.size(), damage_);
      drop(held_.size());
      damage_.clear();
      return !chunk.skipped.empty();
    }
    if (held_.empty()) {
      return !chunk.skipped.empty();
    }
    hand_over(held_.size(), chunk);
    return true;
  }

  // Reads on to the end of an over-long line without holding it.
  absl::Status pass_over(Chunk& chunk) {
    const std::uint64_t begin = offset_;
    const std::uint64_t line = line_;
    while (true) {
      const std::size_t end = held_.find('\n');
      const bool whole = end != std::string::npos;
      drop(whole ? end : held_.size());
      if (whole || ended_) {
        break;
      }
      if (absl::Status s = fill(options_.chunk_bytes); !s.ok()) {
        return s;
      }
    }
    // A line that damage cuts short is one skipped record, as it is where it can be held.
    const bool cut_short = held_.empty() && !damage_.empty();
    skip(chunk, line, begin, offset_ - begin, cut_short ? damage_ : too_long());
    if (cut_short) {
      damage_.clear();
    }
    drop(std::min<std::size_t>(held_.size(), 1));  // the end of the line, which belongs to no record
    return absl::OkStatus();
  }
};

// JSON values over several lines: counts brackets outside strings.
class Values : public Cutter {
 public:
  Values(std::unique_ptr<Stream> stream, std::string head, const ReadOptions& options, std::uint32_t depth)
      : Cutter(std::move(stream), std::move(head), options), record_depth_(depth) {}

  absl::StatusOr<bool> cut(Chunk& chunk) override {
    while (true) {
      if (absl::Status s = fill(at_ + options_.chunk_bytes); !s.ok()) {
        return s;
      }
      scan(chunk);
      const std::size_t done = inside_ ? begin_ : at_;
      if (!chunk.records.empty()) {
        give(done, chunk);
        return true;
      }
      if (ended_) {
        return finish(chunk);
      }
      forget(done);
      if (inside_ && at_ > options_.max_record_bytes) {
        too_long_ = true;
        forget(at_);
        begin_ = 0;
      }
    }
  }

 private:
  void scan(Chunk& chunk) {
    for (; at_ < held_.size(); ++at_) {
      const char c = held_[at_];
      line_at_ += c == '\n' ? 1 : 0;
      if (string_) {
        if (escaped_) {
          escaped_ = false;
        } else if (c == '\\') {
          escaped_ = true;
        } else {
          string_ = c != '"';
        }
        continue;
      }
      switch (c) {
        case '"':
          string_ = true;
          begin_scalar();
          break;
        case '{':
        case '[':
          if (scalar_) {
            end_record(at_, chunk);
          }
          if (!inside_ && depth_ == record_depth_ && parent() != '{') {
            begin_record(false);
          }
          if (depth_ < kind_.size()) {
            kind_[depth_] = c;
          }
          ++depth_;
          break;
        case '}':
        case ']':
          if (scalar_) {
            end_record(at_, chunk);
          }
          depth_ -= depth_ > 0 ? 1 : 0;
          if (inside_ && depth_ == record_depth_) {
            end_record(at_ + 1, chunk);
          }
          break;
        case ',':
          if (scalar_) {
            end_record(at_, chunk);
          }
          break;
        case '\n':
          if (scalar_ && record_depth_ == 0) {
            end_record(at_, chunk);
          }
          break;
        case ' ':
        case '\t':
        case '\r':
        case ':':
          break;
        default:
          begin_scalar();
      }
    }
  }

  char parent() const { return depth_ == 0 ? '[' : kind_[depth_ - 1]; }

  // What stands where a record should: the parser will say that it is none.
  void begin_scalar() {
    if (!inside_ && depth_ == record_depth_ && record_depth_ < 2 && parent() == '[') {
      begin_record(true);
    }
  }
  void begin_record(bool scalar) {
    inside_ = true;
    scalar_ = scalar;
    begin_ = at_;
    begin_offset_ = offset_ + at_;
    begin_line_ = line_at_;
  }
  void end_record(std::size_t end, Chunk& chunk) {
    if (too_long_) {
      skip(chunk, begin_line_, begin_offset_, offset_ + end - begin_offset_, too_long());
    } else {
      chunk.records.push_back({begin_, end - begin_, begin_line_});
    }
    inside_ = scalar_ = too_long_ = false;
  }

  void give(std::size_t bytes, Chunk& chunk) {
    hand_over(bytes, chunk);
    rebase(bytes);
  }
  void forget(std::size_t bytes) {
    drop(bytes);
    rebase(bytes);
  }
  void rebase(std::size_t bytes) {
    at_ -= bytes;
    begin_ -= std::min(begin_, bytes);
  }

  absl::StatusOr<bool> finish(Chunk& chunk) {
    if (scalar_ && damage_.empty()) {
      end_record(held_.size(), chunk);
      give(held_.size(), chunk);
      return true;
    }
    // Between two records of an array there is nothing to parse, but what should follow is missing all the same.
    if (inside_ || depth_ > 0 || !damage_.empty()) {
      const std::string reason = !damage_.empty() ? damage_
                                 : inside_        ? "the file ends inside this record (cut off, or a quote or bracket "
                                                    "is not closed)"
                                                  : "the file ends inside its array, which is not closed (cut off?)";
      const std::uint64_t begin = inside_ ? begin_offset_ : offset_ + at_;
      skip(chunk, inside_ ? begin_line_ : line_at_, begin, offset_ + held_.size() - begin, reason);
    }
    inside_ = false;
    depth_ = 0;
    damage_.clear();
    forget(held_.size());
    return !chunk.skipped.empty();
  }

  std::uint32_t record_depth_;
  std::size_t at_ = 0;     // next byte of held_ to look at
  std::size_t begin_ = 0;  // of the record in held_
  std::uint64_t begin_offset_ = 0, begin_line_ = 1, line_at_ = 1;
  std::size_t depth_ = 0;
  std::array<char, 8> kind_{};  // of the outermost brackets
  bool string_ = false, escaped_ = false, inside_ = false, scalar_ = false, too_long_ = false;
};

// Rows that end at a newline outside quotes.
class Rows : public Cutter {
 public:
  Rows(std::unique_ptr<Stream> stream, std::string head, const ReadOptions& options, char separator)
      : Cutter(std::move(stream), std::move(head), options), separator_(separator) {}

  absl::StatusOr<bool> cut(Chunk& chunk) override {
    while (true) {
      if (absl::Status s = fill(at_ + options_.chunk_bytes); !s.ok()) {
        return s;
      }
      scan(chunk);
      if (ended_) {
        finish(chunk);
      }
      if (!chunk.records.empty()) {
        const std::size_t done = begin_;
        hand_over(done, chunk);
        at_ -= done;
        begin_ = 0;
        return true;
      }
      if (ended_) {
        drop(held_.size());
        return !chunk.skipped.empty();
      }
      if (at_ - begin_ > options_.max_record_bytes) {
        too_long_ = true;
        drop(at_);
        at_ = begin_ = 0;
      }
    }
  }

 private:
  void scan(Chunk& chunk) {
    for (; at_ < held_.size(); ++at_) {
      const char c = held_[at_];
      line_at_ += c == '\n' ? 1 : 0;
      const bool was_quoted = quoted_;
      if (quoted_) {
        quoted_ = c != '"';
      } else if (c == '"' && (fresh_ || closed_)) {
        quoted_ = true;  // opens a field, or is the second of a doubled one
      } else if (c == '\n') {
        end_record(at_ + 1, chunk);
        continue;
      }
      closed_ = was_quoted && !quoted_;
      fresh_ = !quoted_ && c == separator_;
    }
  }

  void end_record(std::size_t end, Chunk& chunk) {
    // As in files of lines, the end of a line belongs to no record.
    const std::size_t last = end - (end > begin_ && held_[end - 1] == '\n' ? 1 : 0);
    if (too_long_) {
      skip(chunk, begin_line_, begin_offset_, offset_ + last - begin_offset_, too_long());
    } else if (held_.find_first_not_of("\r\n", begin_) < end) {
      chunk.records.push_back({begin_, last - begin_, begin_line_});
    }
    begin_ = end;
    begin_offset_ = offset_ + end;
    begin_line_ = line_at_;
    fresh_ = true;
    closed_ = too_long_ = false;
  }

  void finish(Chunk& chunk) {
    if (begin_ == held_.size() && !too_long_ && damage_.empty()) {
      return;
    }
    if (!damage_.empty() || quoted_) {
      skip(chunk, begin_line_, begin_offset_, offset_ + held_.size() - begin_offset_,
           damage_.empty() ? "the file ends inside a quoted field" : damage_);
      damage_.clear();
    } else {
      end_record(held_.size(), chunk);
    }
    begin_ = at_ = held_.size();
    quoted_ = too_long_ = false;
  }

  char separator_;
  std::size_t at_ = 0, begin_ = 0;
  std::uint64_t begin_offset_ = 0, begin_line_ = 1, line_at_ = 1;
  bool quoted_ = false, fresh_ = true, closed_ = false, too_long_ = false;
};

// The whole file is one record.
class Whole : public Cutter {
 public:
  using Cutter::Cutter;

  absl::StatusOr<bool> cut(Chunk& chunk) override {
    if (given_) {
      return false;
    }
    given_ = true;
    if (absl::Status s = fill(options_.max_record_bytes + 1); !s.ok()) {
      return s;
    }
    if (held_.size() > options_.max_record_bytes) {
      skip(chunk, 1, 0, held_.size(), too_long());
    } else if (!damage_.empty()) {
      skip(chunk, 1, 0, held_.size(), damage_);
    } else if (!held_.empty()) {
      chunk.records.push_back({0, held_.size(), 1});
      hand_over(held_.size(), chunk);
      return true;
    }
    drop(held_.size());
    return !chunk.skipped.empty();
  }

 private:
  bool given_ = false;
};

}  // namespace

Cutter::Cutter(std::unique_ptr<Stream> stream, std::string head, const ReadOptions& options)
    : options_(options), stream_(std::move(stream)), held_(std::move(head)) {
  if (std::string_view(held_).substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    held_.erase(0, kByteOrderMark.size());
    offset_ = kByteOrderMark.size();
  }
}

std::unique_ptr<Cutter> Cutter::make(const Format& format, std::unique_ptr<Stream> stream, std::string head,
                                     const ReadOptions& options) {
  switch (format.form) {
    case Form::kLines:
      return std::make_unique<Lines>(std::move(stream), std::move(head), options);
    case Form::kValues:
      return std::make_unique<Values>(std::move(stream), std::move(head), options, format.depth);
    case Form::kRows:
      return std::make_unique<Rows>(std::move(stream), std::move(head), options, format.separator);
    case Form::kWhole:
      return std::make_unique<Whole>(std::move(stream), std::move(head), options);
  }
  return nullptr;
}

absl::Status Cutter::fill(std::size_t bytes) {
  constexpr std::size_t kLeast = 1u << 16, kMost = 1u << 20;
  const std::size_t least = std::clamp<std::size_t>(options_.chunk_bytes, 1, kLeast);
  while (!ended_ && held_.size() < bytes) {
    const absl::StatusOr<std::size_t> n =
        stream_->read(held_, std::clamp<std::size_t>(bytes - held_.size(), least, kMost));
    if (!n.ok() && n.status().code() != absl::StatusCode::kDataLoss) {
      return n.status();
    }
    if (!n.ok()) {
      damage_ = std::string(n.status().message());
      ended_ = true;
    } else {
      ended_ = *n == 0;
    }
  }
  return absl::OkStatus();
}

void Cutter::hand_over(std::size_t bytes, Chunk& chunk) {
  chunk.first_line = line_;
  chunk.offset_bytes = offset_;
  chunk.bytes.clear();
  chunk.bytes.reserve(bytes + Chunk::kPaddingBytes);
  chunk.bytes.assign(held_, 0, bytes);
  drop(bytes);
}

void Cutter::drop(std::size_t bytes) {
  line_ += newlines(std::string_view(held_).substr(0, bytes));
  held_.erase(0, bytes);
  offset_ += bytes;
}

void Cutter::skip(Chunk& chunk, std::uint64_t line, std::uint64_t offset, std::uint64_t size,
                  std::string reason) const {
  chunk.skipped.push_back({{0, line, offset, size}, std::move(reason)});
}

std::string Cutter::too_long() const {
  return fmt::format("longer than {} bytes; raise --max-record to read it", options_.max_record_bytes);
}

}  // namespace newsecho::read
