// kernels.h — the inner loops of this stage, one set for each kind of CPU.
//
// Plain pointers in and out; every set gives the same bits as the scalar one.
#pragma once

#include <cstddef>
#include <cstdint>

namespace newsecho::normalising {

// Copies in[0..n) to out in lower case up to the first byte that needs more than that, and returns how
// many bytes that were. Left alone: bytes from 0x80, controls but '\n', '&', '`', a space behind a space, an
// apostrophe behind an apostrophe, and '-' before a line's end or the end of the input. `before` is the
// character in front of out. Up to 64 bytes behind the result are overwritten.
using LowerRun = std::size_t (*)(const char* in, std::size_t n, char* out, char before);

struct Kernels {
  LowerRun lower_run;
};

// Those for active_kernel().
const Kernels& kernels();

extern const Kernels kScalarKernels;

}  // namespace newsecho::normalising
