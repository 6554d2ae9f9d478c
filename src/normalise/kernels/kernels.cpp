#include "normalise/kernels/kernels.h"

namespace newsecho::normalising {

const Kernels& kernels(Kernel kernel) {
#if defined(__x86_64__)
  if (kernel == Kernel::kAvx512) return kAvx512Kernels;
  if (kernel == Kernel::kAvx2) return kAvx2Kernels;
#elif defined(__aarch64__)
  if (kernel == Kernel::kNeon) return kNeonKernels;
#endif
  (void)kernel;
  return kScalarKernels;
}

}  // namespace newsecho::normalising
