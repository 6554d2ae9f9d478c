#include "newsecho/sign.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "base/cpu.h"
#include "base/hash.h"
#include "shingle/random_sets.h"

namespace newsecho {
namespace {

TEST(MinHasher, NothingGivesNoSignature) {
  const MinHasher hasher;
  EXPECT_TRUE(hasher.sign({}).empty());
  std::vector<std::uint16_t> lanes(hasher.k(), 7);
  EXPECT_FALSE(hasher.sign_into({}, absl::MakeSpan(lanes)));
  EXPECT_EQ(lanes, std::vector<std::uint16_t>(hasher.k(), 0));
}

TEST(MinHasher, RepeatsAndOrderChangeNothing) {
  const MinHasher hasher;
  std::vector<ShingleHash> set = random_set(700, 1);
  const Signature once = hasher.sign(set);
  const std::vector<ShingleHash> copy = set;
  set.insert(set.end(), copy.begin(), copy.end());
  std::reverse(set.begin(), set.end());
  EXPECT_EQ(hasher.sign(set), once);
}

TEST(MinHasher, UnitedMinimaAreThoseOfTheUnion) {
  for (const std::uint32_t k : {1u, 31u, 128u}) {
    const MinHasher hasher({.k = k});
    const std::vector<ShingleHash> a = random_set(700, 1), b = random_set(40, 2);
    std::vector<ShingleHash> both = a;
    both.insert(both.end(), b.begin(), b.end());
    Minima united = hasher.minima(a);
    EXPECT_EQ(hasher.store(united), hasher.sign(a));
    united.unite(hasher.minima(b));
    EXPECT_EQ(united, hasher.minima(both));
    EXPECT_EQ(hasher.store(united), hasher.sign(both));
    Minima none = hasher.minima({});
    EXPECT_TRUE(hasher.store(none).empty());
    united.unite(none);
    EXPECT_EQ(united, hasher.minima(both)) << "nothing adds nothing";
    none.unite(united);
    EXPECT_EQ(none, united);
  }
}

TEST(MinHasher, EveryKernelGivesTheSameBits) {
  for (const std::uint32_t k : {1u, 16u, 31u, 128u, 200u, 256u, kMaxLanes}) {
    const MinHasher hasher({.k = k, .seed = 5});
    for (std::uint32_t n = 0; n <= 200; n += k == 128 ? 1 : 7)
      expect_same_on_every_kernel([&] { return hasher.sign(random_set(n, n + 1)); });
    for (const std::uint32_t n : {511u, 512u, 513u, 4999u}) {
      expect_same_on_every_kernel([&] { return hasher.sign(random_set(n, n)); });
    }
  }
}

// Stored signatures outlive a build: these bits may change only together with kHashVersion.
TEST(MinHasher, BitsAreTheOnesOfThisScheme) {
  const Signature s = MinHasher().sign(random_set(100, 1));
  std::uint64_t all = 0;
  for (const std::uint16_t lane : s.lanes) all = base::mix(all + lane);
  EXPECT_EQ(all, 9046315333696688245u);
}

TEST(MinHasher, OutOfRangeLanesAreClamped) {
  EXPECT_EQ(MinHasher({.k = 0}).k(), 1u);
  EXPECT_EQ(MinHasher({.k = kMaxLanes + 1}).k(), kMaxLanes);
}

}  // namespace
}  // namespace newsecho
