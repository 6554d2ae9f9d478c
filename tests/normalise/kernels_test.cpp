#include "normalise/kernels/kernels.h"

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"

namespace newsecho::normalising {
namespace {

constexpr Kernel kVector[] = {Kernel::kAvx2, Kernel::kAvx512, Kernel::kNeon};

// Bytes among which those that matter are frequent.
std::string random_text(std::size_t size, std::uint64_t seed) {
  static constexpr std::string_view kRare = " '-\n\r&`\t.!?\"azAZ09@[`{/:\x7f\x1f\x80\xff";
  base::SplitMix64 random(seed);
  const std::uint64_t share = 2 + random.next() % 60;
  std::string text;
  while (text.size() < size) {
    const std::uint64_t x = random.next();
    text.push_back(x % share == 0 ? kRare[x / share % kRare.size()]
                   : x % 211 == 0 ? static_cast<char>(x >> 32)
                                  : "etaoinsETAOINS etaoin"[x / 211 % 21]);
  }
  return text;
}

std::string lowered(LowerRun run, std::string_view in, char before) {
  std::string out(in.size() + 64, '#');
  out.resize(run(in.data(), in.size(), out.data(), before));
  return out;
}

// Inputs stand in a buffer of exact size, so that a sanitizer sees what reads beyond them.
TEST(NormaliseKernels, AllAsScalar) {
  for (std::uint64_t round = 0; round < 4000; ++round) {
    const std::string made = random_text(round % 321, round);
    const std::unique_ptr<char[]> exact(new char[made.size()]);
    made.copy(exact.get(), made.size());
    const std::string_view text(exact.get(), made.size());
    const char before = " '\0a"[round % 4];
    const std::string lower = lowered(kScalarKernels.lower_run, text, before);
    const std::size_t blocks = (text.size() + 63) / 64;
    std::vector<ByteKinds> kinds(blocks + 1);
    const bool wide = kScalarKernels.kinds_of(text.data(), text.size(), kinds.data());
    for (const Kernel kernel : kVector) {
      if (!can_run(kernel)) continue;
      EXPECT_EQ(lowered(kernels(kernel).lower_run, text, before), lower) << name(kernel) << ": " << text;
      std::vector<ByteKinds> mine(blocks + 1);
      EXPECT_EQ(kernels(kernel).kinds_of(text.data(), text.size(), mine.data()), wide);
      for (std::size_t b = 0; b <= blocks; ++b) {
        EXPECT_EQ(mine[b].word, kinds[b].word) << name(kernel) << ": " << text;
        EXPECT_EQ(mine[b].mark, kinds[b].mark) << name(kernel) << ": " << text;
        EXPECT_EQ(mine[b].wide, kinds[b].wide) << name(kernel) << ": " << text;
        EXPECT_EQ(mine[b].start, 0u);
      }
    }
  }
}

// Where a kernel can run, none of its functions is another's by mistake.
TEST(NormaliseKernels, EveryVectorKernelHasItsOwn) {
  for (const Kernel kernel : kVector) {
    if (!can_run(kernel)) continue;
    EXPECT_NE(kernels(kernel).lower_run, kScalarKernels.lower_run) << name(kernel);
    EXPECT_NE(kernels(kernel).kinds_of, kScalarKernels.kinds_of) << name(kernel);
  }
}

// Every byte at every place of a block, behind every other that matters to it.
TEST(NormaliseKernels, EveryByte) {
  for (const Kernel kernel : kVector) {
    if (!can_run(kernel)) continue;
    for (const std::size_t at : {0u, 1u, 31u, 32u, 62u, 63u, 64u, 127u, 130u}) {
      for (int c = 0; c < 256; ++c) {
        for (const char next : {' ', '\'', '\n', '\r', 'a'}) {
          std::string text(131, 'x');
          text[at] = static_cast<char>(c);
          if (at + 1 < text.size()) text[at + 1] = next;
          ASSERT_EQ(lowered(kernels(kernel).lower_run, text, 'a'), lowered(kScalarKernels.lower_run, text, 'a'))
              << name(kernel) << " " << at << " " << c << " " << static_cast<int>(next);
        }
      }
    }
  }
}

TEST(NormaliseKernels, Scalar) {
  EXPECT_EQ(lowered(kScalarKernels.lower_run, "The CAT's e-mail\nis", 0), "the cat's e-mail\nis");
  EXPECT_EQ(lowered(kScalarKernels.lower_run, "re-\nopened", 0), "re");
  EXPECT_EQ(lowered(kScalarKernels.lower_run, "a  b", 0), "a ");
  EXPECT_EQ(lowered(kScalarKernels.lower_run, " b", ' '), "");
  ByteKinds kinds;
  EXPECT_TRUE(kScalarKernels.kinds_of("aZ9.\n \xc3\xa9", 8, &kinds));
  EXPECT_EQ(kinds.word, 0b00000111u);
  EXPECT_EQ(kinds.mark, 0b00011000u);
  EXPECT_EQ(kinds.wide, 0b11000000u);
}

}  // namespace
}  // namespace newsecho::normalising
