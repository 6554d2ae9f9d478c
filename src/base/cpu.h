// Which vector kernel the stages run: found once, forceable by name, read at one point.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace newsecho {

enum class Kernel : std::uint8_t { kAuto, kScalar, kAvx2, kAvx512, kNeon };

// Returns the widest kernel this CPU and operating system can run; never kAuto.
Kernel best_kernel();

// Returns whether `kernel` can run here; kAuto and kScalar always can.
bool can_run(Kernel kernel);

// Returns the kernel called "auto", "scalar", "avx2", "avx512" or "neon".
std::optional<Kernel> parse_kernel(std::string_view text);

// Makes active_kernel() return `kernel` from now on; the best one for kAuto or one that cannot run here.
// Results do not depend on it. Call it before work starts.
void force_kernel(Kernel kernel);

// Returns the kernel to run; never kAuto.
Kernel active_kernel();

std::string_view name(Kernel kernel);

}  // namespace newsecho
