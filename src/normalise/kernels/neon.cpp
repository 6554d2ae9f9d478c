#include "base/simd.h"

#if defined(__aarch64__)

#include "normalise/kernels/blocks.h"

namespace newsecho::normalising {
namespace {

struct Block {
  uint8x16_t part[4];

  explicit Block(const char* p) {
    for (int i = 0; i < 4; ++i) part[i] = vld1q_u8(reinterpret_cast<const std::uint8_t*>(p) + 16 * i);
  }

  // One bit of each byte, all set or none: their weights in a group of eight are added up pairwise.
  static std::uint64_t bits(const uint8x16_t (&of)[4]) {
    const uint8x16_t weight = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    const uint8x16_t first = vpaddq_u8(vandq_u8(of[0], weight), vandq_u8(of[1], weight));
    const uint8x16_t second = vpaddq_u8(vandq_u8(of[2], weight), vandq_u8(of[3], weight));
    const uint8x16_t pairs = vpaddq_u8(first, second);
    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(pairs, pairs)), 0);
  }
  template <class F>
  std::uint64_t each(F f) const {
    const uint8x16_t found[4] = {f(part[0]), f(part[1]), f(part[2]), f(part[3])};
    return bits(found);
  }
  static uint8x16_t every(char c) { return vdupq_n_u8(static_cast<std::uint8_t>(c)); }
  static uint8x16_t is_between(uint8x16_t x, char first, char last) {
    return vcleq_u8(vsubq_u8(x, every(first)), every(static_cast<char>(last - first)));
  }

  std::uint64_t equal(char c) const {
    return each([c](uint8x16_t x) { return vceqq_u8(x, every(c)); });
  }
  std::uint64_t below(char c) const {
    return each([c](uint8x16_t x) { return vcltq_u8(x, every(c)); });
  }
  std::uint64_t between(char first, char last) const {
    return each([=](uint8x16_t x) { return is_between(x, first, last); });
  }
  std::uint64_t wide() const {
    return each([](uint8x16_t x) { return vcgeq_u8(x, vdupq_n_u8(0x80)); });
  }
  std::uint64_t any_of(const CharacterSet& set) const {
    const uint8x16_t table = vld1q_u8(reinterpret_cast<const std::uint8_t*>(set.at));
    return each([table](uint8x16_t x) { return vceqq_u8(vqtbl1q_u8(table, vandq_u8(x, vdupq_n_u8(15))), x); });
  }
  // Finds the capitals again: a mask of bits costs more to spread than a comparison.
  void lower(std::uint64_t, char* out) const {
    for (int i = 0; i < 4; ++i) {
      const uint8x16_t space = vandq_u8(is_between(part[i], 'A', 'Z'), every(' '));
      vst1q_u8(reinterpret_cast<std::uint8_t*>(out) + 16 * i, vorrq_u8(part[i], space));
    }
  }
};

std::size_t lower_run(const char* in, std::size_t n, char* out, char before) {
  return lower_run_of<Block>(in, n, out, before);
}

bool kinds_of(const char* text, std::size_t n, ByteKinds* kinds) { return kinds_of_blocks<Block>(text, n, kinds); }

}  // namespace

const Kernels kNeonKernels = {lower_run, kinds_of};

}  // namespace newsecho::normalising

#endif
