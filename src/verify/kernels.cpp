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

std::size_t count_shared_scalar(const std::uint32_t* a, std::size_t size_a, const std::uint32_t* b,
                                std::size_t size_b) {
  std::size_t i = 0, j = 0, n = 0;
  while (i < size_a && j < size_b) {
    const std::uint32_t x = a[i], y = b[j];
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

std::size_t count_flags_scalar(const std::uint8_t* bytes, std::size_t n, std::uint8_t mask, std::uint8_t set) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < n; ++i) count += (bytes[i] & mask) == set ? 1 : 0;
  return count;
}

// N against N; the block whose last key is smaller is used up. Sets hold a key once, so a key matches in one block
// only, and the lanes that match in both blocks are in the same order. Always inline: compiled for the kernel that
// calls it.
template <unsigned N, unsigned (*lanes_in)(const std::uint32_t*, const std::uint32_t*),
          void (*store_lanes)(const std::uint32_t*, unsigned, std::uint32_t*)>
[[gnu::always_inline]] inline std::size_t match_blocks(const Keyed& a, const Keyed& b, std::uint32_t* of_a,
                                                       std::uint32_t* of_b) {
  std::size_t i = 0, j = 0, n = 0;
  while (i + N <= a.size && j + N <= b.size) {
    const unsigned in_a = lanes_in(a.keys + i, b.keys + j);
    if (in_a != 0) {
      store_lanes(a.values + i, in_a, of_a + n);
      store_lanes(b.values + j, lanes_in(b.keys + j, a.keys + i), of_b + n);
      n += static_cast<std::size_t>(std::popcount(in_a));
    }
    const std::uint32_t last_a = a.keys[i + (N - 1)], last_b = b.keys[j + (N - 1)];
    i += last_a <= last_b ? N : 0u;
    j += last_b <= last_a ? N : 0u;
  }
  return n + match_scalar({a.keys + i, a.values + i, a.size - i}, {b.keys + j, b.values + j, b.size - j}, of_a + n,
                          of_b + n);
}

// The same where only their number is asked for: without a branch on what matches.
template <unsigned N, unsigned (*lanes_in)(const std::uint32_t*, const std::uint32_t*)>
[[gnu::always_inline]] inline std::size_t count_blocks(const std::uint32_t* a, std::size_t size_a,
                                                       const std::uint32_t* b, std::size_t size_b) {
  std::size_t i = 0, j = 0, n = 0;
  while (i + N <= size_a && j + N <= size_b) {
    n += static_cast<std::size_t>(std::popcount(lanes_in(a + i, b + j)));
    const std::uint32_t last_a = a[i + (N - 1)], last_b = b[j + (N - 1)];
    i += last_a <= last_b ? N : 0u;
    j += last_b <= last_a ? N : 0u;
  }
  return n + count_shared_scalar(a + i, size_a - i, b + j, size_b - j);
}

#if defined(__x86_64__)

// Bit l is set where key l of eight is any of the eight others.
NEWSECHO_AVX2 inline unsigned lanes_in(const std::uint32_t* keys, const std::uint32_t* others) {
  const __m256i x = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(keys));
  const __m256i y = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(others));
  const __m256i low = _mm256_permute4x64_epi64(y, 0x39);   // two lanes on
  const __m256i half = _mm256_permute4x64_epi64(y, 0x4e);  // four
  const __m256i high = _mm256_permute4x64_epi64(y, 0x93);  // six
  const __m256i even = _mm256_or_si256(_mm256_or_si256(_mm256_cmpeq_epi32(x, y), _mm256_cmpeq_epi32(x, low)),
                                       _mm256_or_si256(_mm256_cmpeq_epi32(x, half), _mm256_cmpeq_epi32(x, high)));
  // The neighbours within pairs exchanged: the other four differences.
  const __m256i odd = _mm256_or_si256(_mm256_or_si256(_mm256_cmpeq_epi32(x, _mm256_shuffle_epi32(y, 0xb1)),
                                                      _mm256_cmpeq_epi32(x, _mm256_shuffle_epi32(low, 0xb1))),
                                      _mm256_or_si256(_mm256_cmpeq_epi32(x, _mm256_shuffle_epi32(half, 0xb1)),
                                                      _mm256_cmpeq_epi32(x, _mm256_shuffle_epi32(high, 0xb1))));
  return static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_or_si256(even, odd))));
}

