// kernels.h — the inner loops of this stage, one set for each kind of CPU.
//
// Plain pointers in and out; every set gives the same bits as the scalar one.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/cpu.h"

namespace newsecho::normalising {

// Copies in[0..n) to out in lower case up to the first byte that needs more than that, and returns how
// many bytes that were. Left alone: bytes from 0x80, controls but '\n', '&', '`', a space behind a space, an
// apostrophe behind an apostrophe, and '-' before a line's end or the end of the input. `before` is the
// character in front of out. Up to 64 bytes behind the result are overwritten.
using LowerRun = std::size_t (*)(const char* in, std::size_t n, char* out, char before);

// What 64 bytes of text are, a bit a byte.
struct ByteKinds {
  std::uint64_t word = 0;   // ASCII letters and digits
  std::uint64_t mark = 0;   // . ! ? " and line feed: what a sentence, a line or a quotation may end at
  std::uint64_t wide = 0;   // bytes from 0x80
  std::uint64_t start = 0;  // zero; for the caller
};

// Fills kinds[0 .. ceil(n / 64)); bits behind the end are zero. Returns whether any byte is wide.
using KindsOf = bool (*)(const char* text, std::size_t n, ByteKinds* kinds);

struct Kernels {
  LowerRun lower_run;
  KindsOf kinds_of;
};

// REQUIRES: the CPU can run `kernel`.
const Kernels& kernels(Kernel kernel);

extern const Kernels kScalarKernels;

#if defined(__x86_64__)
extern const Kernels kAvx2Kernels;
extern const Kernels kAvx512Kernels;
#elif defined(__aarch64__)
extern const Kernels kNeonKernels;
#endif

}  // namespace newsecho::normalising
