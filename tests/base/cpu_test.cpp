#include "base/cpu.h"

#include <gtest/gtest.h>

namespace newsecho {
namespace {

TEST(Cpu, NamesGoBothWays) {
  for (const char* name : {"auto", "scalar", "avx2", "avx512", "neon"}) {
    const auto kernel = parse_kernel(name);
    ASSERT_TRUE(kernel.has_value()) << name;
    EXPECT_EQ(kernel_name(*kernel), name);
  }
  EXPECT_FALSE(parse_kernel("sse").has_value());
  EXPECT_FALSE(parse_kernel("").has_value());
}

TEST(Cpu, BestIsSupportedAndConcrete) {
  EXPECT_NE(best_kernel(), Kernel::kAuto);
  EXPECT_TRUE(kernel_supported(best_kernel()));
  EXPECT_TRUE(kernel_supported(Kernel::kScalar));
}

TEST(Cpu, ForcingChangesTheActiveOneAndFallsBack) {
  for (const Kernel kernel : {Kernel::kScalar, Kernel::kAvx2, Kernel::kAvx512, Kernel::kNeon}) {
    force_kernel(kernel);
    EXPECT_EQ(active_kernel(), kernel_supported(kernel) ? kernel : best_kernel());
  }
  force_kernel(Kernel::kAuto);
  EXPECT_EQ(active_kernel(), best_kernel());
}

}  // namespace
}  // namespace newsecho
