#include "sign/kernels.h"

#include <algorithm>

#include "base/hash.h"
#include "base/simd.h"

namespace newsecho::sign {
namespace {

void mix_keyed_scalar(const std::uint64_t* shingles, std::size_t count, std::uint64_t key, std::uint32_t* mixed) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t y = base::mix(shingles[i] ^ key);
    mixed[2 * i] = static_cast<std::uint32_t>(y);
    mixed[2 * i + 1] = static_cast<std::uint32_t>(y >> 32);
  }
}

void min_lanes_scalar(const std::uint32_t* mixed, std::size_t count, const std::uint32_t* multipliers,
                      std::size_t lanes, std::uint32_t* minima) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t low = mixed[2 * i], high = mixed[2 * i + 1];
    for (std::size_t l = 0; l < lanes; ++l) minima[l] = std::min(minima[l], high + multipliers[l] * low);
  }
}

std::uint32_t equal_lanes_scalar(const std::uint16_t* a, const std::uint16_t* b, std::size_t lanes) {
  std::uint32_t equal = 0;
  for (std::size_t l = 0; l < lanes; ++l) equal += a[l] == b[l];
  return equal;
}

#if defined(__x86_64__)

NEWSECHO_AVX2 void mix_keyed_avx2(const std::uint64_t* shingles, std::size_t count, std::uint64_t key,
                                  std::uint32_t* mixed) {
  std::size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    __m256i x = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(shingles + i));
    x = _mm256_xor_si256(x, _mm256_set1_epi64x(static_cast<long long>(key)));
    x = base::mix_avx2(x);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(mixed + 2 * i), x);
  }
  mix_keyed_scalar(shingles + i, count - i, key, mixed + 2 * i);
}

// V vectors of eight minima stay in registers while all shingles pass; the multipliers come from the cache.
template <int V>
NEWSECHO_AVX2 void min_block_avx2(const std::uint32_t* mixed, std::size_t count, const std::uint32_t* multipliers,
                                  std::uint32_t* minima) {
  __m256i least[V];
  for (int v = 0; v < V; ++v) least[v] = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(minima + 8 * v));
  for (std::size_t i = 0; i < count; ++i) {
    const __m256i low = _mm256_set1_epi32(static_cast<int>(mixed[2 * i]));
    const __m256i high = _mm256_set1_epi32(static_cast<int>(mixed[2 * i + 1]));
    for (int v = 0; v < V; ++v) {
      const __m256i a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(multipliers + 8 * v));
      least[v] = _mm256_min_epu32(least[v], _mm256_add_epi32(high, _mm256_mullo_epi32(low, a)));
    }
  }
  for (int v = 0; v < V; ++v) _mm256_storeu_si256(reinterpret_cast<__m256i*>(minima + 8 * v), least[v]);
}

NEWSECHO_AVX2 void min_lanes_avx2(const std::uint32_t* mixed, std::size_t count, const std::uint32_t* multipliers,
                                  std::size_t lanes, std::uint32_t* minima) {
  std::size_t l = 0;
  for (; l + 64 <= lanes; l += 64) min_block_avx2<8>(mixed, count, multipliers + l, minima + l);
  for (; l + 16 <= lanes; l += 16) min_block_avx2<2>(mixed, count, multipliers + l, minima + l);
}

NEWSECHO_AVX2 std::uint32_t equal_lanes_avx2(const std::uint16_t* a, const std::uint16_t* b, std::size_t lanes) {
  std::uint32_t equal_bytes = 0;
  std::size_t l = 0;
  for (; l + 16 <= lanes; l += 16) {
    const __m256i x = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(a + l));
    const __m256i y = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(b + l));
    const int mask = _mm256_movemask_epi8(_mm256_cmpeq_epi16(x, y));
    equal_bytes += static_cast<std::uint32_t>(_mm_popcnt_u32(static_cast<unsigned>(mask)));
  }
  return equal_bytes / 2 + equal_lanes_scalar(a + l, b + l, lanes - l);
}

NEWSECHO_AVX512 void mix_keyed_avx512(const std::uint64_t* shingles, std::size_t count, std::uint64_t key,
                                      std::uint32_t* mixed) {
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    __m512i x = _mm512_loadu_si512(shingles + i);
    x = _mm512_xor_si512(x, _mm512_set1_epi64(static_cast<long long>(key)));
    x = base::mix_avx512(x);
    _mm512_storeu_si512(mixed + 2 * i, x);
  }
  mix_keyed_scalar(shingles + i, count - i, key, mixed + 2 * i);
}

