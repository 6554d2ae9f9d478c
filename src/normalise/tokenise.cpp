#define XXH_INLINE_ALL
#include <xxhash.h>

#include "newsecho/normalise.h"
#include "normalise/fold_table.h"
#include "normalise/segmenter.h"
#include "normalise/utf8.h"

namespace newsecho {
namespace normalising {
namespace {

bool is_ascii_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); }

void hash_segments(Tokens& out) {
  for (Segment& segment : out.segments) {
    segment.hash = XXH3_64bits(out.hash.data() + segment.begin, (segment.end - segment.begin) * sizeof(std::uint32_t));
  }
}

void cut(const Normalised& normalised, std::string_view source, Tokens& out) {
  const std::string_view text = normalised.text;
  Segmenter segmenter(normalised, source, out);
  const auto add = [&](std::size_t begin, std::size_t end, bool solo) {
    unsigned flags = solo ? kCodePoint : 0;
    if (text[begin] >= '0' && text[begin] <= '9') flags |= kDigit;
    out.hash.push_back(static_cast<std::uint32_t>(XXH3_64bits(text.data() + begin, end - begin)));
    out.flags.push_back(segmenter.add(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                                      static_cast<std::uint8_t>(flags)));
  };
  constexpr std::size_t kNone = ~std::size_t{0};
  std::size_t begin = kNone;
  bool solo = false;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded c = decode(text, i);
    const std::uint8_t traits =
        c.size == 1 && c.valid ? (is_ascii_word(text[i]) ? kWord : 0) : fold_of(c.code_point).traits;
    const bool word = (traits & kWord) != 0;
    // A mark goes with what is before it; a character of its own ends the token and is one.
    const bool joins = begin != kNone && word && ((traits & kMark) != 0 || (!solo && (traits & kSolo) == 0));
    if (!joins) {
      if (begin != kNone) add(begin, i, solo);
      begin = word ? i : kNone;
      solo = (traits & kSolo) != 0;
    }
    i += c.size;
  }
  if (begin != kNone) add(begin, text.size(), solo);
  segmenter.finish();
  hash_segments(out);
}

}  // namespace
}  // namespace normalising

void Tokens::clear() {
  hash.clear();
  flags.clear();
  segments.clear();
  numbers.clear();
}

void tokenise_into(const Normalised& normalised, std::string_view source, Tokens& out) {
  out.clear();
  normalising::cut(normalised, source, out);
}

Tokens tokenise(const Normalised& normalised, std::string_view source) {
  Tokens out;
  tokenise_into(normalised, source, out);
  return out;
}

}  // namespace newsecho
