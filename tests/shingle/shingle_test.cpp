#include "newsecho/shingle.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "base/cpu.h"
#include "base/random.h"
#include "newsecho/normalise.h"
#include "shingle/random_sets.h"

namespace newsecho {
namespace {

struct Text {
  std::vector<std::uint32_t> hash;
  std::vector<std::uint8_t> flags;

  void add(std::uint32_t h, std::uint8_t f = 0) {
    hash.push_back(h);
    flags.push_back(f);
  }
};

Text words(std::size_t n, std::uint64_t seed = 1) {
  Text t;
  base::SplitMix64 random(seed);
  for (std::size_t i = 0; i < n; ++i) t.add(static_cast<std::uint32_t>(random.next()));
  return t;
}

// Words, code points and stripped tokens in runs.
Text mixed(std::size_t n, std::uint64_t seed) {
  Text t = words(n, seed);
  base::SplitMix64 random(seed + 99);
  for (std::size_t i = 0; i < n;) {
    const std::uint8_t flag = random.next() % 3 == 0 ? kStripped : random.next() % 2 == 0 ? kCodePoint : kCapital;
    for (std::uint64_t run = random.next() % 9; run > 0 && i < n; --run) t.flags[i++] = flag;
  }
  return t;
}

std::vector<ShingleHash> shingles(const Text& t, const ShingleOptions& options = {}) {
  std::vector<ShingleHash> out;
  shingle_into(t.hash, t.flags, options, out);
  return out;
}

std::vector<std::uint32_t> positions(const Text& t, const ShingleOptions& options = {}) {
  std::vector<ShingleHash> out;
  std::vector<std::uint32_t> at;
  shingle_into(t.hash, t.flags, options, out, at);
  EXPECT_EQ(out.size(), at.size());
  return at;
}

TEST(Shingle, OneStartsAtEveryWordThatHasTwoAfterIt) {
  EXPECT_TRUE(shingles(words(0)).empty());
  EXPECT_EQ(shingles(words(3)).size(), 1u);
  EXPECT_EQ(shingles(words(10)).size(), 8u);
}

TEST(Shingle, AShortTextIsOneShingleOfAllItsTokens) {
  const Text one = words(1), two = words(2);
  ASSERT_EQ(shingles(one).size(), 1u);
  ASSERT_EQ(shingles(two).size(), 1u);
  EXPECT_NE(shingles(one), shingles(two));
  EXPECT_NE(shingles(two), shingles(words(2, 7)));
}

TEST(Shingle, SameWordsSameShingleWhereverTheyStand) {
  Text t = words(20);
  const Text head = words(6);
  for (std::size_t i = 0; i < 6; ++i) t.add(head.hash[i]);
  const std::vector<ShingleHash> s = shingles(t), h = shingles(head);
  EXPECT_EQ(std::vector<ShingleHash>(s.end() - 4, s.end()), h);
}

TEST(Shingle, OrderOfWordsCounts) {
  Text t;
  for (const std::uint32_t h : {1u, 2u, 3u, 2u, 1u}) t.add(h);
  const std::vector<ShingleHash> s = shingles(t);
  EXPECT_NE(s[0], s[2]);
}

TEST(Shingle, CodePointsTakeTheirOwnWidth) {
  Text t;
  for (std::uint32_t i = 0; i < 9; ++i) t.add(i, kCodePoint);
  EXPECT_EQ(shingles(t).size(), 5u);
  EXPECT_EQ(shingles(t, {.points = 2}).size(), 8u);
  EXPECT_EQ(shingles(words(9), {.points = 2}).size(), 7u);
}

TEST(Shingle, RunsAcrossScriptBorders) {
  Text t;
  for (std::uint32_t i = 0; i < 4; ++i) t.add(i);
  for (std::uint32_t i = 4; i < 11; ++i) t.add(i, kCodePoint);
  // Words at 0..3 reach into the code points; the last of these that has four after it is at 6.
  EXPECT_EQ(positions(t), (std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5, 6}));
  Text other = t;
  other.hash[5] = 99;
  EXPECT_NE(shingles(t)[3], shingles(other)[3]);
}

TEST(Shingle, StrippedTokensArePassedOver) {
  Text full = words(12), stripped;
  std::vector<std::uint32_t> at;
  for (std::size_t i = 0; i < full.hash.size(); ++i) {
    stripped.add(77, kStripped);
    if (i < 10) at.push_back(static_cast<std::uint32_t>(stripped.hash.size()));
    stripped.add(full.hash[i]);
    if (i % 3 == 0) stripped.add(78, kStripped | kCodePoint);
  }
  EXPECT_EQ(shingles(stripped), shingles(full));
  EXPECT_EQ(positions(stripped), at);
}

TEST(Shingle, ATextThatIsAllStrippedHasNone) {
  Text t;
  for (std::uint32_t i = 0; i < 9; ++i) t.add(i, kStripped);
  EXPECT_TRUE(shingles(t).empty());
  EXPECT_TRUE(positions(t).empty());
}

// The dumb twin: every shingle on its own, from a copy of the kept tokens.
TEST(Shingle, MatchesOneShingleAtATime) {
  const ShingleOptions options;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Text t = mixed(seed % 60, seed);
    Text kept;
    for (std::size_t i = 0; i < t.hash.size(); ++i) {
      if ((t.flags[i] & kStripped) == 0) kept.add(t.hash[i], t.flags[i]);
    }
    std::vector<ShingleHash> expected;
    for (std::size_t i = 0; i < kept.hash.size(); ++i) {
      std::size_t width = (kept.flags[i] & kCodePoint) ? options.points : options.words;
      if (i + width > kept.hash.size()) {
        if (i > 0) break;
        width = kept.hash.size();
      }
      // Words in a row of exactly this width are the shingle; as code points they must be the same one.
      Text window;
      for (std::size_t j = 0; j < width; ++j) window.add(kept.hash[i + j]);
      const std::uint32_t w = static_cast<std::uint32_t>(width);
      expected.push_back(shingles(window, {.words = w, .points = w}).at(0));
      if (width == kept.hash.size()) break;
    }
    EXPECT_EQ(shingles(t), expected) << "seed " << seed;
  }
}

