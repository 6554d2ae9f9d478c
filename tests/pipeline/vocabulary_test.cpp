#include "pipeline/vocabulary.h"

#include <gtest/gtest.h>

#include "pipeline/scans.h"
#include "pipeline/stories.h"

namespace newsecho {
namespace {

Tokens tokens_of(const std::string& text) { return tokenise(normalise(text), text); }

// A crawl in which each of five reports was printed by two papers, so that no word of them stands alone.
void add_prints(pipeline::Vocabulary& vocabulary) {
  for (std::size_t n = 0; n < 5; ++n) {
    for (int papers = 0; papers < 2; ++papers) vocabulary.add(tokens_of(test::report(n)));
  }
}

TEST(Vocabulary, TellsScansFromPrint) {
  pipeline::Vocabulary vocabulary;
  add_prints(vocabulary);
  std::vector<std::string> scans;
  for (std::size_t n = 0; n < 5; ++n) {
    for (const std::uint64_t permille : {25, 40, 60}) scans.push_back(test::scanned(test::report(n), permille, n + 1));
  }
  for (const std::string& scan : scans) vocabulary.add(tokens_of(scan));
  for (std::size_t n = 0; n < 5; ++n) EXPECT_FALSE(vocabulary.noisy(tokens_of(test::report(n)))) << n;
  for (const std::string& scan : scans) EXPECT_TRUE(vocabulary.noisy(tokens_of(scan))) << scan;
}

// Names, numbers and what has capitals for another reason are new in every report.
TEST(Vocabulary, NewNamesAreNoMisreadWords) {
  pipeline::Vocabulary vocabulary;
  add_prints(vocabulary);
  std::string text = test::report(0);
  for (const char* name : {"Varden", "Norrey", "Ellery"}) text = test::replaced(text, name, std::string("Q") + name);
  text = test::replaced(text, "3.4 million", "3.71 million");
  vocabulary.add(tokens_of(text));
  EXPECT_FALSE(vocabulary.noisy(tokens_of(text)));
}

TEST(Vocabulary, OfAFewWordsNothingIsSaid) {
  pipeline::Vocabulary vocabulary;
  const Tokens tokens = tokens_of(
      "Nineteen odd words are too few for saying whether some scanner has ever misread "
      "what an old paper printed.");
  vocabulary.add(tokens);
  EXPECT_FALSE(vocabulary.noisy(tokens));
}

// What was stripped is not the article's; nor does it make up for misread words.
TEST(Vocabulary, StrippedWordsDoNotCount) {
  pipeline::Vocabulary vocabulary;
  add_prints(vocabulary);
  const std::string scan = test::scanned(test::report(1), 40, 9);
  Tokens tokens = tokens_of(test::report(0) + scan);
  vocabulary.add(tokens);
  EXPECT_TRUE(vocabulary.noisy(tokens));
  const std::size_t clean = tokens_of(test::report(0)).size();
  for (std::size_t i = clean; i < tokens.size(); ++i) tokens.flags[i] |= kStripped;
  EXPECT_FALSE(vocabulary.noisy(tokens));
}

}  // namespace
}  // namespace newsecho
