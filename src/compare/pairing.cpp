#include "compare/pairing.h"

#include <algorithm>

namespace newsecho::compare_detail {
namespace {

// Fewer tokens stand elsewhere by chance: "in the United States".
constexpr std::uint32_t kLeastMoved = 6;

// The best chain that ends at or before each place of B, for places asked in any order: a Fenwick tree.
class BestBefore {
 public:
  explicit BestBefore(std::size_t places) : best_(places + 1) {}

  struct Chain {
    std::uint64_t tokens = 0;
    std::size_t last = ~std::size_t{0};
  };

  Chain up_to(std::uint32_t place) const {
    Chain best;
    for (std::size_t i = place + 1; i > 0; i -= i & (~i + 1)) best = better(best, best_[i - 1]);
    return best;
  }
  void put(std::uint32_t place, const Chain& chain) {
    for (std::size_t i = place + 1; i <= best_.size(); i += i & (~i + 1)) best_[i - 1] = better(best_[i - 1], chain);
  }

 private:
  static Chain better(const Chain& x, const Chain& y) {
    return y.tokens > x.tokens || (y.tokens == x.tokens && y.last < x.last) ? y : x;
  }
  std::vector<Chain> best_;
};

// Returns which stretches follow each other in both texts: the chain with the most tokens.
std::vector<bool> in_order(const std::vector<Stretch>& s, std::size_t tokens_b) {
  std::vector<std::size_t> by_end(s.size()), before(s.size());
  for (std::size_t i = 0; i < s.size(); ++i) by_end[i] = i;
  std::sort(by_end.begin(), by_end.end(), [&](std::size_t x, std::size_t y) {
    return std::pair(s[x].a + s[x].tokens, x) < std::pair(s[y].a + s[y].tokens, y);
  });
  BestBefore best(tokens_b);
  std::vector<BestBefore::Chain> chains(s.size());
  BestBefore::Chain longest;
  // `s` ascends by its beginning in A: before each, those that end in front of it are put in.
  std::size_t ended = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    for (; ended < s.size() && s[by_end[ended]].a + s[by_end[ended]].tokens <= s[i].a; ++ended) {
      const Stretch& done = s[by_end[ended]];
      best.put(done.b + done.tokens, chains[by_end[ended]]);
    }
    const BestBefore::Chain chain = best.up_to(s[i].b);
    before[i] = chain.last;
    chains[i] = {chain.tokens + s[i].tokens, i};
    if (chains[i].tokens > longest.tokens) longest = chains[i];
  }
  std::vector<bool> chosen(s.size());
  for (std::size_t i = longest.last; i < s.size(); i = before[i]) chosen[i] = true;
  return chosen;
}

// "On Wall Street" between two long passages that differ is chance, though it is a shingle.
constexpr std::uint32_t kMostByChance = 6;  // words

void drop_chance(Pairing& pairing) {
  struct Run {
    std::uint32_t a, b, words;
  };
  std::vector<Run> runs;
  const auto n = static_cast<std::uint32_t>(pairing.a.partner.size());
  const auto m = static_cast<std::uint32_t>(pairing.b.partner.size());
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::uint32_t j = pairing.a.partner[i];
    if (j == kNone) continue;
    const bool goes_on =
        !runs.empty() && runs.back().a + runs.back().words == i && runs.back().b + runs.back().words == j;
    if (goes_on) {
      ++runs.back().words;
    } else {
      runs.push_back({i, j, 1});
    }
  }
  std::uint32_t end_a = 0, end_b = 0;  // of the last run that stays
  for (std::size_t r = 0; r < runs.size(); ++r) {
    const Run& run = runs[r];
    const std::uint32_t to_a = r + 1 < runs.size() ? runs[r + 1].a : n, to_b = r + 1 < runs.size() ? runs[r + 1].b : m;
    const std::uint32_t left = std::max(run.a - end_a, run.b - end_b);
    const std::uint32_t right = std::max(to_a - run.a - run.words, to_b - run.b - run.words);
    if (run.words <= kMostByChance && 2 * run.words <= std::min(left, right)) {
      for (std::uint32_t w = 0; w < run.words; ++w) pairing.a.partner[run.a + w] = pairing.b.partner[run.b + w] = kNone;
    } else {
      end_a = run.a + run.words, end_b = run.b + run.words;
    }
  }
}

// Marks the words all of whose tokens are in stretches of the other text.
std::vector<bool> moved(const Words& words, const std::vector<bool>& elsewhere) {
  std::vector<bool> out(words.words.size());
  for (std::size_t w = 0; w < out.size(); ++w) {
    const Word& word = words.words[w];
    out[w] = word.tokens > 0;
    for (std::uint32_t t = 0; t < word.tokens; ++t) out[w] = out[w] && elsewhere[word.first_token + t];
  }
  return out;
}

}  // namespace

Pairing pair_words(const Words& a, const Words& b, const std::vector<Stretch>& stretches) {
  Pairing out;
  out.a.partner.assign(a.words.size(), kNone);
  out.b.partner.assign(b.words.size(), kNone);
  std::vector<bool> elsewhere_a(a.tokens.size()), elsewhere_b(b.tokens.size());
  const std::vector<bool> chosen = in_order(stretches, b.tokens.size());
  for (std::size_t s = 0; s < stretches.size(); ++s) {
    const Stretch& stretch = stretches[s];
    for (std::uint32_t t = 0; t < stretch.tokens; ++t) {
      if (!chosen[s] && stretch.tokens >= kLeastMoved) elsewhere_a[stretch.a + t] = elsewhere_b[stretch.b + t] = true;
      const std::uint32_t i = a.word_of[stretch.a + t], j = b.word_of[stretch.b + t];
      const Word &x = a.words[i], &y = b.words[j];
      // Only whole words are the same: both begin here and end within the stretch.
      const bool whole = x.first_token == stretch.a + t && y.first_token == stretch.b + t && x.tokens == y.tokens &&
                         t + x.tokens <= stretch.tokens;
      if (chosen[s] && whole) {
        out.a.partner[i] = j;
        out.b.partner[j] = i;
      }
    }
  }
  drop_chance(out);
  out.a.moved = moved(a, elsewhere_a);
  out.b.moved = moved(b, elsewhere_b);
  return out;
}

std::vector<Gap> gaps(const Pairing& pairing) {
  std::vector<Gap> out;
  const auto n = static_cast<std::uint32_t>(pairing.a.partner.size());
  const auto m = static_cast<std::uint32_t>(pairing.b.partner.size());
  for (std::uint32_t i = 0, j = 0;;) {
    Gap gap{i, i, j, j};
    while (gap.a_end < n && pairing.a.partner[gap.a_end] == kNone) ++gap.a_end;
    while (gap.b_end < m && pairing.b.partner[gap.b_end] == kNone) ++gap.b_end;
    out.push_back(gap);
    if (gap.a_end == n || gap.b_end == m) return out;
    i = gap.a_end + 1;
    j = gap.b_end + 1;
  }
}

}  // namespace newsecho::compare_detail
