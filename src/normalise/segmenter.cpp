#include "normalise/segmenter.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>

#include "normalise/entities.h"
#include "normalise/fold_table.h"
#include "normalise/mojibake.h"
#include "normalise/numbers.h"
#include "normalise/utf8.h"

namespace newsecho::normalising {
namespace {

constexpr std::uint32_t kLongestQuote = 150;  // tokens; a longer one was never closed

constexpr unsigned kLookAt = 0x80;  // beside TokenFlag: the table below does not know

// What the byte a token begins with in the source says of it.
constexpr std::array<std::uint8_t, 256> kFirstByte = [] {
  std::array<std::uint8_t, 256> table{};
  for (unsigned c = 0; c < 256; ++c) {
    table[c] = static_cast<std::uint8_t>(c >= 'A' && c <= 'Z' ? +kCapital : c >= 0x80 || c == '&' ? kLookAt : 0);
  }
  return table;
}();

bool is_space(char c) { return c == ' ' || c == '\n'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_closer(char c) { return c == '"' || c == '\'' || c == ')' || c == ']' || c == '}'; }
bool is_opener(char c) { return c == '\'' || c == '(' || c == '[' || c == '{' || c == '-'; }

}  // namespace

Segmenter::Segmenter(const Normalised& normalised, std::string_view source, Words& words, Tokens& out)
    : text_(normalised.text),
      source_(source),
      normalised_(normalised),
      words_(words),
      out_(out),
      token_offsets_(normalised.steps),
      segment_offsets_(normalised.steps) {}

void Segmenter::run() {
  if (words_.size == 0) return;
  const std::size_t listed = list();
  for (std::size_t i = 0; i < listed; ++i) {
    go_on(words_.listed[i]);
    take(words_.listed[i]);
  }
  go_on(static_cast<std::uint32_t>(words_.size));
  finish();
}

std::size_t Segmenter::list() {
  if (words_.listed.size() < words_.size) words_.listed.resize(words_.size);
  std::uint32_t* const list = words_.listed.data();
  std::size_t listed = 0;
  OffsetCursor offsets(normalised_.steps);
  const char* const text = text_.data();
  const std::string_view source = source_;
  const std::uint32_t* const begins = words_.begin.data();
  const std::uint8_t* const plain = words_.plain.data();
  std::uint8_t* const all_flags = out_.flags.data();
  for (std::size_t i = 0; i < words_.size; ++i) {
    const std::uint32_t begin = begins[i];
    const std::uint32_t at = offsets.source(begin);
    const unsigned first = at < source.size() ? kFirstByte[static_cast<unsigned char>(source[at])] : 0u;
    const unsigned digit = is_digit(text[begin]) ? kDigit : 0;
    all_flags[i] = static_cast<std::uint8_t>((first & kCapital) | digit);
    list[listed] = static_cast<std::uint32_t>(i);
    listed += ((first & kLookAt) | digit | (plain[i] ^ 1u)) != 0 ? 1 : 0;
  }
  return listed;
}

// Tells all tokens before this one, which need no look, whether they are quoted.
void Segmenter::go_on(std::uint32_t token) {
  if (quoted_) {
    const std::uint32_t end = std::min(token, quote_token_ + kLongestQuote);
    for (std::uint32_t i = count_; i < end; ++i) out_.flags[i] |= kQuoted;
    if (end < token) quoted_ = false;
  }
  count_ = token;
}

void Segmenter::take(std::uint32_t token) {
  const std::uint32_t begin = words_.begin[token];
  const std::uint8_t traits = traits_in_source(begin);
  unsigned flags = out_.flags[token];
  if ((traits & kUpper) != 0) flags |= kCapital;
  if (static_cast<unsigned char>(text_[begin]) >= 0x80 && fold_of(decode(text_, begin).code_point).is(kSolo)) {
    flags |= kCodePoint;
  }
  if (words_.plain[token] == 0) {
    Gap gap;
    if (token == 0) {
      follow_quotes(0, begin, true);
      gap.line = true;
      gap.boundary = true;
    } else {
      previous_begin_ = words_.begin[token - 1];
      previous_end_ = words_.end[token - 1];
      previous_flags_ = out_.flags[token - 1];
      gap = look(begin, static_cast<std::uint8_t>(flags), traits);
      if (gap.boundary) close_segment(gap.trail);
      if (begin - previous_end_ > 1 || text_[previous_end_] == '"') follow_quotes(previous_end_, begin, gap.boundary);
    }
    if (gap.boundary) {
      open_segment(begin);
      flags |= kSentenceStart;
    }
    if (gap.line) flags |= kLineStart;
  }
  if (quoted_ && count_ - quote_token_ >= kLongestQuote) quoted_ = false;
  if (quoted_) flags |= kQuoted;
  if ((flags & kDigit) != 0 && begin >= number_end_) number(begin);
  out_.flags[token] = static_cast<std::uint8_t>(flags);
  ++count_;
}

void Segmenter::finish() {
  previous_end_ = words_.end[words_.size - 1];
  std::size_t trail = std::min(text_.find('\n', previous_end_), text_.size());
  while (trail > previous_end_ && text_[trail - 1] == ' ') --trail;
  close_segment(static_cast<std::uint32_t>(trail));
}

std::uint8_t Segmenter::traits_in_source(std::uint32_t begin) {
  const std::uint32_t at = token_offsets_.source(begin);
  if (at >= source_.size()) return 0;
  const char c = source_[at];
  if (static_cast<unsigned char>(c) < 0x80 && c != '&') return fold_of(static_cast<unsigned char>(c)).traits;
  const char32_t written = decode(text_, begin).code_point;
  char32_t code_point = decode(source_, at).code_point;
  if (c == '&') {
    code_point = read_entity(source_, at).code_point;
  } else if (may_be_mojibake(source_, at)) {
    // Read as it was mended, unless the text shows that it was not.
    std::vector<Mended> mended;
    const FoldPage& page = fold_page(code_point);
    const std::string_view bytes = page.bytes(page.folds[code_point & 0xFF]);
    if (text_.substr(begin, bytes.size()) != bytes && mend_mojibake(source_, at, true, mended) != at) {
      code_point = mended[0].code_point;
    }
  }
  return code_point == 0 ? fold_of(written).traits : fold_of(code_point).traits;
}

Segmenter::Gap Segmenter::look(std::uint32_t begin, std::uint8_t flags, std::uint8_t traits) {
  if (begin - previous_end_ == 1 && text_[previous_end_] == ' ') return {};
  const std::size_t line_end = text_.substr(0, begin).find('\n', previous_end_);
  if (line_end != std::string_view::npos) return look_at_line(begin, static_cast<std::uint32_t>(line_end), traits);
  return look_for_sentence(begin, flags, traits);
}

Segmenter::Gap Segmenter::look_at_line(std::uint32_t begin, std::uint32_t line_end, std::uint8_t traits) const {
  Gap gap;
  gap.line = true;
  gap.trail = line_end;
  while (gap.trail > previous_end_ && text_[gap.trail - 1] == ' ') --gap.trail;

  std::size_t last = gap.trail;
  while (last > previous_end_ && is_closer(text_[last - 1])) --last;
  bool ended = false;
  if (last > previous_end_) {
    const char32_t c = decode(text_, previous(text_, last)).code_point;
    ended = c == U':' || c == U';' || fold_of(c).is(kTerminal);
  }
  // A soft wrap: the sentence goes on, in lower case, on the very next line.
  bool wrapped = !ended && (traits & kLower) != 0;
  for (std::size_t i = line_end + 1; wrapped && i < begin; ++i) wrapped = text_[i] == ' ';
  gap.boundary = !wrapped;
  return gap;
}

Segmenter::Gap Segmenter::look_for_sentence(std::uint32_t begin, std::uint8_t flags, std::uint8_t traits) const {
  bool seen = false;
  bool wide = (previous_flags_ & kCodePoint) != 0 || (flags & kCodePoint) != 0;
  bool quoted = quoted_;
  std::uint32_t at = previous_end_;
  while (at < begin) {
    const Decoded c = decode(text_, at);
    if (fold_of(c.code_point).is(kTerminal)) {
      seen = true;
      if (c.size > 1) wide = true;
    } else if (c.code_point == U'"') {
      if (seen && wide && !quoted) break;  // opens the next sentence: 。「
      quoted = !quoted;
    } else if (c.size > 1 || !is_closer(text_[at])) {
      break;
    }
    at += c.size;
  }
  Gap gap;
  gap.trail = at;
  if (!seen) return gap;
  if (!wide && (at == begin || text_[at] != ' ')) return gap;
  if (is_abbreviation()) return gap;
  bool opens = false;
  for (std::uint32_t i = at; i < begin; ++i) {
    if (text_[i] == '"') opens = true;
    if (!is_space(text_[i]) && !is_opener(text_[i])) break;
  }
  const bool starts = (flags & (kDigit | kCodePoint)) != 0 || (traits & kUpper) != 0 ||
                      ((traits & kLetter) != 0 && (traits & kLower) == 0);
  gap.boundary = opens || starts;
  return gap;
}

// One letter, or two with a capital, and a single point: "J. Smith", "Mr. Smith", "U.S. troops".
bool Segmenter::is_abbreviation() const {
  if (text_[previous_end_] != '.' || (previous_flags_ & (kDigit | kCodePoint)) != 0) return false;
  if (previous_end_ + 1 < text_.size() && text_[previous_end_ + 1] == '.') return false;
  std::size_t letters = 0;
  for (std::size_t i = previous_begin_; i < previous_end_ && letters < 3; ++letters) i += decode(text_, i).size;
  return letters == 1 || (letters == 2 && (previous_flags_ & kCapital) != 0);
}

void Segmenter::follow_quotes(std::uint32_t begin, std::uint32_t end, bool reset_at_lines) {
  for (std::uint32_t i = begin; i < end; ++i) {
    if (text_[i] == '\n' && reset_at_lines) quoted_ = false;
    if (text_[i] != '"') continue;
    // Which way it faces shows by its neighbours; where it does not, it turns what was.
    const bool free_before = i == 0 || is_space(text_[i - 1]) || is_opener(text_[i - 1]);
    const bool free_after = i + 1 == text_.size() || is_space(text_[i + 1]);
    const bool was = quoted_;
    quoted_ = free_before == free_after ? !quoted_ : free_before;
    if (quoted_ && !was) quote_token_ = count_;
  }
}

void Segmenter::open_segment(std::uint32_t begin) {
  Segment segment;
  segment.begin = count_;
  segment.source_begin = segment_offsets_.source(begin);
  out_.segments.push_back(segment);
}

void Segmenter::close_segment(std::uint32_t trail) {
  Segment& segment = out_.segments.back();
  segment.end = count_;
  segment.source_end = segment_offsets_.source(trail);
}

void Segmenter::number(std::uint32_t begin) {
  const auto is_group_space = [this](std::size_t pos) {
    const std::uint32_t at = normalised_.source_offset(static_cast<std::uint32_t>(pos));
    return at < source_.size() && source_[at] != ' ' && source_[at] != '\t';
  };
  const WrittenNumber written = read_number(text_, begin, is_group_space);
  out_.numbers.push_back({count_, written.exponent, written.mantissa});
  number_end_ = static_cast<std::uint32_t>(written.end);
}

}  // namespace newsecho::normalising
