#define XXH_INLINE_ALL
#include <xxhash.h>

#include "newsecho/normalise.h"
#include "normalise/segmenter.h"
#include "normalise/words.h"

namespace newsecho {
namespace normalising {
namespace {

void hash_segments(Tokens& out) {
  for (Segment& segment : out.segments) {
    segment.hash = XXH3_64bits(out.hash.data() + segment.begin, (segment.end - segment.begin) * sizeof(std::uint32_t));
  }
}

void cut(const Normalised& normalised, std::string_view source, Tokens& out) {
  thread_local Words words;
  const std::string_view text = normalised.text;
  find_words(text, words);
  out.hash.resize(words.size);
  out.flags.resize(words.size);
  for (std::size_t i = 0; i < words.size; ++i) {
    const std::uint32_t begin = words.begin[i];
    out.hash[i] = static_cast<std::uint32_t>(XXH3_64bits(text.data() + begin, words.end[i] - begin));
  }
  Segmenter(normalised, source, words, out).run();
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
