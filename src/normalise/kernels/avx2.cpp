#include "base/simd.h"

#if defined(__x86_64__)

#include "normalise/kernels/blocks.h"

namespace newsecho::normalising {
namespace {

struct Block {
  __m256i low, high;

  NEWSECHO_AVX2 explicit Block(const char* p)
      : low(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p))),
        high(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p + 32))) {}

  NEWSECHO_AVX2 static std::uint64_t bits(__m256i of_low, __m256i of_high) {
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(of_low)) |
           std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(of_high))} << 32;
  }
  NEWSECHO_AVX2 std::uint64_t equal(char c) const {
    const __m256i all = _mm256_set1_epi8(c);
    return bits(_mm256_cmpeq_epi8(low, all), _mm256_cmpeq_epi8(high, all));
  }
  NEWSECHO_AVX2 static __m256i at_most(__m256i x, char c) {  // unsigned
    return _mm256_cmpeq_epi8(_mm256_min_epu8(x, _mm256_set1_epi8(c)), x);
  }
  NEWSECHO_AVX2 std::uint64_t below(char c) const {
    const char last = static_cast<char>(c - 1);
    return bits(at_most(low, last), at_most(high, last));
  }
  NEWSECHO_AVX2 std::uint64_t between(char first, char last) const {
    const __m256i from = _mm256_set1_epi8(first);
    const char size = static_cast<char>(last - first);
    return bits(at_most(_mm256_sub_epi8(low, from), size), at_most(_mm256_sub_epi8(high, from), size));
  }
  NEWSECHO_AVX2 std::uint64_t wide() const { return bits(low, high); }
  NEWSECHO_AVX2 std::uint64_t any_of(const CharacterSet& set) const {
    const __m256i table = _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(set.at)));
    return bits(_mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, low), low),
                _mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, high), high));
  }
  NEWSECHO_AVX2 static __m256i lowered(__m256i x) {
    const __m256i upper = at_most(_mm256_sub_epi8(x, _mm256_set1_epi8('A')), 'Z' - 'A');
    return _mm256_or_si256(x, _mm256_and_si256(upper, _mm256_set1_epi8(' ')));
  }
  // Finds the capitals again: a mask of bits costs more to spread than a comparison.
  NEWSECHO_AVX2 void lower(std::uint64_t, char* out) const {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), lowered(low));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + 32), lowered(high));
  }
};

NEWSECHO_AVX2 std::size_t lower_run(const char* in, std::size_t n, char* out, char before) {
  return lower_run_of<Block>(in, n, out, before);
}

NEWSECHO_AVX2 bool kinds_of(const char* text, std::size_t n, ByteKinds* kinds) {
  return kinds_of_blocks<Block>(text, n, kinds);
}

}  // namespace

const Kernels kAvx2Kernels = {lower_run, kinds_of};

}  // namespace newsecho::normalising

#endif
