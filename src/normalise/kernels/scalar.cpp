#include <array>

#include "normalise/kernels/kernels.h"

namespace newsecho::normalising {
namespace {

// What lower_run writes for a byte; 0 where it has to stop or look around.
constexpr std::array<char, 256> kLower = [] {
  std::array<char, 256> table{};
  for (int c = 0x20; c < 0x7F; ++c)
    table[static_cast<std::size_t>(c)] = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  table['\n'] = '\n';
  table['&'] = table['`'] = table[' '] = table['\''] = table['-'] = 0;
  return table;
}();

std::size_t lower_run(const char* in, std::size_t n, char* out, char before) {
  for (std::size_t i = 0; i < n; ++i) {
    const char c = in[i];
    char lower = kLower[static_cast<unsigned char>(c)];
    if (lower == 0) {
      const char last = i == 0 ? before : out[i - 1];
      const bool plain =
          ((c == ' ' || c == '\'') && last != c) || (c == '-' && i + 1 < n && in[i + 1] != '\n' && in[i + 1] != '\r');
      if (!plain) return i;
      lower = c;
    }
    out[i] = lower;
  }
  return n;
}

enum Kind : std::uint8_t { kNothing, kWordByte, kMarkByte, kWideByte };

constexpr std::array<std::uint8_t, 256> kKinds = [] {
  std::array<std::uint8_t, 256> table{};
  for (unsigned c = 0; c < 256; ++c) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const bool mark = c == '.' || c == '!' || c == '?' || c == '"' || c == '\n';
    table[c] = word ? kWordByte : mark ? kMarkByte : c >= 0x80 ? kWideByte : kNothing;
  }
  return table;
}();

bool kinds_of(const char* text, std::size_t n, ByteKinds* kinds) {
  std::uint64_t any_wide = 0;
  for (std::size_t block = 0; 64 * block < n; ++block) {
    const std::size_t size = n - 64 * block < 64 ? n - 64 * block : 64;
    std::array<std::uint64_t, 4> bits{};
    for (std::size_t i = 0; i < size; ++i) {
      bits[kKinds[static_cast<unsigned char>(text[64 * block + i])]] |= std::uint64_t{1} << i;
    }
    kinds[block] = {bits[kWordByte], bits[kMarkByte], bits[kWideByte], 0};
    any_wide |= bits[kWideByte];
  }
  return any_wide != 0;
}

}  // namespace

const Kernels kScalarKernels = {lower_run, kinds_of};

}  // namespace newsecho::normalising
