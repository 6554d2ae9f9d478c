#include "base/cpu.h"

#include <gtest/gtest.h>

namespace newsecho {
namespace {

TEST(Cpu, NamesAndParsesEveryKernel) {
  for (const Kernel k : {Kernel::kAuto, Kernel::kScalar, Kernel::kAvx2, Kernel::kAvx512, Kernel::kNeon}) {
    EXPECT_EQ(parse_kernel(name(k)), k);
  }
  EXPECT_EQ(parse_kernel("avx1024"), std::nullopt);
  EXPECT_EQ(parse_kernel(""), std::nullopt);
}

TEST(Cpu, ForcedKernelIsActiveWhereItCanRun) {
  for (const Kernel k : {Kernel::kScalar, Kernel::kAvx2, Kernel::kAvx512, Kernel::kNeon}) {
    force_kernel(k);
    EXPECT_EQ(active_kernel(), can_run(k) ? k : best_kernel());
  }
  force_kernel(Kernel::kAuto);
  EXPECT_EQ(active_kernel(), best_kernel());
  EXPECT_NE(best_kernel(), Kernel::kAuto);
  EXPECT_TRUE(can_run(best_kernel()));
}

}  // namespace
}  // namespace newsecho
