#include <algorithm>
#include <array>

#include "newsecho/verify.h"
#include "verify/occurrence.h"
#include "verify/slots.h"

namespace newsecho {

namespace {

// Sorts by value: one pass on the top byte, then insertion within parts of a few entries. Shingles
// are hashes, so the parts are even.
void sort_hashes(std::vector<std::uint64_t>& values, std::vector<std::uint64_t>& scratch) {
  constexpr std::size_t kSmall = 64;
  if (values.size() < kSmall) {
    std::sort(values.begin(), values.end());
    return;
  }
  std::array<std::uint32_t, 257> begin{};
  for (const std::uint64_t v : values) {
    ++begin[(v >> 56) + 1];
  }
  for (std::size_t i = 0; i < 256; ++i) {
    begin[i + 1] += begin[i];
  }
  std::array<std::uint32_t, 257> at = begin;
  scratch.resize(values.size());
  for (const std::uint64_t v : values) {
    scratch[at[v >> 56]++] = v;
  }
  for (std::size_t i = 0; i < 256; ++i) {
    std::sort(scratch.begin() + begin[i], scratch.begin() + begin[i + 1]);
  }
  values.swap(scratch);
}

}  // namespace

void prepare(const Tokens& tokens, absl::Span<const std::uint32_t> title, const Published& published,
             const ShingleOptions& options, Document& out) {
  out.tokens.clear();
  out.flags.clear();
  out.numbers.clear();
  out.occurrences.clear();
  out.title.assign(title.begin(), title.end());
  std::sort(out.title.begin(), out.title.end());
  out.title.erase(std::unique(out.title.begin(), out.title.end()), out.title.end());
  out.published = published;
  std::size_t number = 0;
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    const bool kept = (tokens.flags[i] & kStripped) == 0;
    for (; number < tokens.numbers.size() && tokens.numbers[number].token <= i; ++number) {
      if (kept && tokens.numbers[number].token == i) {
        out.numbers.push_back(tokens.numbers[number]);
        out.numbers.back().token = static_cast<std::uint32_t>(out.tokens.size());
      }
    }
    if (kept) {
      out.tokens.push_back(tokens.hash[i]);
      out.flags.push_back(tokens.flags[i]);
    }
  }
  verify_detail::distinct(out.numbers, out.decimals);
  out.rare.clear();
  out.rarity_known = false;
  out.before.resize(out.tokens.size() + 1);
  Document::Before before;
  for (std::size_t i = 0; i < out.tokens.size(); ++i) {
    before.prose += (out.flags[i] & kProse) != 0 ? 1 : 0;
    before.quoted += (out.flags[i] & kQuoted) != 0 ? 1 : 0;
    out.before[i + 1] = before;
  }
  thread_local std::vector<ShingleHash> shingles;
  thread_local std::vector<std::uint64_t> scratch;
  shingle_into(out.tokens, out.flags, options, shingles);
  const std::size_t n = std::min<std::size_t>(shingles.size(), verify_detail::kMostPositions);
  out.occurrences.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    out.occurrences[i] = verify_detail::occurrence(shingles[i], static_cast<std::uint32_t>(i));
  }
  sort_hashes(out.occurrences, scratch);
  const auto same = [](std::uint64_t a, std::uint64_t b) {
    return verify_detail::shingle_of(a) == verify_detail::shingle_of(b);
  };
  out.occurrences.erase(std::unique(out.occurrences.begin(), out.occurrences.end(), same), out.occurrences.end());
}

}  // namespace newsecho
