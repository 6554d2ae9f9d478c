// normalise.h — brings text to one spelling, then cuts it into tokens.
//
// One pass: HTML entities and mojibake repaired, invalid UTF-8 replaced and counted, NFKC except
// superscripts and fractions (10² is not 102), full case folding, quotes, dashes and spaces folded,
// zero-width characters and soft hyphens dropped, words broken at a line's end joined. Line ends stay.
// Digits keep their value: any decimal digit becomes its ASCII twin.
//
//   Normalised n = normalise("The \u201cCaf\u00e9\u201d re-\nopened &amp; sold 1,234 cups");
//   n.text == "the \"caf\u00e9\" reopened & sold 1,234 cups"
//   n.source_offset(4)   -> byte offset of the quotation mark in the source
//   Tokens t = tokenise(n, source);      // t.hash[i], t.flags[i], t.segments, t.numbers
//
// Tokens    maximal runs of letters, digits and marks of alphabetic scripts; single code points of
//           Han, Kana, Thai, Lao, Khmer and Myanmar. A hash of 32 bits of the normalised bytes each.
//           Web addresses (https://...) give none, but in texts of a few words.
// Segments  sentences and lines, the units boilerplate is learned on; they tile the tokens.
// Limits    texts up to 4 GiB; offsets are 32 bits.
// Cost      O(bytes); ASCII runs 64 bytes a step where the CPU can, same result without.
// Threads   pure functions.
// Stable    the same scheme_id() gives the same bits on every CPU.
// Source    Unicode 15 (utf8proc 2.8), Unicode Standard Annexes 15 and 29.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsecho {

// From `normalised` on, source = source + (position - normalised), until the next step.
struct OffsetStep {
  std::uint32_t normalised;
  std::uint32_t source;
};

struct Normalised {
  std::string text;
  std::vector<OffsetStep> steps;    // ascending; the first is {0, 0} or there is none
  std::uint32_t invalid_bytes = 0;  // repaired to U+FFFD
  std::uint32_t mojibake = 0;       // characters that were decoded twice and are mended

  std::uint32_t source_offset(std::uint32_t position) const;
};

Normalised normalise(std::string_view source);
void normalise_into(std::string_view source, Normalised& out);  // keeps out's capacity

enum TokenFlag : std::uint8_t {
  kCapital = 1,        // begins with an upper-case letter in the source
  kDigit = 2,          // begins with a decimal digit
  kQuoted = 4,         // inside quotation marks
  kSentenceStart = 8,  // first of a sentence
  kLineStart = 16,     // first of a line
  kCodePoint = 32,     // a single code point of a script written without spaces
  kStripped = 64,      // boilerplate; set by the boilerplate stage
  kProse = 128,        // of a segment long enough to be a sentence of a report, not a menu entry
};

// A sentence, or a line without one. Half-open range of tokens; the next segment begins where it ends.
struct Segment {
  std::uint32_t begin = 0;         // first token
  std::uint32_t end = 0;           // one past the last
  std::uint32_t source_begin = 0;  // bytes in the source text
  std::uint32_t source_end = 0;
  std::uint64_t hash = 0;  // of the token hashes in order
};

// mantissa * 10^exponent, scaled by a following "mln", "billion", "%": 12.9 mln is {129, 5}.
struct Number {
  std::uint32_t token = 0;  // index of the first token it was written with
  std::int32_t exponent = 0;
  std::int64_t mantissa = 0;  // as many digits as were written, up to 18
  friend bool operator==(const Number&, const Number&) = default;
};

struct Tokens {
  std::vector<std::uint32_t> hash;
  std::vector<std::uint8_t> flags;  // TokenFlag bits, one byte a token
  std::vector<Segment> segments;
  std::vector<Number> numbers;  // ascending by token

  std::size_t size() const { return hash.size(); }
  void clear();
};

// `source` is the text `normalised` was made from: capitals are read there.
Tokens tokenise(const Normalised& normalised, std::string_view source);
void tokenise_into(const Normalised& normalised, std::string_view source, Tokens& out);

}  // namespace newsecho
