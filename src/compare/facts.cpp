#include "compare/facts.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <utility>

namespace newsecho::compare_detail {
namespace {

constexpr std::uint32_t kLongestSlot = 12;  // words, as verification has it

struct Fact {
  std::uint32_t first, last;   // words
  std::vector<Number> values;  // of a number; "1-3/4" has three
  std::uint64_t hash = 0;      // of a name
};

// A number at the precision it is written with: zeros at the end of a whole number are a rounding if there
// are three of them.
Number as_rounded(Number n) {
  constexpr int kRoundedZeros = 3;
  if (n.exponent != 0) return n;
  Number short_one = n;
  for (; short_one.mantissa != 0 && short_one.mantissa % 10 == 0; short_one.mantissa /= 10) ++short_one.exponent;
  return short_one.exponent >= kRoundedZeros ? short_one : n;
}

// 11,908,000 and 11.9 mln say the same, at the precision of the coarser one; 2020 and 2021 do not.
bool says_the_same(const Number& a, const Number& b) {
  const Number x = as_rounded(a), y = as_rounded(b);
  const Number &coarse = x.exponent > y.exponent ? x : y, &fine = x.exponent > y.exponent ? y : x;
  const double apart = std::abs(static_cast<double>(fine.mantissa) * std::pow(10.0, fine.exponent - coarse.exponent) -
                                static_cast<double>(coarse.mantissa));
  return apart <= (std::abs(coarse.mantissa) < 10 ? 0 : 0.5) + 1e-9;
}

class Slot {
 public:
  Slot(const Words& words, std::string_view text, std::uint32_t begin, std::uint32_t end)
      : words_(words), text_(text), begin_(begin), end_(end) {}

  // "42.2 mln" is one number of two words.
  std::vector<Fact> numbers() const {
    std::vector<Fact> out;
    for (std::uint32_t w = begin_; w < end_; ++w) {
      if (!words_.words[w].digit || words_.words[w].stripped) continue;
      // The scale may stand behind the gap, the same in both.
      const std::uint32_t most = std::min<std::uint32_t>(w + 2, static_cast<std::uint32_t>(words_.words.size()));
      std::vector<Number> alone = tokens(w, w + 1).numbers, with_next = tokens(w, most).numbers;
      if (alone.empty() || with_next.size() < alone.size()) continue;
      with_next.resize(alone.size());
      const bool scaled = w + 1 < end_ && with_next.back() != alone.back();
      out.push_back({w, scaled ? w + 1 : w, std::move(with_next), 0});
      w = out.back().last;
    }
    return out;
  }

  // Capitalised words in a row are one name.
  std::vector<Fact> names() const {
    std::vector<Fact> out;
    for (std::uint32_t w = begin_; w < end_; ++w) {
      if (!is_capital(w)) continue;
      // The first word of a sentence is a name if the next is one, too.
      const bool starts = w == 0 || words_.words[w - 1].ends_sentence;
      if (starts && (w + 1 >= end_ || !is_capital(w + 1) || words_.words[w].ends_sentence)) continue;
      const Word& word = words_.words[w];
      if (!out.empty() && out.back().last + 1 == w) {
        out.back().last = w;
        out.back().hash = out.back().hash * 31 + word.hash;
      } else {
        out.push_back({w, w, {}, word.hash});
      }
    }
    return out;
  }

 private:
  bool is_capital(std::uint32_t w) const {
    return words_.words[w].capital && !words_.words[w].digit && !words_.words[w].stripped;
  }

  Tokens tokens(std::uint32_t begin, std::uint32_t end) const {
    const std::string_view bytes =
        text_.substr(words_.words[begin].begin, words_.words[end - 1].end - words_.words[begin].begin);
    return tokenise(normalise(bytes), bytes);
  }

