#include "compare/words.h"

#include <utf8proc.h>

#include <algorithm>
#include <iterator>

#include "base/hash.h"

namespace newsecho::compare_detail {
namespace {

struct Range {
  utf8proc_int32_t first, last;
};

// Scripts whose words are not parted by spaces.
constexpr Range kUnspaced[] = {{0x0e00, 0x0eff}, {0x1000, 0x109f}, {0x1780, 0x17ff},
                               {0x2e80, 0x9fff}, {0xf900, 0xfaff}, {0x20000, 0x3ffff}};

bool unspaced(utf8proc_int32_t point) {
  for (const Range& range : kUnspaced) {
    if (point >= range.first && point <= range.last) return true;
  }
  return false;
}

bool space(utf8proc_int32_t point) {
  switch (utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return true;
    default:
      return point < 0x20 && point != 0x1b;  // an escape sequence stays in one piece
  }
}

bool mark(utf8proc_int32_t point) {
  const utf8proc_category_t category = utf8proc_category(point);
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
}

bool sentence_sign(utf8proc_int32_t point) { return point == '.' || point == '!' || point == '?'; }

bool closing_quote(utf8proc_int32_t point) {
  return point == '"' || point == '\'' || point == ')' || point == 0x201d || point == 0x2019;
}

bool opens_sentence(utf8proc_int32_t point) {
  return utf8proc_category(point) == UTF8PROC_CATEGORY_LU || point == 0x201c;
}

// What stands before a code point, as far as it tells whether two sentences are glued together there:
// "...the rate.The bank" is cut, "U.S.Treasury" and "9.30" are not.
class Glue {
 public:
  // Whether a sentence begins with `point` though no space stands before it.
  bool begins(utf8proc_int32_t point) const { return ended_ && opens_sentence(point); }

  void pass(utf8proc_int32_t point) {
    if (sentence_sign(point)) {
      ended_ = letters_ >= 2;
      letters_ = 0;
    } else if (!(ended_ && closing_quote(point))) {
      letters_ = utf8proc_category(point) == UTF8PROC_CATEGORY_LL ? letters_ + 1 : 0;
      ended_ = false;
    }
  }

 private:
  int letters_ = 0;  // small ones in a row
  bool ended_ = false;
};

// Cuts before each word; returns where the pieces begin.
std::vector<std::uint32_t> starts(std::string_view text) {
  std::vector<std::uint32_t> begin;
  bool fresh = true;  // a space, an unspaced code point or nothing stands before
  Glue glue;
  for (std::size_t at = 0; at < text.size();) {
    utf8proc_int32_t point = 0xfffd;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at);
    const utf8proc_ssize_t size = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - at), &point);
    if (size <= 0) point = 0xfffd;
    const bool alone = unspaced(point) && !mark(point);
    if (space(point)) {
      fresh = true;
    } else {
      if (alone || ((fresh || glue.begins(point)) && !mark(point))) begin.push_back(static_cast<std::uint32_t>(at));
      fresh = alone;
    }
    glue.pass(point);
    at += size > 0 ? static_cast<std::size_t>(size) : 1;
  }
  return begin;
}

// Whether line ends are those of a typewriter, set where the line was full: many go on with a small letter.
bool is_hard_wrapped(std::string_view text) {
  std::uint32_t ends = 0, small = 0;
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    const std::size_t next = text.find_first_not_of(" \t\r", at + 1);
    if (next == std::string_view::npos || text[next] == '\n' || (at > 0 && text[at - 1] == '\n')) continue;
    ++ends;
    small += text[next] >= 'a' && text[next] <= 'z' ? 1 : 0;
  }
  return ends >= 2 && 5 * small >= 2 * ends;
}

