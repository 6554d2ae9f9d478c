#include "verify/kernels.h"

#include <bit>

#include "base/simd.h"

namespace newsecho::verify_detail {
namespace {

// Every pair of keys is written; the count moves on where they are equal. The comparison feeds the indices
// instead of a branch: hashes make every branch a coin toss.
std::size_t match_scalar(const Keyed& a, const Keyed& b, std::uint32_t* of_a, std::uint32_t* of_b) {
  std::size_t i = 0, j = 0, n = 0;
  while (i < a.size && j < b.size) {
    const std::uint32_t x = a.keys[i], y = b.keys[j];
    of_a[n] = a.values[i];
    of_b[n] = b.values[j];
    n += x == y;
    i += x <= y;
    j += y <= x;
  }
  return n;
}

std::size_t equal_run_scalar(const std::uint32_t* a, const std::uint32_t* b, std::size_t n) {
  std::size_t i = 0;
  while (i < n && a[i] == b[i]) ++i;
  return i;
}

#if defined(__x86_64__)

template <int N>
NEWSECHO_AVX512 inline __mmask16 equal_to_rotations(__m512i x, __m512i y) {
  const __mmask16 here = _mm512_cmpeq_epi32_mask(x, _mm512_alignr_epi32(y, y, N));
  if constexpr (N == 0) {
    return here;
  } else {
    return static_cast<__mmask16>(here | equal_to_rotations<N - 1>(x, y));
  }
}

NEWSECHO_AVX512 inline void store_chosen(const std::uint32_t* values, __mmask16 chosen, std::uint32_t* out) {
  // Storing the compressed lanes at once is microcode on Zen 4: compress to a register and store it whole.
  _mm512_storeu_si512(out, _mm512_maskz_compress_epi32(chosen, _mm512_loadu_si512(values)));
}

// Sixteen against sixteen in all rotations; the block whose last key is smaller is used up. Sets hold a key once,
// so a key matches in one block only, and the lanes that match in both blocks are in the same order.
NEWSECHO_AVX512 std::size_t match_avx512(const Keyed& a, const Keyed& b, std::uint32_t* of_a, std::uint32_t* of_b) {
  std::size_t i = 0, j = 0, n = 0;
  while (i + 16 <= a.size && j + 16 <= b.size) {
    const __m512i x = _mm512_loadu_si512(a.keys + i);
    const __m512i y = _mm512_loadu_si512(b.keys + j);
    const __mmask16 in_a = equal_to_rotations<15>(x, y);
    if (in_a != 0) {
      store_chosen(a.values + i, in_a, of_a + n);
      store_chosen(b.values + j, equal_to_rotations<15>(y, x), of_b + n);
      n += static_cast<std::size_t>(std::popcount(static_cast<std::uint16_t>(in_a)));
    }
    const std::uint32_t last_a = a.keys[i + 15], last_b = b.keys[j + 15];
    i += last_a <= last_b ? 16u : 0u;
    j += last_b <= last_a ? 16u : 0u;
  }
  return n + match_scalar({a.keys + i, a.values + i, a.size - i}, {b.keys + j, b.values + j, b.size - j}, of_a + n,
                          of_b + n);
}

NEWSECHO_AVX512 std::size_t equal_run_avx512(const std::uint32_t* a, const std::uint32_t* b, std::size_t n) {
  std::size_t i = 0;
  for (; i + 16 <= n; i += 16) {
    const __mmask16 unequal = _mm512_cmpneq_epi32_mask(_mm512_loadu_si512(a + i), _mm512_loadu_si512(b + i));
    if (unequal != 0) return i + static_cast<std::size_t>(std::countr_zero(static_cast<std::uint16_t>(unequal)));
  }
  return i + equal_run_scalar(a + i, b + i, n - i);
}

NEWSECHO_AVX2 std::size_t equal_run_avx2(const std::uint32_t* a, const std::uint32_t* b, std::size_t n) {
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    const __m256i equal = _mm256_cmpeq_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(a + i)),
                                             _mm256_loadu_si256(reinterpret_cast<const __m256i*>(b + i)));
    const auto unequal = ~static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(equal))) & 0xffu;
    if (unequal != 0) return i + static_cast<std::size_t>(std::countr_zero(unequal));
  }
  return i + equal_run_scalar(a + i, b + i, n - i);
}

#endif

}  // namespace

Match match(Kernel kernel) {
#if defined(__x86_64__)
  if (kernel == Kernel::kAvx512) return match_avx512;
#endif
  (void)kernel;
  return match_scalar;
}

EqualRun equal_run(Kernel kernel) {
#if defined(__x86_64__)
  if (kernel == Kernel::kAvx512) return equal_run_avx512;
  if (kernel == Kernel::kAvx2) return equal_run_avx2;
#endif
  (void)kernel;
  return equal_run_scalar;
}

}  // namespace newsecho::verify_detail