// V vectors of sixteen minima and their multipliers stay in registers while all shingles pass.
template <int V>
NEWSECHO_AVX512 void min_block_avx512(const std::uint32_t* mixed, std::size_t count, const std::uint32_t* multipliers,
                                      std::uint32_t* minima) {
  __m512i least[V], a[V];
  for (int v = 0; v < V; ++v) {
    least[v] = _mm512_loadu_si512(minima + 16 * v);
    a[v] = _mm512_loadu_si512(multipliers + 16 * v);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const __m512i low = _mm512_set1_epi32(static_cast<int>(mixed[2 * i]));
    const __m512i high = _mm512_set1_epi32(static_cast<int>(mixed[2 * i + 1]));
    for (int v = 0; v < V; ++v) {
      least[v] = _mm512_min_epu32(least[v], _mm512_add_epi32(high, _mm512_mullo_epi32(low, a[v])));
    }
  }
  for (int v = 0; v < V; ++v) _mm512_storeu_si512(minima + 16 * v, least[v]);
}

NEWSECHO_AVX512 void min_lanes_avx512(const std::uint32_t* mixed, std::size_t count, const std::uint32_t* multipliers,
                                      std::size_t lanes, std::uint32_t* minima) {
  std::size_t l = 0;
  for (; l + 128 <= lanes; l += 128) min_block_avx512<8>(mixed, count, multipliers + l, minima + l);
  for (; l + 32 <= lanes; l += 32) min_block_avx512<2>(mixed, count, multipliers + l, minima + l);
  for (; l + 16 <= lanes; l += 16) min_block_avx512<1>(mixed, count, multipliers + l, minima + l);
}

NEWSECHO_AVX512 std::uint32_t equal_lanes_avx512(const std::uint16_t* a, const std::uint16_t* b, std::size_t lanes) {
  std::uint32_t equal = 0;
  std::size_t l = 0;
  for (; l + 32 <= lanes; l += 32) {
    const __mmask32 mask = _mm512_cmpeq_epi16_mask(_mm512_loadu_si512(a + l), _mm512_loadu_si512(b + l));
    equal += static_cast<std::uint32_t>(_mm_popcnt_u32(mask));
  }
  return equal + equal_lanes_scalar(a + l, b + l, lanes - l);
}

#elif defined(__aarch64__)

void mix_keyed_neon(const std::uint64_t* shingles, std::size_t count, std::uint64_t key, std::uint32_t* mixed) {
  std::size_t i = 0;
  for (; i + 2 <= count; i += 2) {
    const uint64x2_t x = base::mix_neon(veorq_u64(vld1q_u64(shingles + i), vdupq_n_u64(key)));
    vst1q_u32(mixed + 2 * i, vreinterpretq_u32_u64(x));
  }
  mix_keyed_scalar(shingles + i, count - i, key, mixed + 2 * i);
}

// Sixteen vectors of four minima fit the registers beside their inputs.
template <int V>
void min_block_neon(const std::uint32_t* mixed, std::size_t count, const std::uint32_t* multipliers,
                    std::uint32_t* minima) {
  uint32x4_t least[V];
  for (int v = 0; v < V; ++v) least[v] = vld1q_u32(minima + 4 * v);
  for (std::size_t i = 0; i < count; ++i) {
    const uint32x4_t low = vdupq_n_u32(mixed[2 * i]);
    const uint32x4_t high = vdupq_n_u32(mixed[2 * i + 1]);
    for (int v = 0; v < V; ++v) {
      least[v] = vminq_u32(least[v], vmlaq_u32(high, low, vld1q_u32(multipliers + 4 * v)));
    }
  }
  for (int v = 0; v < V; ++v) vst1q_u32(minima + 4 * v, least[v]);
}

void min_lanes_neon(const std::uint32_t* mixed, std::size_t count, const std::uint32_t* multipliers, std::size_t lanes,
                    std::uint32_t* minima) {
  std::size_t l = 0;
  for (; l + 64 <= lanes; l += 64) min_block_neon<16>(mixed, count, multipliers + l, minima + l);
  for (; l + 16 <= lanes; l += 16) min_block_neon<4>(mixed, count, multipliers + l, minima + l);
}

std::uint32_t equal_lanes_neon(const std::uint16_t* a, const std::uint16_t* b, std::size_t lanes) {
  std::uint32_t equal = 0;
  std::size_t l = 0;
  for (; l + 8 <= lanes; l += 8) {
    equal += vaddvq_u16(vshrq_n_u16(vceqq_u16(vld1q_u16(a + l), vld1q_u16(b + l)), 15));
  }
  return equal + equal_lanes_scalar(a + l, b + l, lanes - l);
}

#endif

}  // namespace

const Kernels& kernels(Kernel kernel) {
  static constexpr Kernels scalar = {mix_keyed_scalar, min_lanes_scalar, equal_lanes_scalar};
#if defined(__x86_64__)
  static constexpr Kernels avx2 = {mix_keyed_avx2, min_lanes_avx2, equal_lanes_avx2};
  static constexpr Kernels avx512 = {mix_keyed_avx512, min_lanes_avx512, equal_lanes_avx512};
  if (kernel == Kernel::kAvx512) return avx512;
  if (kernel == Kernel::kAvx2) return avx2;
#elif defined(__aarch64__)
  static constexpr Kernels neon = {mix_keyed_neon, min_lanes_neon, equal_lanes_neon};
  if (kernel == Kernel::kNeon) return neon;
#endif
  (void)kernel;
  return scalar;
}

}  // namespace newsecho::sign
