#include "base/cpu.h"

#include <array>
#include <atomic>
#include <utility>

namespace newsecho {
namespace {

constexpr std::array<std::pair<std::string_view, Kernel>, 5> kNames = {{{"auto", Kernel::kAuto},
                                                                        {"scalar", Kernel::kScalar},
                                                                        {"avx2", Kernel::kAvx2},
                                                                        {"avx512", Kernel::kAvx512},
                                                                        {"neon", Kernel::kNeon}}};

Kernel detect() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
  const bool avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
                      __builtin_cpu_supports("avx512vbmi2");
  return avx512 ? Kernel::kAvx512 : avx2 ? Kernel::kAvx2 : Kernel::kScalar;
#elif defined(__aarch64__)
  return Kernel::kNeon;
#else
  return Kernel::kScalar;
#endif
}

std::atomic<Kernel>& forced() {
  static std::atomic<Kernel> kernel{Kernel::kAuto};
  return kernel;
}

}  // namespace

Kernel best_kernel() {
  static const Kernel best = detect();
  return best;
}

bool kernel_supported(Kernel kernel) {
  switch (kernel) {
    case Kernel::kAuto:
    case Kernel::kScalar:
      return true;
    case Kernel::kAvx2:
      return best_kernel() == Kernel::kAvx2 || best_kernel() == Kernel::kAvx512;
    case Kernel::kAvx512:
    case Kernel::kNeon:
      return best_kernel() == kernel;
  }
  return false;
}

std::optional<Kernel> parse_kernel(std::string_view name) {
  for (const auto& [known, kernel] : kNames) {
    if (known == name) return kernel;
  }
  return std::nullopt;
}

std::string_view kernel_name(Kernel kernel) {
  for (const auto& [name, known] : kNames) {
    if (known == kernel) return name;
  }
  return "unknown";
}

void force_kernel(Kernel kernel) {
  forced().store(kernel_supported(kernel) ? kernel : Kernel::kAuto, std::memory_order_relaxed);
}

Kernel active_kernel() {
  const Kernel kernel = forced().load(std::memory_order_relaxed);
  return kernel == Kernel::kAuto ? best_kernel() : kernel;
}

}  // namespace newsecho
