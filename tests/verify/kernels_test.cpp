#include "verify/kernels.h"

#include <algorithm>
#include <map>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"

namespace newsecho::verify_detail {
namespace {

constexpr Kernel kAll[] = {Kernel::kScalar, Kernel::kAvx2, Kernel::kAvx512, Kernel::kNeon};

using Set = std::map<std::uint32_t, std::uint32_t>;

struct Columns {
  explicit Columns(const Set& set) {
    for (const auto& [key, value] : set) {
      keys.push_back(key);
      values.push_back(value);
    }
  }
  Keyed keyed() const { return {keys.data(), values.data(), keys.size()}; }
  std::vector<std::uint32_t> keys, values;
};

// Where a kernel can run, none of its functions is another's by mistake.
TEST(VerifyKernels, EveryVectorKernelHasItsOwn) {
  for (const Kernel kernel : kAll) {
    if (kernel == Kernel::kScalar || !can_run(kernel)) continue;
    EXPECT_NE(match(kernel), match(Kernel::kScalar)) << name(kernel);
    EXPECT_NE(count_shared(kernel), count_shared(Kernel::kScalar)) << name(kernel);
    EXPECT_NE(equal_run(kernel), equal_run(Kernel::kScalar)) << name(kernel);
    EXPECT_NE(count_flags(kernel), count_flags(Kernel::kScalar)) << name(kernel);
  }
}

// Sets that share all, some or no keys, of sizes around those of a vector; the largest key, too.
TEST(VerifyKernels, MatchAndCountSharedFindWhatMapsFind) {
  base::SplitMix64 random(7);
  for (std::size_t trial = 0; trial < 3000; ++trial) {
    Set a, b;
    const std::uint64_t range = trial % 3 == 0 ? 60 : trial % 3 == 1 ? 400 : std::uint64_t{1} << 32;
    for (std::uint64_t n = random.next() % 70; n > 0; --n) {
      a[static_cast<std::uint32_t>(random.next() % range)] = static_cast<std::uint32_t>(random.next());
    }
    for (std::uint64_t n = random.next() % 70; n > 0; --n) {
      b[static_cast<std::uint32_t>(random.next() % range)] = static_cast<std::uint32_t>(random.next());
    }
    if (trial % 5 == 0) a[~0u] = b[~0u] = 3;
    std::vector<std::uint32_t> in_a, in_b;
    for (const auto& [key, value] : a) {
      if (b.count(key) > 0) {
        in_a.push_back(value);
        in_b.push_back(b[key]);
      }
    }
    const Columns x(a), y(b);
    for (const Kernel kernel : kAll) {
      if (!can_run(kernel)) continue;
      std::vector<std::uint32_t> of_a(std::min(a.size(), b.size()) + kMatchSlack), of_b(of_a.size());
      const std::size_t n = match(kernel)(x.keyed(), y.keyed(), of_a.data(), of_b.data());
      of_a.resize(n);
      of_b.resize(n);
      ASSERT_EQ(of_a, in_a) << name(kernel) << ", trial " << trial;
      ASSERT_EQ(of_b, in_b) << name(kernel) << ", trial " << trial;
      ASSERT_EQ(count_shared(kernel)(x.keys.data(), x.keys.size(), y.keys.data(), y.keys.size()), in_a.size())
          << name(kernel) << ", trial " << trial;
    }
  }
}

TEST(VerifyKernels, EqualRunEndsAtTheFirstUnequal) {
  for (std::size_t n = 0; n <= 70; ++n) {
    const std::vector<std::uint32_t> a(n, 5);
    for (std::size_t at = 0; at <= n; ++at) {
      std::vector<std::uint32_t> b = a;
      if (at < n) b[at] = 6;
      for (const Kernel kernel : kAll) {
        if (!can_run(kernel)) continue;
        EXPECT_EQ(equal_run(kernel)(a.data(), b.data(), n), at) << name(kernel);
      }
    }
  }
}

// Lengths around those of vectors, from any address; what lies behind would count, too.
TEST(VerifyKernels, CountFlagsCountsWhatStandsThere) {
  struct Asked {
    std::uint8_t mask, set;
  };
  base::SplitMix64 random(3);
  for (const Asked asked : {Asked{1, 1}, Asked{128, 128}, Asked{7, 4}, Asked{6, 0}}) {
    std::vector<std::uint8_t> bytes(300, asked.set);
    for (std::size_t i = 0; i < 200; ++i) bytes[i] = static_cast<std::uint8_t>(random.next());
    for (std::size_t begin = 0; begin < 3; ++begin) {
      std::size_t count = 0;
      for (std::size_t n = 0; begin + n <= 200; ++n) {
        for (const Kernel kernel : kAll) {
          if (!can_run(kernel)) continue;
          ASSERT_EQ(count_flags(kernel)(bytes.data() + begin, n, asked.mask, asked.set), count)
              << name(kernel) << ", " << n;
        }
        count += (bytes[begin + n] & asked.mask) == asked.set ? 1 : 0;
      }
    }
  }
}

}  // namespace
}  // namespace newsecho::verify_detail
