#include "pipeline/vocabulary.h"

#include <map>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"
#include "newsecho/normalise.h"
#include "pipeline/scans.h"
#include "pipeline/stories.h"

namespace newsecho::pipeline {
namespace {

struct Text {
  std::vector<std::uint32_t> hash;
  std::vector<std::uint8_t> flags;
  std::vector<std::uint32_t> rare;
};

// Texts of 25 to 60 words: some of their own, some that few have, most that many have.
std::vector<Text> some_texts() {
  base::SplitMix64 random(5);
  std::vector<Text> texts(300);
  for (Text& text : texts) {
    const std::uint64_t own = random.next() % 5, size = 25 + random.next() % 36;
    for (std::uint64_t i = 0; i < size; ++i) {
      const std::uint64_t x = random.next();
      const std::uint64_t word = i < own ? 1'000'000 + x : i < 2 * own ? x % 200 + 1000 : x % 50;
      text.hash.push_back(static_cast<std::uint32_t>(base::mix(word)));
      const std::uint64_t one_in_eight = x >> 40 & x >> 48 & x >> 56;
      text.flags.push_back(static_cast<std::uint8_t>(one_in_eight & (kCapital | kDigit | kStripped | kProse)));
    }
  }
  return texts;
}

// By counting.
TEST(Vocabulary, NoisyTextsHaveManyWordsThatStandNowhereElse) {
  std::vector<Text> texts = some_texts();
  Vocabulary vocabulary;
  std::map<std::uint32_t, int> count;
  const auto plain = [](std::uint8_t flags) { return (flags & (kCapital | kDigit | kCodePoint)) == 0; };
  for (Text& text : texts) {
    vocabulary.add(text.hash, text.flags, text.rare);
    for (std::size_t i = 0; i < text.hash.size(); ++i) count[text.hash[i]] += plain(text.flags[i]) ? 1 : 0;
  }
  std::size_t noisy = 0;
  for (const Text& text : texts) {
    std::size_t words = 0, unique = 0;
    for (std::size_t i = 0; i < text.hash.size(); ++i) {
      if (!plain(text.flags[i]) || (text.flags[i] & kStripped) != 0) continue;
      ++words;
      unique += count[text.hash[i]] == 1 ? 1 : 0;
    }
    const bool expected = words >= 20 && 1000 * unique >= 30 * words;
    EXPECT_EQ(vocabulary.noisy(text.hash, text.flags, text.rare), expected);
    noisy += expected ? 1 : 0;
  }
  EXPECT_GT(noisy, 10u);
  EXPECT_LT(noisy, texts.size() - 10);
}

Text text_of(const std::string& text) {
  const Tokens tokens = tokenise(normalise(text), text);
  return {tokens.hash, tokens.flags, {}};
}

// As a text that was read before the others: any of its words may be unique.
bool noisy(const Vocabulary& vocabulary, const Text& text) {
  std::vector<std::uint32_t> plain;
  for (std::uint32_t i = 0; i < text.hash.size(); ++i) {
    if ((text.flags[i] & (kCapital | kDigit | kCodePoint)) == 0) plain.push_back(i);
  }
  return vocabulary.noisy(text.hash, text.flags, plain);
}
bool noisy(const Vocabulary& vocabulary, const std::string& text) { return noisy(vocabulary, text_of(text)); }

void add(Vocabulary& vocabulary, const Text& text) {
  std::vector<std::uint32_t> rare;
  vocabulary.add(text.hash, text.flags, rare);
}
void add(Vocabulary& vocabulary, const std::string& text) { add(vocabulary, text_of(text)); }

// A crawl in which each of five reports was printed by two papers, so that no word of them stands alone.
void add_prints(Vocabulary& vocabulary) {
  for (std::size_t n = 0; n < 5; ++n) {
    for (int papers = 0; papers < 2; ++papers) add(vocabulary, test::report(n));
  }
}

TEST(Vocabulary, TellsScansFromPrint) {
  Vocabulary vocabulary;
  add_prints(vocabulary);
  std::vector<std::string> scans;
  for (std::size_t n = 0; n < 5; ++n) {
    for (const std::uint64_t permille : {25, 40, 60}) scans.push_back(test::scanned(test::report(n), permille, n + 1));
  }
  for (const std::string& scan : scans) add(vocabulary, scan);
  for (std::size_t n = 0; n < 5; ++n) EXPECT_FALSE(noisy(vocabulary, test::report(n))) << n;
  for (const std::string& scan : scans) EXPECT_TRUE(noisy(vocabulary, scan)) << scan;
}

// Names, numbers and what has capitals for another reason are new in every report.
TEST(Vocabulary, NewNamesAreNoMisreadWords) {
  Vocabulary vocabulary;
  add_prints(vocabulary);
  std::string text = test::report(0);
  for (const char* name : {"Varden", "Norrey", "Ellery"}) text = test::replaced(text, name, std::string("Q") + name);
  text = test::replaced(text, "3.4 million", "3.71 million");
  add(vocabulary, text);
  EXPECT_FALSE(noisy(vocabulary, text));
}

TEST(Vocabulary, OfAFewWordsNothingIsSaid) {
  Vocabulary vocabulary;
  const Text text = text_of(
      "Nineteen odd words are too few for saying whether some scanner has ever misread "
      "what an old paper printed.");
  add(vocabulary, text);
  EXPECT_FALSE(noisy(vocabulary, text));
}

// What was stripped is not the article's; nor does it make up for misread words.
TEST(Vocabulary, StrippedWordsDoNotCount) {
  Vocabulary vocabulary;
  add_prints(vocabulary);
  const std::string scan = test::scanned(test::report(1), 40, 9);
  Text text = text_of(test::report(0) + scan);
  add(vocabulary, text);
  EXPECT_TRUE(noisy(vocabulary, text));
  const std::size_t clean = text_of(test::report(0)).hash.size();
  for (std::size_t i = clean; i < text.hash.size(); ++i) text.flags[i] |= kStripped;
  EXPECT_FALSE(noisy(vocabulary, text));
}

}  // namespace
}  // namespace newsecho::pipeline
