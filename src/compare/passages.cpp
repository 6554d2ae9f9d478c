#include "compare/passages.h"

#include <algorithm>

namespace newsecho::compare_detail {
namespace {

constexpr std::uint32_t kNone = ~std::uint32_t{0};

// Returns which stretches follow each other in both texts: the chain with the most tokens.
std::vector<bool> in_order(const std::vector<Stretch>& s) {
  std::vector<std::uint64_t> best(s.size());
  std::vector<std::size_t> before(s.size(), s.size());
  std::size_t last = s.size();
  for (std::size_t i = 0; i < s.size(); ++i) {
    best[i] = s[i].tokens;
    for (std::size_t j = 0; j < i; ++j) {
      const bool follows = s[j].a + s[j].tokens <= s[i].a && s[j].b + s[j].tokens <= s[i].b;
      if (follows && best[j] + s[i].tokens > best[i]) {
        best[i] = best[j] + s[i].tokens;
        before[i] = j;
      }
    }
    if (last == s.size() || best[i] > best[last]) last = i;
  }
  std::vector<bool> chosen(s.size());
  for (; last < s.size(); last = before[last]) chosen[last] = true;
  return chosen;
}

struct Side {
  std::vector<std::uint32_t> partner;  // word -> word of the other text, where both are the same in order
  std::vector<std::uint32_t> matched;  // tokens of the word that stand anywhere in the other text
};

bool moved(const Words& words, const Side& side, std::uint32_t word) {
  return words.words[word].tokens > 0 && side.matched[word] == words.words[word].tokens;
}

class Tiler {
 public:
  Tiler(const Words& a, const Words& b) : a_(a), b_(b) {}

  void add(Passage::Kind kind, std::uint32_t a, std::uint32_t b) {
    const bool in_a = kind == Passage::kSame || kind == Passage::kOnlyA || kind == Passage::kMovedA;
    const bool in_b = kind == Passage::kSame || kind == Passage::kOnlyB || kind == Passage::kMovedB;
    if (out_.empty() || out_.back().kind != kind || out_.back().ends_sentence) {
      out_.push_back({kind, at_a_, at_a_, at_b_, at_b_, false});
    }
    if (in_a) out_.back().a_end = at_a_ = a_.words[a].end;
    if (in_b) out_.back().b_end = at_b_ = b_.words[b].end;
    out_.back().ends_sentence = kind == Passage::kSame && a_.words[a].ends_sentence;
  }
  std::vector<Passage> take() && { return std::move(out_); }

 private:
  const Words &a_, &b_;
  std::uint32_t at_a_ = 0, at_b_ = 0;
  std::vector<Passage> out_;
};

}  // namespace

std::vector<Passage> passages(const Words& a, const Words& b, const std::vector<Stretch>& stretches) {
  Side side_a{std::vector<std::uint32_t>(a.words.size(), kNone), std::vector<std::uint32_t>(a.words.size())};
  Side side_b{std::vector<std::uint32_t>(b.words.size(), kNone), std::vector<std::uint32_t>(b.words.size())};
  std::vector<bool> seen_b(b.tokens.size());
  const std::vector<bool> chosen = in_order(stretches);
  for (std::size_t s = 0; s < stretches.size(); ++s) {
    const Stretch& stretch = stretches[s];
    for (std::uint32_t t = 0; t < stretch.tokens; ++t) {
      const std::uint32_t i = a.word_of[stretch.a + t], j = b.word_of[stretch.b + t];
      ++side_a.matched[i];
      if (!seen_b[stretch.b + t]) ++side_b.matched[j];
      seen_b[stretch.b + t] = true;
      const Word &x = a.words[i], &y = b.words[j];
      // Only whole words are the same: both begin here and end within the stretch.
      const bool whole = x.first_token == stretch.a + t && y.first_token == stretch.b + t && x.tokens == y.tokens &&
                         t + x.tokens <= stretch.tokens;
      if (chosen[s] && whole) {
        side_a.partner[i] = j;
        side_b.partner[j] = i;
      }
    }
  }
  Tiler tiler(a, b);
  std::uint32_t i = 0, j = 0;
  const auto n = static_cast<std::uint32_t>(a.words.size()), m = static_cast<std::uint32_t>(b.words.size());
  while (i < n || j < m) {
    for (; i < n && side_a.partner[i] == kNone; ++i) {
      tiler.add(moved(a, side_a, i) ? Passage::kMovedA : Passage::kOnlyA, i, 0);
    }
    for (; j < m && side_b.partner[j] == kNone; ++j) {
      tiler.add(moved(b, side_b, j) ? Passage::kMovedB : Passage::kOnlyB, 0, j);
    }
    if (i < n && j < m) tiler.add(Passage::kSame, i++, j++);
  }
  return std::move(tiler).take();
}

}  // namespace newsecho::compare_detail