NEWSECHO_AVX2 inline void store_lanes_avx2(const std::uint32_t* values, unsigned lanes, std::uint32_t* out) {
  for (; lanes != 0; lanes &= lanes - 1) *out++ = values[std::countr_zero(lanes)];
}

NEWSECHO_AVX512 inline void store_lanes_avx512(const std::uint32_t* values, unsigned lanes, std::uint32_t* out) {
  // Storing the compressed lanes at once is microcode on Zen 4: compress to a register and store it whole.
  const __m256i all = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(values));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), _mm256_maskz_compress_epi32(static_cast<__mmask8>(lanes), all));
}

// Eight keys at a time: sixteen against sixteen would compare twice as much for the same keys.
NEWSECHO_AVX2 std::size_t match_avx2(const Keyed& a, const Keyed& b, std::uint32_t* of_a, std::uint32_t* of_b) {
  return match_blocks<8, lanes_in, store_lanes_avx2>(a, b, of_a, of_b);
}

NEWSECHO_AVX512 std::size_t match_avx512(const Keyed& a, const Keyed& b, std::uint32_t* of_a, std::uint32_t* of_b) {
  return match_blocks<8, lanes_in, store_lanes_avx512>(a, b, of_a, of_b);
}

NEWSECHO_AVX2 std::size_t count_shared_avx2(const std::uint32_t* a, std::size_t size_a, const std::uint32_t* b,
                                            std::size_t size_b) {
  return count_blocks<8, lanes_in>(a, size_a, b, size_b);
}

NEWSECHO_AVX512 std::size_t equal_run_avx512(const std::uint32_t* a, const std::uint32_t* b, std::size_t n) {
  std::size_t i = 0;
  for (; i + 16 <= n; i += 16) {
    const __mmask16 unequal = _mm512_cmpneq_epi32_mask(_mm512_loadu_si512(a + i), _mm512_loadu_si512(b + i));
    if (unequal != 0) return i + static_cast<std::size_t>(std::countr_zero(static_cast<std::uint16_t>(unequal)));
  }
  return i + equal_run_scalar(a + i, b + i, n - i);
}

NEWSECHO_AVX512 std::size_t count_flags_avx512(const std::uint8_t* bytes, std::size_t n, std::uint8_t mask,
                                               std::uint8_t set) {
  const __m512i masks = _mm512_set1_epi8(static_cast<char>(mask)), sets = _mm512_set1_epi8(static_cast<char>(set));
  std::size_t count = 0, i = 0;
  for (; i + 64 <= n; i += 64) {
    const __m512i masked = _mm512_and_si512(_mm512_loadu_si512(bytes + i), masks);
    count += static_cast<std::size_t>(_mm_popcnt_u64(_mm512_cmpeq_epi8_mask(masked, sets)));
  }
  const __mmask64 rest = (std::uint64_t{1} << (n - i)) - 1;
  const __m512i masked = _mm512_and_si512(_mm512_maskz_loadu_epi8(rest, bytes + i), masks);
  return count + static_cast<std::size_t>(_mm_popcnt_u64(_mm512_mask_cmpeq_epi8_mask(rest, masked, sets)));
}

NEWSECHO_AVX2 std::size_t count_flags_avx2(const std::uint8_t* bytes, std::size_t n, std::uint8_t mask,
                                           std::uint8_t set) {
  const __m256i masks = _mm256_set1_epi8(static_cast<char>(mask)), sets = _mm256_set1_epi8(static_cast<char>(set));
  std::size_t count = 0, i = 0;
  for (; i + 32 <= n; i += 32) {
    const __m256i masked = _mm256_and_si256(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + i)), masks);
    count += static_cast<std::size_t>(
        _mm_popcnt_u32(static_cast<unsigned>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(masked, sets)))));
  }
  return count + count_flags_scalar(bytes + i, n - i, mask, set);
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

#elif defined(__aarch64__)

// Bit l is set where key l of four is any of the four others.
inline unsigned lanes_in(const std::uint32_t* keys, const std::uint32_t* others) {
  const uint32x4_t x = vld1q_u32(keys), y = vld1q_u32(others);
  const uint32x4_t found = vorrq_u32(vorrq_u32(vceqq_u32(x, y), vceqq_u32(x, vextq_u32(y, y, 1))),
                                     vorrq_u32(vceqq_u32(x, vextq_u32(y, y, 2)), vceqq_u32(x, vextq_u32(y, y, 3))));
  const uint32x4_t weight = {1, 2, 4, 8};
  return vaddvq_u32(vandq_u32(found, weight));
}

