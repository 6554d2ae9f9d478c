#include "compare/passages.h"

#include <algorithm>

namespace newsecho::compare_detail {
namespace {

using Ends = std::vector<std::uint32_t>;  // one past the last word of each sentence

class Tiler {
 public:
  Tiler(const Words& a, const Words& b, const Pairing& pairing, const Facts& facts)
      : a_(a), b_(b), pairing_(pairing), facts_(facts) {}

  void add(const Gap& gap) {
    std::uint32_t i = gap.a_begin, j = gap.b_begin;
    if (!fresh_) {
      // First what ends the sentence begun, where it has not ended yet.
      const Ends a = ends(a_, i, gap.a_end), b = ends(b_, j, gap.b_end);
      if ((a_done_ || !a.empty()) && (b_done_ || !b.empty())) {
        const std::uint32_t to_a = a_done_ ? i : a[0], to_b = b_done_ ? j : b[0];
        row(i, to_a, j, to_b);
        i = to_a, j = to_b;
      }
    }
    if (fresh_) {
      whole_sentences(ends(a_, i, gap.a_end), ends(b_, j, gap.b_end), i, j);
    }
    put_a(i, gap.a_end);
    put_b(j, gap.b_end);
  }

  // `next` is the gap behind the two words.
  void add_same(std::uint32_t i, std::uint32_t j, const Gap& next) {
    put(Passage::kSame, Passage::kNoFact);
    out_.back().a_end = at_a_ = a_.words[i].end;
    out_.back().b_end = at_b_ = b_.words[j].end;
    a_done_ = a_.words[i].ends_sentence, b_done_ = b_.words[j].ends_sentence;
    // Where one goes on with words of its own its sentence ends later.
    const bool a_goes_on = !a_done_ && next.a_end > next.a_begin, b_goes_on = !b_done_ && next.b_end > next.b_begin;
    if ((a_done_ && !b_goes_on) || (b_done_ && !a_goes_on)) end_row();
  }

  std::vector<Passage> take() && { return std::move(out_); }

 private:
  static Ends ends(const Words& words, std::uint32_t begin, std::uint32_t end) {
    Ends out;
    for (std::uint32_t w = begin; w < end; ++w) {
      if (words.words[w].ends_sentence) out.push_back(w + 1);
    }
    return out;
  }

  // As many sentences on either side stand in pairs; sentences of one side alone have a row each.
  void whole_sentences(const Ends& a, const Ends& b, std::uint32_t& i, std::uint32_t& j) {
    if (!a.empty() && !b.empty() && a.size() != b.size()) {
      row(i, a.back(), j, b.back());
      i = a.back(), j = b.back();
      return;
    }
    for (std::size_t s = 0; s < std::max(a.size(), b.size()); ++s) {
      const std::uint32_t to_a = s < a.size() ? a[s] : i, to_b = s < b.size() ? b[s] : j;
      row(i, to_a, j, to_b);
      i = to_a, j = to_b;
    }
  }

  void row(std::uint32_t i, std::uint32_t to_a, std::uint32_t j, std::uint32_t to_b) {
    put_a(i, to_a);
    put_b(j, to_b);
    end_row();
  }

  void put_a(std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t w = begin; w < end; ++w) {
      put(pairing_.a.moved[w] ? Passage::kMovedA : Passage::kOnlyA, facts_.of_a[w]);
      out_.back().a_end = at_a_ = a_.words[w].end;
    }
  }

  void put_b(std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t w = begin; w < end; ++w) {
      put(pairing_.b.moved[w] ? Passage::kMovedB : Passage::kOnlyB, facts_.of_b[w]);
      out_.back().b_end = at_b_ = b_.words[w].end;
    }
  }

  // Makes the last passage one of this kind.
  void put(Passage::Kind kind, Passage::Fact fact) {
    if (fresh_ || out_.back().kind != kind || out_.back().fact != fact) {
      out_.push_back({kind, fact, at_a_, at_a_, at_b_, at_b_, false});
    }
    fresh_ = false;
  }

  void end_row() {
    if (!out_.empty()) out_.back().ends_sentence = true;
    fresh_ = true;
  }

  const Words &a_, &b_;
  const Pairing& pairing_;
  const Facts& facts_;
  std::uint32_t at_a_ = 0, at_b_ = 0;
  bool fresh_ = true;                     // a row begins
  bool a_done_ = false, b_done_ = false;  // the last word that is the same ended a sentence
  std::vector<Passage> out_;
};

}  // namespace

std::vector<Passage> passages(const Words& a, const Words& b, const Pairing& pairing, const Facts& facts) {
  Tiler tiler(a, b, pairing, facts);
  const std::vector<Gap> between = gaps(pairing);
  for (std::size_t g = 0; g < between.size(); ++g) {
    tiler.add(between[g]);
    if (g + 1 < between.size()) tiler.add_same(between[g].a_end, between[g].b_end, between[g + 1]);
  }
  return std::move(tiler).take();
}

}  // namespace newsecho::compare_detail