  const Words& words_;
  std::string_view text_;
  std::uint32_t begin_, end_;
};

// Takes out what both have.
template <typename Same>
void drop_equal(std::vector<Fact>& a, std::vector<Fact>& b, const Same& same) {
  for (std::size_t i = 0; i < a.size();) {
    const auto twin = std::find_if(b.begin(), b.end(), [&](const Fact& y) { return same(a[i], y); });
    if (twin == b.end()) {
      ++i;
      continue;
    }
    b.erase(twin);
    a.erase(a.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

class Finder {
 public:
  Finder(const Words& a, std::string_view text_a, const Words& b, std::string_view text_b)
      : a_(a), b_(b), text_a_(text_a), text_b_(text_b) {
    out_.of_a.resize(a.words.size());
    out_.of_b.resize(b.words.size());
    for (std::size_t w = 0; w < a.words.size(); ++w) out_.of_a[w] = at_first(a.words[w]);
    for (std::size_t w = 0; w < b.words.size(); ++w) out_.of_b[w] = at_first(b.words[w]);
  }

  void look(const Gap& gap) {
    const std::uint32_t n = gap.a_end - gap.a_begin, m = gap.b_end - gap.b_begin;
    if (n == 0 || m == 0 || std::max(n, m) > kLongestSlot) return;
    const Slot a(a_, text_a_, gap.a_begin, gap.a_end), b(b_, text_b_, gap.b_begin, gap.b_end);
    std::vector<Fact> x = a.numbers(), y = b.numbers();
    drop_equal(x, y, [](const Fact& p, const Fact& q) {
      return p.values.size() == q.values.size() &&
             std::equal(p.values.begin(), p.values.end(), q.values.begin(), says_the_same);
    });
    note(Passage::kNumber, x, y);
    x = a.names(), y = b.names();
    drop_equal(x, y, [](const Fact& p, const Fact& q) { return p.hash == q.hash; });
    note(Passage::kName, x, y);
  }

  Facts take() && { return std::move(out_); }

 private:
  static Passage::Fact at_first(const Word& word) { return word.stripped ? Passage::kBoilerplate : Passage::kNoFact; }

  // Where one has more of them than the other nobody can tell which became which: they are one change.
  void note(Passage::Fact fact, const std::vector<Fact>& x, const std::vector<Fact>& y) {
    if (x.empty() || y.empty()) return;
    for (const Fact& f : x) std::fill(&out_.of_a[f.first], &out_.of_a[f.last] + 1, fact);
    for (const Fact& f : y) std::fill(&out_.of_b[f.first], &out_.of_b[f.last] + 1, fact);
    const bool paired = x.size() == y.size();
    for (std::size_t i = 0; i < (paired ? x.size() : 1); ++i) {
      Change change{fact};
      std::tie(change.a_begin, change.a_end) = bytes(a_, text_a_, x[i].first, paired ? x[i].last : x.back().last);
      std::tie(change.b_begin, change.b_end) = bytes(b_, text_b_, y[i].first, paired ? y[i].last : y.back().last);
      out_.changes.push_back(change);
    }
  }

  // Without the spaces and signs around them.
  static std::pair<std::uint32_t, std::uint32_t> bytes(const Words& words, std::string_view text, std::uint32_t first,
                                                       std::uint32_t last) {
    std::uint32_t begin = words.words[first].begin, end = words.words[last].end;
    constexpr std::string_view kAround = " \t\r\n,;:.!?\"'()";
    while (end > begin && kAround.find(text[end - 1]) != std::string_view::npos) --end;
    while (begin < end && kAround.find(text[begin]) != std::string_view::npos) ++begin;
    return {begin, end};
  }

  const Words &a_, &b_;
  std::string_view text_a_, text_b_;
  Facts out_;
};

}  // namespace

Facts facts(const Words& a, std::string_view text_a, const Words& b, std::string_view text_b, const Pairing& pairing) {
  Finder finder(a, text_a, b, text_b);
  for (const Gap& gap : gaps(pairing)) finder.look(gap);
  return std::move(finder).take();
}

}  // namespace newsecho::compare_detail
