#include "normalise/words.h"

#include <string>

#include <gtest/gtest.h>

#include "base/cpu.h"
#include "base/random.h"
#include "normalise/fold_table.h"
#include "normalise/utf8.h"

namespace newsecho::normalising {
namespace {

struct Word {
  std::size_t begin, end;
  bool plain;
  friend bool operator==(const Word&, const Word&) = default;
};

void PrintTo(const Word& w, std::ostream* out) { *out << w.begin << '-' << w.end << (w.plain ? " plain" : ""); }

// One character after the other, as the header of the tokeniser says it.
std::vector<Word> expected(std::string_view text) {
  constexpr std::size_t kNone = ~std::size_t{0};
  std::vector<Word> words;
  std::size_t begin = kNone;
  bool solo = false, plain = false, plain_before = false;
  const auto add = [&](std::size_t end) { words.push_back({begin, end, plain_before}); };
  for (std::size_t i = 0; i < text.size();) {
    const Decoded c = decode(text, i);
    const bool ascii = c.size == 1 && c.valid;
    const std::uint8_t traits = fold_of(c.code_point).traits;
    const bool word = ascii ? std::isalnum(static_cast<unsigned char>(text[i])) != 0 : (traits & kWord) != 0;
    const bool joins = begin != kNone && word && ((traits & kMark) != 0 || (!solo && (traits & kSolo) == 0));
    if (!joins) {
      if (begin != kNone) {
        add(i);
        plain = true;
      }
      begin = word ? i : kNone;
      if (word) plain_before = plain;
      solo = (traits & kSolo) != 0;
    }
    if (!word) plain = plain && ascii && std::string_view(".!?\"\n").find(text[i]) == std::string_view::npos;
    i += c.size;
  }
  if (begin != kNone) add(text.size());
  return words;
}

std::vector<Word> found(std::string_view text) {
  static Words words;  // used again, so that what an earlier text left must not matter
  find_words(text, words);
  std::vector<Word> out;
  for (std::size_t i = 0; i < words.size; ++i) {
    out.push_back({words.begin[i], words.end[i], words.plain[i] != 0});
  }
  return out;
}

TEST(Words, EndsOfBlocks) {
  for (std::size_t n = 0; n <= 200; ++n) {
    for (const char* piece : {"a", "a ", "a.", " ", ".", "\u00e9", "\u9999", "e\u0301", "\u3042a", "\u0e01\u0e31"}) {
      std::string text;
      while (text.size() < n) text += piece;
      EXPECT_EQ(found(text), expected(text)) << n << piece;
      text.insert(0, "x");
      EXPECT_EQ(found(text), expected(text)) << n << piece;
    }
  }
}

TEST(Words, AsOneCharacterAfterTheOther) {
  const char* const pieces[] = {"a",      "b",          "word",   "7",        "1,234",  " ",      " ",
                                " ",      ".",          "!",      "?",        "\"",     "\n",     "'",
                                "-",      "&",          "\u00e9", "\u0301",   "\u4e2d", "\u3042", "\u3099",
                                "\u0e01", "\u0e31",     "\u3002", "\u20ac",   "\u2026", "\u0431", "\u05d0",
                                "\ud55c", "\U0001f600", "\xff",   "\xe4\xb8", "\u00b2", "\u0967", "\u0943"};
  base::SplitMix64 random(3);
  for (int round = 0; round < 3000; ++round) {
    const std::uint64_t size = random.next() % 120;
    const std::uint64_t kinds = 1 + random.next() % std::size(pieces);
    std::string text;
    for (std::uint64_t i = 0; i < size; ++i) text += pieces[random.next() % kinds];
    ASSERT_EQ(found(text), expected(text)) << text;
  }
}

}  // namespace
}  // namespace newsecho::normalising
