// Vector intrinsics behind function-level target attributes, so that no file needs flags of its own.
// Helpers here are the vector twins of base/hash.h.
#pragma once

#if defined(__x86_64__)

// GCC 12 takes the undefined pass-through operands inside its own AVX-512 header for mistakes (bug 105593).
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#endif
#include <immintrin.h>
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

#include "base/hash.h"

#define NEWSECHO_AVX2 __attribute__((target("avx2,popcnt")))
#define NEWSECHO_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,popcnt")))

namespace newsecho::base {

// AVX2 has no 64-bit product: three of 32 bits give its lower half.
NEWSECHO_AVX2 inline __m256i multiply_avx2(__m256i a, __m256i b) {
  const __m256i cross =
      _mm256_add_epi64(_mm256_mul_epu32(_mm256_srli_epi64(a, 32), b), _mm256_mul_epu32(a, _mm256_srli_epi64(b, 32)));
  return _mm256_add_epi64(_mm256_mul_epu32(a, b), _mm256_slli_epi64(cross, 32));
}

NEWSECHO_AVX2 inline __m256i mix_avx2(__m256i x) {
  x = _mm256_xor_si256(x, _mm256_srli_epi64(x, 30));
  x = multiply_avx2(x, _mm256_set1_epi64x(static_cast<long long>(kMix1)));
  x = _mm256_xor_si256(x, _mm256_srli_epi64(x, 27));
  x = multiply_avx2(x, _mm256_set1_epi64x(static_cast<long long>(kMix2)));
  return _mm256_xor_si256(x, _mm256_srli_epi64(x, 31));
}

NEWSECHO_AVX512 inline __m512i mix_avx512(__m512i x) {
  x = _mm512_xor_si512(x, _mm512_srli_epi64(x, 30));
  x = _mm512_mullo_epi64(x, _mm512_set1_epi64(static_cast<long long>(kMix1)));
  x = _mm512_xor_si512(x, _mm512_srli_epi64(x, 27));
  x = _mm512_mullo_epi64(x, _mm512_set1_epi64(static_cast<long long>(kMix2)));
  return _mm512_xor_si512(x, _mm512_srli_epi64(x, 31));
}

}  // namespace newsecho::base

#elif defined(__aarch64__)

#include <arm_neon.h>

#include "base/hash.h"

namespace newsecho::base {

// NEON has no 64-bit product either: the crossed halves of two lanes come from one product of 32 bits.
inline uint64x2_t multiply_neon(uint64x2_t a, std::uint64_t b) {
  const uint32x2_t low = vdup_n_u32(static_cast<std::uint32_t>(b));
  const uint32x4_t halves = vreinterpretq_u32_u64(vdupq_n_u64(b >> 32 | b << 32));
  const uint64x2_t cross = vpaddlq_u32(vmulq_u32(vreinterpretq_u32_u64(a), halves));
  return vmlal_u32(vshlq_n_u64(cross, 32), vmovn_u64(a), low);
}

inline uint64x2_t mix_neon(uint64x2_t x) {
  x = veorq_u64(x, vshrq_n_u64(x, 30));
  x = multiply_neon(x, kMix1);
  x = veorq_u64(x, vshrq_n_u64(x, 27));
  x = multiply_neon(x, kMix2);
  return veorq_u64(x, vshrq_n_u64(x, 31));
}

}  // namespace newsecho::base

#endif
