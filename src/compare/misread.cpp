#include "compare/misread.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace newsecho::compare_detail {
namespace {

// Editors change the ends of words, too, but of few.
constexpr std::uint32_t kLeastWords = 8;
constexpr std::uint32_t kLeastPercent = 4;
constexpr std::size_t kLeastLetters = 4, kMostLetters = 30;

std::string letters_of(const Words& words, std::string_view text, std::uint32_t word) {
  const Word& w = words.words[word];
  std::string bytes(text.substr(w.begin, w.end - w.begin));
  while (!bytes.empty() && std::string_view(" \t\r\n.,;:!?\"')").find(bytes.back()) != std::string_view::npos) {
    bytes.pop_back();
  }
  return bytes;
}

// Levenshtein's distance in bytes.
std::size_t edits(std::string_view x, std::string_view y) {
  std::vector<std::size_t> row(y.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (const char c : x) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < y.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (c == y[j] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

bool looks_misread(const Words& a, std::string_view text_a, const Words& b, std::string_view text_b,
                   const Pairing& pairing) {
  std::uint32_t misread = 0;
  for (const Gap& gap : gaps(pairing)) {
    if (gap.a_end - gap.a_begin != gap.b_end - gap.b_begin) continue;
    for (std::uint32_t i = gap.a_begin, j = gap.b_begin; i < gap.a_end; ++i, ++j) {
      const std::string x = letters_of(a, text_a, i), y = letters_of(b, text_b, j);
      const std::size_t longer = std::max(x.size(), y.size());
      if (std::min(x.size(), y.size()) < kLeastLetters || longer > kMostLetters || a.words[i].digit) continue;
      misread += edits(x, y) <= std::max<std::size_t>(1, longer / 3) ? 1 : 0;
    }
  }
  const auto shorter = static_cast<std::uint32_t>(std::min(a.words.size(), b.words.size()));
  return misread >= kLeastWords && 100ull * misread >= std::uint64_t{kLeastPercent} * shorter;
}

}  // namespace newsecho::compare_detail
