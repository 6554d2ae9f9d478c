#include "shingle/kernels.h"

#include <bit>

#include "base/hash.h"
#include "base/simd.h"

namespace newsecho::shingle {
namespace {

void hash_windows_scalar(const std::uint32_t* tokens, std::size_t count, const Window& window, std::uint64_t* out) {
  for (std::size_t i = 0; i < count; ++i) {
    std::uint64_t sum = window.start;
    for (std::uint32_t j = 0; j < window.width; ++j) sum += tokens[i + j] * window.multiplier[j];
    out[i] = base::mix(sum);
  }
}

// The comparison feeds the indices instead of a branch: hashes make every branch a coin toss.
std::uint32_t intersect_scalar(const std::uint64_t* a, std::size_t na, const std::uint64_t* b, std::size_t nb) {
  std::size_t i = 0, j = 0;
  std::uint32_t common = 0;
  while (i < na && j < nb) {
    const std::uint64_t x = a[i], y = b[j];
    common += x == y;
    i += x <= y;
    j += y <= x;
  }
  return common;
}

#if defined(__x86_64__)

NEWSECHO_AVX2 void hash_windows_avx2(const std::uint32_t* tokens, std::size_t count, const Window& window,
                                     std::uint64_t* out) {
  std::size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    __m256i sum = _mm256_set1_epi64x(static_cast<long long>(window.start));
    for (std::uint32_t j = 0; j < window.width; ++j) {
      const __m256i t = _mm256_cvtepu32_epi64(_mm_loadu_si128(reinterpret_cast<const __m128i*>(tokens + i + j)));
      const __m256i m = _mm256_set1_epi64x(static_cast<long long>(window.multiplier[j]));
      const __m256i high = _mm256_mul_epu32(t, _mm256_srli_epi64(m, 32));
      sum = _mm256_add_epi64(sum, _mm256_add_epi64(_mm256_mul_epu32(t, m), _mm256_slli_epi64(high, 32)));
    }
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + i), base::mix_avx2(sum));
  }
  hash_windows_scalar(tokens + i, count - i, window, out + i);
}

// Four against four in all rotations; the block whose last value is smaller is used up. Sets hold a value
// once, so no match is counted twice.
NEWSECHO_AVX2 std::uint32_t intersect_avx2(const std::uint64_t* a, std::size_t na, const std::uint64_t* b,
                                           std::size_t nb) {
  std::size_t i = 0, j = 0;
  std::uint32_t common = 0;
  while (i + 4 <= na && j + 4 <= nb) {
    const __m256i x = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(a + i));
    const __m256i y = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(b + j));
    const __m256i e01 =
        _mm256_or_si256(_mm256_cmpeq_epi64(x, y), _mm256_cmpeq_epi64(x, _mm256_permute4x64_epi64(y, 0x39)));
    const __m256i e23 = _mm256_or_si256(_mm256_cmpeq_epi64(x, _mm256_permute4x64_epi64(y, 0x4e)),
                                        _mm256_cmpeq_epi64(x, _mm256_permute4x64_epi64(y, 0x93)));
    const int equal = _mm256_movemask_pd(_mm256_castsi256_pd(_mm256_or_si256(e01, e23)));
    common += static_cast<std::uint32_t>(_mm_popcnt_u32(static_cast<unsigned>(equal)));
    const std::uint64_t last_a = a[i + 3], last_b = b[j + 3];
    i += last_a <= last_b ? 4u : 0u;
    j += last_b <= last_a ? 4u : 0u;
  }
  return common + intersect_scalar(a + i, na - i, b + j, nb - j);
}

NEWSECHO_AVX512 void hash_windows_avx512(const std::uint32_t* tokens, std::size_t count, const Window& window,
                                         std::uint64_t* out) {
  const __m512i start = _mm512_set1_epi64(static_cast<long long>(window.start));
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    __m512i sum = start;
    for (std::uint32_t j = 0; j < window.width; ++j) {
      const __m512i t = _mm512_cvtepu32_epi64(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(tokens + i + j)));
      const __m512i m = _mm512_set1_epi64(static_cast<long long>(window.multiplier[j]));
      sum = _mm512_add_epi64(sum, _mm512_mullo_epi64(t, m));
    }
    _mm512_storeu_si512(out + i, base::mix_avx512(sum));
  }
  hash_windows_scalar(tokens + i, count - i, window, out + i);
}