TEST(Shingle, EveryKernelGivesTheSameBits) {
  for (std::size_t n = 0; n <= 200; ++n) {
    expect_same_on_every_kernel([&] { return shingles(words(n, n)); });
    expect_same_on_every_kernel([&] { return shingles(mixed(n, n)); });
  }
  for (const std::uint32_t width : {1u, 2u, 7u, kMaxShingle, 1000u, 0u}) {
    expect_same_on_every_kernel([&] { return shingles(mixed(5003, width), {.words = width, .points = width + 1}); });
  }
}

TEST(Shingle, SeedChangesEveryShingle) {
  const Text t = words(1000);
  const std::vector<ShingleHash> a = shingles(t, {.seed = 1}), b = shingles(t, {.seed = 2});
  std::set<ShingleHash> all(a.begin(), a.end());
  all.insert(b.begin(), b.end());
  EXPECT_EQ(all.size(), a.size() + b.size());
}

// Every input bit flips every output bit half the time: 96 x 64 shares of 2,000 trials each stay within
// 6 standard errors (0.067) of 1/2.
TEST(ShingleHash, Avalanches) {
  constexpr int kTrials = 2000;
  std::vector<std::vector<int>> flips(96, std::vector<int>(64, 0));
  for (int trial = 0; trial < kTrials; ++trial) {
    const Text t = words(3, static_cast<std::uint64_t>(trial) + 1);
    const ShingleHash before = shingles(t)[0];
    for (std::size_t bit = 0; bit < 96; ++bit) {
      Text u = t;
      u.hash[bit / 32] ^= 1u << (bit % 32);
      const std::uint64_t changed = before ^ shingles(u)[0];
      for (std::size_t out = 0; out < 64; ++out) flips[bit][out] += static_cast<int>(changed >> out & 1);
    }
  }
  for (const std::vector<int>& row : flips) {
    for (const int n : row) EXPECT_NEAR(n / double{kTrials}, 0.5, 0.067);
  }
}

// Small and sequential tokens, the weakest input a tokeniser could give, are still all different.
TEST(ShingleHash, StructuredTokensDoNotCollide) {
  std::vector<ShingleHash> all;
  Text sequence;
  for (std::uint32_t i = 0; i < 200'000; ++i) sequence.add(i);
  all = shingles(sequence);
  Text grid;
  for (std::uint32_t a = 0; a < 60; ++a) {
    for (std::uint32_t b = 0; b < 60; ++b) {
      for (std::uint32_t c = 0; c < 20; ++c) {
        Text t;
        t.add(a << 26);
        t.add(b << 26);
        t.add(c << 26 | 1);
        all.push_back(shingles(t)[0]);
      }
    }
  }
  const std::size_t made = all.size();
  sort_unique(all);
  EXPECT_EQ(all.size(), made);
}

// Stored signatures outlive a build: these bits may change only together with kHashVersion.
TEST(ShingleHash, BitsAreTheOnesOfThisScheme) {
  Text t;
  for (std::uint32_t i = 1; i <= 4; ++i) t.add(i * 1000);
  EXPECT_EQ(shingles(t), (std::vector<ShingleHash>{10781212054182016436u, 11717486208330007497u}));
}

}  // namespace
}  // namespace newsecho
