#include "normalise/kernels/kernels.h"

#include "base/cpu.h"

namespace newsecho::normalising {

const Kernels& kernels() {
  switch (active_kernel()) {
    default:
      return kScalarKernels;
  }
}

}  // namespace newsecho::normalising
