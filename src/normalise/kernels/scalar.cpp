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

}  // namespace

const Kernels kScalarKernels = {lower_run};

}  // namespace newsecho::normalising
