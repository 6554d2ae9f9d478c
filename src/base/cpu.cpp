#include "base/cpu.h"

#include <atomic>

namespace newsecho {
namespace {

std::atomic<Kernel> forced{Kernel::kAuto};

Kernel find_best() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq")) {
    return Kernel::kAvx512;
  }
  if (__builtin_cpu_supports("avx2")) return Kernel::kAvx2;
#elif defined(__aarch64__)
  return Kernel::kNeon;
#endif
  return Kernel::kScalar;
}

}  // namespace

Kernel best_kernel() {
  static const Kernel best = find_best();
  return best;
}

bool can_run(Kernel kernel) {
  switch (kernel) {
    case Kernel::kAuto:
    case Kernel::kScalar:
      return true;
    case Kernel::kAvx2:
      return best_kernel() == Kernel::kAvx2 || best_kernel() == Kernel::kAvx512;
    case Kernel::kAvx512:
      return best_kernel() == Kernel::kAvx512;
    case Kernel::kNeon:
      return best_kernel() == Kernel::kNeon;
  }
  return false;
}

std::optional<Kernel> parse_kernel(std::string_view text) {
  for (const Kernel k : {Kernel::kAuto, Kernel::kScalar, Kernel::kAvx2, Kernel::kAvx512, Kernel::kNeon}) {
    if (text == name(k)) return k;
  }
  return std::nullopt;
}

void force_kernel(Kernel kernel) { forced.store(can_run(kernel) ? kernel : Kernel::kAuto, std::memory_order_relaxed); }

Kernel active_kernel() {
  const Kernel kernel = forced.load(std::memory_order_relaxed);
  return kernel == Kernel::kAuto ? best_kernel() : kernel;
}

std::string_view name(Kernel kernel) {
  switch (kernel) {
    case Kernel::kAuto:
      return "auto";
    case Kernel::kScalar:
      return "scalar";
    case Kernel::kAvx2:
      return "avx2";
    case Kernel::kAvx512:
      return "avx512";
    case Kernel::kNeon:
      return "neon";
  }
  return "scalar";
}

}  // namespace newsecho
