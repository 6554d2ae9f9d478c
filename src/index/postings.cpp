#include "index/postings.h"

#include <array>

namespace newsecho::index {

namespace {

constexpr unsigned kPartBits = 10;
constexpr std::size_t kParts = std::size_t{1} << kPartBits;
constexpr std::size_t kSmall = 4096;

std::size_t part_of(const Posting& p) { return p.key >> (64 - kPartBits); }

}  // namespace

void sort_postings(LargeVector<Posting>& postings, LargeVector<Posting>& scratch) {
  if (postings.size() < kSmall) {
    std::sort(postings.begin(), postings.end());
    return;
  }
  std::array<std::size_t, kParts + 1> begin{};
  for (const Posting& p : postings) {
    ++begin[part_of(p) + 1];
  }
  for (std::size_t i = 0; i < kParts; ++i) {
    begin[i + 1] += begin[i];
  }
  scratch.resize(postings.size());
  std::array<std::size_t, kParts + 1> at = begin;
  for (const Posting& p : postings) {
    scratch[at[part_of(p)]++] = p;
  }
  for (std::size_t i = 0; i < kParts; ++i) {
    std::sort(scratch.begin() + static_cast<std::ptrdiff_t>(begin[i]),
              scratch.begin() + static_cast<std::ptrdiff_t>(begin[i + 1]));
  }
  postings.swap(scratch);
}

}  // namespace newsecho::index
