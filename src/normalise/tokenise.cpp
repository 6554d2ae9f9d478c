#include "newsecho/normalise.h"

#include "base/hash.h"
#include "normalise/segmenter.h"
#include "normalise/word_hash.h"
#include "normalise/words.h"

namespace newsecho {
namespace normalising {
namespace {

void hash_segments(Tokens& out) {
  for (Segment& segment : out.segments) {
    segment.hash =
        base::hash_bytes(out.hash.data() + segment.begin, (segment.end - segment.begin) * sizeof(std::uint32_t));
  }
}

void hash_words(std::string_view text, const Words& words, std::uint32_t* hash) {
  const char* const at = text.data();
  for (std::size_t i = 0; i < words.size; ++i) {
    const std::size_t begin = words.begin[i], size = words.end[i] - begin;
    const bool in_reach = size <= kShortWord && begin + kShortWord <= text.size();
    hash[i] = in_reach ? hash_short_word(at + begin, size) : hash_word(at + begin, size);
  }
}

void cut(const Normalised& normalised, std::string_view source, Tokens& out) {
  thread_local Words words;
  const std::string_view text = normalised.text;
  find_words(text, words);
  out.hash.resize(words.size);
  hash_words(text, words, out.hash.data());
  leave_out_addresses(text, words, out.hash);
  out.flags.resize(words.size);
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
