#include "base/simd.h"

#if defined(__x86_64__)

#include "normalise/kernels/blocks.h"

namespace newsecho::normalising {
namespace {

struct Block {
  __m512i all;

  NEWSECHO_AVX512 explicit Block(const char* p) : all(_mm512_loadu_si512(p)) {}

  NEWSECHO_AVX512 std::uint64_t equal(char c) const { return _mm512_cmpeq_epi8_mask(all, _mm512_set1_epi8(c)); }
  NEWSECHO_AVX512 std::uint64_t below(char c) const { return _mm512_cmplt_epu8_mask(all, _mm512_set1_epi8(c)); }
  NEWSECHO_AVX512 std::uint64_t between(char first, char last) const {
    return _mm512_cmple_epu8_mask(_mm512_sub_epi8(all, _mm512_set1_epi8(first)),
                                  _mm512_set1_epi8(static_cast<char>(last - first)));
  }
  NEWSECHO_AVX512 std::uint64_t wide() const { return _mm512_movepi8_mask(all); }
  NEWSECHO_AVX512 std::uint64_t any_of(const CharacterSet& set) const {
    const __m512i table = _mm512_broadcast_i32x4(_mm_load_si128(reinterpret_cast<const __m128i*>(set.at)));
    return _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(table, all), all);
  }
  NEWSECHO_AVX512 void lower(std::uint64_t upper, char* out) const {
    _mm512_storeu_si512(out, _mm512_mask_add_epi8(all, upper, all, _mm512_set1_epi8(' ')));
  }
};

NEWSECHO_AVX512 std::size_t lower_run(const char* in, std::size_t n, char* out, char before) {
  return lower_run_of<Block>(in, n, out, before);
}

NEWSECHO_AVX512 bool kinds_of(const char* text, std::size_t n, ByteKinds* kinds) {
  return kinds_of_blocks<Block>(text, n, kinds);
}

}  // namespace

const Kernels kAvx512Kernels = {lower_run, kinds_of};

}  // namespace newsecho::normalising

#endif
