// unpack.h — decompresses by the libraries' own means, to check what was written.
#pragma once

#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdint>
#include <string>

namespace newsecho::test {

inline std::string unzstd(const std::string& bytes) {
  std::string out, step(1 << 16, '\0');
  ZSTD_DStream* stream = ZSTD_createDStream();
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  while (in.pos < in.size) {
    ZSTD_outBuffer room{step.data(), step.size(), 0};
    if (ZSTD_isError(ZSTD_decompressStream(stream, &room, &in))) break;
    out.append(step.data(), room.pos);
  }
  ZSTD_freeDStream(stream);
  return out;
}

inline std::string ungzip(const std::string& bytes) {
  std::string out(64 << 20, '\0');
  z_stream stream{};
  inflateInit2(&stream, MAX_WBITS + 16);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool whole = inflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(whole ? stream.total_out : 0);
  inflateEnd(&stream);
  return out;
}

inline std::string unxz(const std::string& bytes) {
  std::string out(64 << 20, '\0');
  std::uint64_t memory = UINT64_MAX;
  std::size_t in = 0, end = 0;
  const lzma_ret state =
      lzma_stream_buffer_decode(&memory, 0, nullptr, reinterpret_cast<const std::uint8_t*>(bytes.data()), &in,
                                bytes.size(), reinterpret_cast<std::uint8_t*>(out.data()), &end, out.size());
  out.resize(state == LZMA_OK ? end : 0);
  return out;
}

}  // namespace newsecho::test
