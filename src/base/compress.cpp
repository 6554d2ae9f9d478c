#include "base/compress.h"

#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include <array>
#include <cstdint>

#include "absl/strings/ascii.h"

namespace newsecho {
namespace {

constexpr std::size_t kStepBytes = 64 << 10;
using Step = std::array<char, kStepBytes>;

absl::Status failed(std::string_view library) {
  return absl::ResourceExhaustedError(std::string(library) + " cannot compress: out of memory");
}

class Gzip : public Compressor {
 public:
  Gzip() {
    constexpr int kGzipHeader = 16;
    ok_ = deflateInit2(&stream_, 6, Z_DEFLATED, MAX_WBITS + kGzipHeader, 8, Z_DEFAULT_STRATEGY) == Z_OK;
  }
  ~Gzip() override { deflateEnd(&stream_); }

  absl::Status add(std::string_view bytes, std::string& out) override {
    // zlib counts its input in 32 bits.
    constexpr std::size_t kMost = 1u << 30;
    for (; bytes.size() > kMost; bytes.remove_prefix(kMost)) {
      if (auto s = run(bytes.substr(0, kMost), Z_NO_FLUSH, out); !s.ok()) return s;
    }
    return run(bytes, Z_NO_FLUSH, out);
  }
  absl::Status finish(std::string& out) override { return run({}, Z_FINISH, out); }

 private:
  absl::Status run(std::string_view bytes, int flush, std::string& out) {
    if (!ok_) return failed("zlib");
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    Step step;
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(step.data());
      stream_.avail_out = static_cast<uInt>(step.size());
      if (deflate(&stream_, flush) == Z_STREAM_ERROR) return failed("zlib");
      out.append(step.data(), step.size() - stream_.avail_out);
    } while (stream_.avail_out == 0);
    return absl::OkStatus();
  }

  z_stream stream_{};
  bool ok_ = false;
};

class Zstd : public Compressor {
 public:
  explicit Zstd(Effort effort) {
    if (stream_ != nullptr && effort == Effort::kLeast) ZSTD_CCtx_setParameter(stream_, ZSTD_c_compressionLevel, 1);
  }
  ~Zstd() override { ZSTD_freeCStream(stream_); }

  absl::Status add(std::string_view bytes, std::string& out) override { return run(bytes, ZSTD_e_continue, out); }
  absl::Status finish(std::string& out) override { return run({}, ZSTD_e_end, out); }

 private:
  absl::Status run(std::string_view bytes, ZSTD_EndDirective directive, std::string& out) {
    if (stream_ == nullptr) return failed("zstd");
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    Step step;
    std::size_t left = 0;
    do {
      ZSTD_outBuffer room{step.data(), step.size(), 0};
      left = ZSTD_compressStream2(stream_, &room, &in, directive);
      if (ZSTD_isError(left)) return failed("zstd");
      out.append(step.data(), room.pos);
    } while (in.pos < in.size || (directive == ZSTD_e_end && left != 0));
    return absl::OkStatus();
  }

  ZSTD_CStream* stream_ = ZSTD_createCStream();
};

class Xz : public Compressor {
 public:
  Xz() { ok_ = lzma_easy_encoder(&stream_, 6, LZMA_CHECK_CRC64) == LZMA_OK; }
  ~Xz() override { lzma_end(&stream_); }

  absl::Status add(std::string_view bytes, std::string& out) override { return run(bytes, LZMA_RUN, out); }
  absl::Status finish(std::string& out) override { return run({}, LZMA_FINISH, out); }

 private:
  absl::Status run(std::string_view bytes, lzma_action action, std::string& out) {
    if (!ok_) return failed("xz");
    stream_.next_in = reinterpret_cast<const std::uint8_t*>(bytes.data());
    stream_.avail_in = bytes.size();
    Step step;
    lzma_ret state = LZMA_OK;
    do {
      stream_.next_out = reinterpret_cast<std::uint8_t*>(step.data());
      stream_.avail_out = step.size();
      state = lzma_code(&stream_, action);
      // With no input left the encoder reports that it cannot go on; that is no failure.
      if (state != LZMA_OK && state != LZMA_STREAM_END && state != LZMA_BUF_ERROR) return failed("xz");
      out.append(step.data(), step.size() - stream_.avail_out);
    } while (state == LZMA_OK && (stream_.avail_in > 0 || stream_.avail_out == 0 || action == LZMA_FINISH));
    return absl::OkStatus();
  }

  lzma_stream stream_ = LZMA_STREAM_INIT;
  bool ok_ = false;
};

}  // namespace

std::unique_ptr<Compressor> compressor_for(std::string_view name, Effort effort) {
  const std::string lower = absl::AsciiStrToLower(std::string(name));
  if (lower.ends_with(".gz")) return std::make_unique<Gzip>();
  if (lower.ends_with(".zst")) return std::make_unique<Zstd>(effort);
  if (lower.ends_with(".xz")) return std::make_unique<Xz>();
  return nullptr;
}

}  // namespace newsecho