// "Mr.", "E.", "p.m.": a full stop that ends no sentence.
bool is_abbreviation(std::string_view word) {
  static constexpr std::string_view kKnown[] = {"Mr",  "Mrs", "Ms",  "Dr",  "St",   "Sen", "Rep", "Gov",
                                                "Gen", "Lt",  "Col", "Sgt", "Prof", "Rev", "Hon", "vs",
                                                "No",  "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec"};
  while (!word.empty() && (word.front() == '"' || word.front() == '(')) word.remove_prefix(1);
  if (word.empty() || word.back() != '.') return false;
  word.remove_suffix(1);
  if (word.size() == 1) return true;
  const std::size_t stop = word.find('.');
  if (stop != std::string_view::npos && stop <= 2 && word.size() <= 7) return true;
  return std::find(std::begin(kKnown), std::end(kKnown), word) != std::end(kKnown);
}

bool ends_sentence(std::string_view word, bool hard_wrapped) {
  const auto lines = std::count(word.begin(), word.end(), '\n');
  if (lines > (hard_wrapped ? 1 : 0)) return true;
  const auto drop = [&](std::string_view end) {
    if (!word.ends_with(end)) return false;
    word.remove_suffix(end.size());
    return true;
  };
  while (!word.empty() && (static_cast<unsigned char>(word.back()) <= 0x20 || drop("\"") || drop("'") || drop(")") ||
                           drop("\u201d") || drop("\u2019") || drop("\u300d"))) {
    if (!word.empty() && static_cast<unsigned char>(word.back()) <= 0x20) word.remove_suffix(1);
  }
  if (is_abbreviation(word)) return false;
  for (std::string_view end : {".", "!", "?", "\u3002", "\uff01", "\uff1f", "\u0964"}) {
    if (word.ends_with(end)) return true;
  }
  return false;
}

}  // namespace

Words cut(std::string_view text) {
  Words out;
  std::vector<std::uint32_t> begin = starts(text);
  if (begin.empty() && !text.empty()) begin.push_back(0);  // spaces alone
  const bool hard_wrapped = is_hard_wrapped(text);
  Normalised normalised;
  Tokens tokens;
  for (std::size_t i = 0; i < begin.size(); ++i) {
    Word word;
    // What stands before the first word belongs to it.
    word.begin = i == 0 ? 0 : begin[i];
    word.end = i + 1 < begin.size() ? begin[i + 1] : static_cast<std::uint32_t>(text.size());
    const std::string_view bytes = text.substr(word.begin, word.end - word.begin);
    normalise_into(bytes, normalised);
    tokenise_into(normalised, bytes, tokens);
    word.ends_sentence = ends_sentence(bytes, hard_wrapped);
    if (tokens.size() == 0 && !out.words.empty()) {  // signs alone
      out.words.back().end = word.end;
      out.words.back().ends_sentence |= word.ends_sentence;
      continue;
    }
    word.first_token = static_cast<std::uint32_t>(out.tokens.size());
    word.tokens = static_cast<std::uint32_t>(tokens.size());
    for (const std::uint32_t token : tokens.hash) word.hash = base::combine(word.hash, token);
    if (tokens.size() > 0) {
      word.capital = (tokens.flags[0] & kCapital) != 0;
      word.digit = (tokens.flags[0] & kDigit) != 0;
    }
    out.tokens.hash.insert(out.tokens.hash.end(), tokens.hash.begin(), tokens.hash.end());
    out.tokens.flags.insert(out.tokens.flags.end(), tokens.flags.begin(), tokens.flags.end());
    out.word_of.insert(out.word_of.end(), tokens.size(), static_cast<std::uint32_t>(out.words.size()));
    out.words.push_back(word);
  }
  return out;
}

void mark_stripped(const Tokens& of_text, Words& words) {
  std::size_t w = 0;
  for (const Segment& segment : of_text.segments) {
    if (segment.begin == segment.end || (of_text.flags[segment.begin] & kStripped) == 0) continue;
    while (w < words.words.size() && words.words[w].begin < segment.source_begin) ++w;
    for (; w < words.words.size() && words.words[w].begin < segment.source_end; ++w) {
      Word& word = words.words[w];
      word.stripped = true;
      for (std::uint32_t t = 0; t < word.tokens; ++t) words.tokens.flags[word.first_token + t] |= kStripped;
    }
  }
}

}  // namespace newsecho::compare_detail
