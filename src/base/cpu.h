// cpu.h — which vector kernels this CPU runs, decided in one place.
//
// Every kernel gives the same bits; only speed differs. Stages ask active_kernel() once per batch and
// call the function compiled for it, so no file needs compiler flags of its own.
//
//   switch (active_kernel()) { case Kernel::kAvx512: ...; default: scalar }
//
// kAvx2 and kAvx512 stand for what the whole family below offers:
//   kAvx2    AVX2, BMI1, BMI2 (Haswell, Zen)
//   kAvx512  kAvx2 and AVX-512 F, BW, DQ, VL, VBMI2 (Ice Lake, Zen 4)
//   kNeon    AArch64
#pragma once

#include <optional>
#include <string_view>

namespace newsecho {

enum class Kernel { kAuto, kScalar, kAvx2, kAvx512, kNeon };

// The fastest this CPU supports; never kAuto.
Kernel best_kernel();

bool kernel_supported(Kernel kernel);

// "auto", "scalar", "avx2", "avx512", "neon"; nothing for another name.
std::optional<Kernel> parse_kernel(std::string_view name);
std::string_view kernel_name(Kernel kernel);

// Sets what active_kernel() returns from now on; kAuto is best_kernel(), and so is one this CPU lacks.
// REQUIRES: no other thread is inside the library.
void force_kernel(Kernel kernel);
Kernel active_kernel();

}  // namespace newsecho