#elif defined(__aarch64__)

// Four windows take three products a token: two of the multiplier's lower half, kept whole, and one of its upper half,
// of which the lower 32 bits count. Plain code takes four, of 64 bits, which small cores do not start every cycle.
void hash_windows_neon(const std::uint32_t* tokens, std::size_t count, const Window& window, std::uint64_t* out) {
  std::size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    uint64x2_t first = vdupq_n_u64(window.start), second = first;
    uint32x4_t upper = vdupq_n_u32(0);
    for (std::uint32_t j = 0; j < window.width; ++j) {
      const uint32x4_t t = vld1q_u32(tokens + i + j);
      const uint32x4_t low = vdupq_n_u32(static_cast<std::uint32_t>(window.multiplier[j]));
      const uint32x4_t high = vdupq_n_u32(static_cast<std::uint32_t>(window.multiplier[j] >> 32));
      first = vmlal_u32(first, vget_low_u32(t), vget_low_u32(low));
      second = vmlal_high_u32(second, t, low);
      upper = vmlaq_u32(upper, t, high);
    }
    first = vaddq_u64(first, vshll_n_u32(vget_low_u32(upper), 32));
    second = vaddq_u64(second, vshll_high_n_u32(upper, 32));
    vst1q_u64(out + i, base::mix_neon(first));
    vst1q_u64(out + i + 2, base::mix_neon(second));
  }
  hash_windows_scalar(tokens + i, count - i, window, out + i);
}

// All ones in each lane of x that is any of the four others: two vectors, each also with its lanes exchanged.
inline uint64x2_t lanes_in(uint64x2_t x, uint64x2_t y, uint64x2_t z) {
  return vorrq_u64(vorrq_u64(vceqq_u64(x, y), vceqq_u64(x, vextq_u64(y, y, 1))),
                   vorrq_u64(vceqq_u64(x, z), vceqq_u64(x, vextq_u64(z, z, 1))));
}

// Four against four, as with AVX2; the matches are counted in the lanes until the end. Blocks are counted, not values:
// GCC then steps on without a branch.
std::uint32_t intersect_neon(const std::uint64_t* a, std::size_t na, const std::uint64_t* b, std::size_t nb) {
  std::size_t i = 0, j = 0;
  uint64x2_t common = vdupq_n_u64(0);
  while (i < na / 4 && j < nb / 4) {
    const std::uint64_t *of_a = a + 4 * i, *of_b = b + 4 * j;
    const uint64x2_t y = vld1q_u64(of_b), z = vld1q_u64(of_b + 2);
    common = vsubq_u64(common, lanes_in(vld1q_u64(of_a), y, z));
    common = vsubq_u64(common, lanes_in(vld1q_u64(of_a + 2), y, z));
    const std::uint64_t last_a = of_a[3], last_b = of_b[3];
    i += last_a <= last_b;
    j += last_b <= last_a;
  }
  return static_cast<std::uint32_t>(vaddvq_u64(common)) +
         intersect_scalar(a + 4 * i, na - 4 * i, b + 4 * j, nb - 4 * j);
}

#endif

}  // namespace

HashWindows hash_windows(Kernel kernel) {
#if defined(__x86_64__)
  if (kernel == Kernel::kAvx512) return hash_windows_avx512;
  if (kernel == Kernel::kAvx2) return hash_windows_avx2;
#elif defined(__aarch64__)
  if (kernel == Kernel::kNeon) return hash_windows_neon;
#endif
  (void)kernel;
  return hash_windows_scalar;
}

Intersect intersect(Kernel kernel) {
#if defined(__x86_64__)
  // Eight against eight takes seven rotations a step and was 20 % slower than this on Zen 4.
  if (kernel == Kernel::kAvx512 || kernel == Kernel::kAvx2) return intersect_avx2;
#elif defined(__aarch64__)
  if (kernel == Kernel::kNeon) return intersect_neon;
#endif
  (void)kernel;
  return intersect_scalar;
}

}  // namespace newsecho::shingle
