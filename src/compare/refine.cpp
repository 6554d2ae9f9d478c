#include <algorithm>

#include "compare/pairing.h"

namespace newsecho::compare_detail {
namespace {

// Cells of the table: beyond, two passages stand there that have nothing to do with each other.
constexpr std::uint64_t kMostCells = 1u << 19;

// Equal words, one after the other in both texts.
struct Run {
  std::uint32_t a, b, words;
};

// A word of three letters is met by chance.
std::uint32_t weight(const Word& word) { return word.end - word.begin <= 4 && !word.digit ? 2 : 5; }

// The heaviest common subsequence of two gaps, as runs.
class Common {
 public:
  std::vector<Run> runs(const Words& a, const Words& b, const Pairing& pairing, const Gap& gap) {
    const std::uint32_t n = gap.a_end - gap.a_begin, m = gap.b_end - gap.b_begin;
    const std::size_t row = std::size_t{m} + 1;
    best_.assign((n + 1) * row, 0);
    const auto equal = [&](std::uint32_t i, std::uint32_t j) {
      const Word &x = a.words[gap.a_begin + i], &y = b.words[gap.b_begin + j];
      return x.hash == y.hash && x.tokens == y.tokens && x.tokens > 0 && !x.stripped && !y.stripped &&
             !pairing.a.moved[gap.a_begin + i] && !pairing.b.moved[gap.b_begin + j];
    };
    for (std::uint32_t i = n; i-- > 0;) {
      for (std::uint32_t j = m; j-- > 0;) {
        std::uint32_t best = std::max(best_[(i + 1) * row + j], best_[i * row + j + 1]);
        if (equal(i, j)) best = std::max(best, best_[(i + 1) * row + j + 1] + weight(a.words[gap.a_begin + i]));
        best_[i * row + j] = best;
      }
    }
    std::vector<Run> out;
    for (std::uint32_t i = 0, j = 0; i < n && j < m;) {
      if (equal(i, j) && best_[i * row + j] == best_[(i + 1) * row + j + 1] + weight(a.words[gap.a_begin + i])) {
        const bool goes_on =
            !out.empty() && out.back().a + out.back().words == i && out.back().b + out.back().words == j;
        goes_on ? ++out.back().words : (out.push_back({i, j, 1}), 0u);
        ++i, ++j;
      } else if (best_[(i + 1) * row + j] >= best_[i * row + j + 1]) {
        ++i;
      } else {
        ++j;
      }
    }
    return out;
  }

 private:
  std::vector<std::uint32_t> best_;
};

// Words in common that are fewer than what changed on either side of them help nobody to read: the smallest
// such run goes first, until each that is left is longer than one of its neighbours (as Fraser's diff-match-patch
// cleans up for meaning).
void drop_chance(std::vector<Run>& runs, std::uint32_t n, std::uint32_t m) {
  while (true) {
    std::size_t worst = runs.size();
    for (std::size_t r = 0; r < runs.size(); ++r) {
      const Run& run = runs[r];
      const std::uint32_t from_a = r == 0 ? 0 : runs[r - 1].a + runs[r - 1].words;
      const std::uint32_t from_b = r == 0 ? 0 : runs[r - 1].b + runs[r - 1].words;
      const std::uint32_t to_a = r + 1 < runs.size() ? runs[r + 1].a : n,
                          to_b = r + 1 < runs.size() ? runs[r + 1].b : m;
      const std::uint32_t left = std::max(run.a - from_a, run.b - from_b);
      const std::uint32_t right = std::max(to_a - run.a - run.words, to_b - run.b - run.words);
      if (run.words > std::min(left, right)) continue;
      if (worst == runs.size() || run.words < runs[worst].words) worst = r;
    }
    if (worst == runs.size()) return;
    runs.erase(runs.begin() + static_cast<std::ptrdiff_t>(worst));
  }
}

}  // namespace

void refine(const Words& a, const Words& b, Pairing& pairing) {
  Common common;
  for (const Gap& gap : gaps(pairing)) {
    const std::uint32_t n = gap.a_end - gap.a_begin, m = gap.b_end - gap.b_begin;
    if (n == 0 || m == 0 || std::uint64_t{n} * m > kMostCells) continue;
    std::vector<Run> runs = common.runs(a, b, pairing, gap);
    drop_chance(runs, n, m);
    for (const Run& run : runs) {
      for (std::uint32_t w = 0; w < run.words; ++w) {
        pairing.a.partner[gap.a_begin + run.a + w] = gap.b_begin + run.b + w;
        pairing.b.partner[gap.b_begin + run.b + w] = gap.a_begin + run.a + w;
      }
    }
  }
}

}  // namespace newsecho::compare_detail