// For each set of lanes: where the bytes of its first lane are, then those of the next; zeroes behind the last.
struct CompressTable {
  alignas(16) std::uint8_t at[16][16];
};

constexpr CompressTable kCompress = [] {
  CompressTable table{};
  for (unsigned lanes = 0; lanes < 16; ++lanes) {
    std::uint8_t* out = table.at[lanes];
    for (unsigned byte = 0; byte < 16; ++byte) {
      if ((lanes >> byte / 4 & 1) != 0) *out++ = static_cast<std::uint8_t>(byte);
    }
  }
  return table;
}();

inline void store_lanes_neon(const std::uint32_t* values, unsigned lanes, std::uint32_t* out) {
  const uint8x16_t all = vreinterpretq_u8_u32(vld1q_u32(values));
  vst1q_u32(out, vreinterpretq_u32_u8(vqtbl1q_u8(all, vld1q_u8(kCompress.at[lanes]))));
}

// Works on copies of the sets: behind a reference the pointers are loaded again after each store.
std::size_t match_neon(const Keyed& a, const Keyed& b, std::uint32_t* of_a, std::uint32_t* of_b) {
  return match_blocks<4, lanes_in, store_lanes_neon>(Keyed(a), Keyed(b), of_a, of_b);
}

// Goes on while eight are equal; the loop of one entry a step finds the first that is not.
std::size_t count_shared_neon(const std::uint32_t* a, std::size_t size_a, const std::uint32_t* b, std::size_t size_b) {
  return count_blocks<4, lanes_in>(a, size_a, b, size_b);
}

std::size_t equal_run_neon(const std::uint32_t* a, const std::uint32_t* b, std::size_t n) {
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    const uint32x4_t first = vceqq_u32(vld1q_u32(a + i), vld1q_u32(b + i));
    const uint32x4_t second = vceqq_u32(vld1q_u32(a + i + 4), vld1q_u32(b + i + 4));
    if (vminvq_u32(vandq_u32(first, second)) == 0) break;
  }
  return i + equal_run_scalar(a + i, b + i, n - i);
}

std::size_t count_flags_neon(const std::uint8_t* bytes, std::size_t n, std::uint8_t mask, std::uint8_t set) {
  const uint8x16_t masks = vdupq_n_u8(mask), sets = vdupq_n_u8(set);
  std::size_t count = 0, i = 0;
  for (; i + 16 <= n; i += 16) {
    count += vaddvq_u8(vshrq_n_u8(vceqq_u8(vandq_u8(vld1q_u8(bytes + i), masks), sets), 7));
  }
  return count + count_flags_scalar(bytes + i, n - i, mask, set);
}

#endif

}  // namespace

Match match(Kernel kernel) {
#if defined(__x86_64__)
  if (kernel == Kernel::kAvx512) return match_avx512;
  if (kernel == Kernel::kAvx2) return match_avx2;
#elif defined(__aarch64__)
  if (kernel == Kernel::kNeon) return match_neon;
#endif
  (void)kernel;
  return match_scalar;
}

CountShared count_shared(Kernel kernel) {
#if defined(__x86_64__)
  if (kernel == Kernel::kAvx512 || kernel == Kernel::kAvx2) return count_shared_avx2;
#elif defined(__aarch64__)
  if (kernel == Kernel::kNeon) return count_shared_neon;
#endif
  (void)kernel;
  return count_shared_scalar;
}

CountFlags count_flags(Kernel kernel) {
#if defined(__x86_64__)
  if (kernel == Kernel::kAvx512) return count_flags_avx512;
  if (kernel == Kernel::kAvx2) return count_flags_avx2;
#elif defined(__aarch64__)
  if (kernel == Kernel::kNeon) return count_flags_neon;
#endif
  (void)kernel;
  return count_flags_scalar;
}

EqualRun equal_run(Kernel kernel) {
#if defined(__x86_64__)
  if (kernel == Kernel::kAvx512) return equal_run_avx512;
  if (kernel == Kernel::kAvx2) return equal_run_avx2;
#elif defined(__aarch64__)
  if (kernel == Kernel::kNeon) return equal_run_neon;
#endif
  (void)kernel;
  return equal_run_scalar;
}

}  // namespace newsecho::verify_detail
