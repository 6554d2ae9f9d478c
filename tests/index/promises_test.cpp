// What the channels together promise, from words to pairs: short excerpts are found, and boilerplate that nobody
// stripped costs a bounded amount of work and hides no copy.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "index/rows.h"
#include "newsecho/normalise.h"

namespace newsecho {
namespace {

std::vector<std::string> words_of(std::size_t n, base::SplitMix64& random) {
  std::vector<std::string> words(n);
  for (std::string& word : words) {
    word.resize(3 + random.next() % 8);
    for (char& c : word) c = static_cast<char>('a' + random.next() % 26);
  }
  return words;
}

Row row_of_words(const std::vector<std::string>& words, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text += words[i] + (i % 15 == 14 ? ". " : " ");
  const Tokens tokens = tokenise(normalise(text), text);
  std::vector<ShingleHash> shingles;
  shingle_into(tokens.hash, tokens.flags, ShingleOptions{}, shingles);
  return row_of(shingles);
}

// 60 words in an article of 1,000, at any place: .96 by two shared anchors alone, however common they are; with one
// that few articles hold, .99. Five thousand of each: the error is .003.
TEST(Promises, AnExcerptOfSixtyWordsIsProposed) {
  constexpr std::size_t kExcerpts = 5000, kWords = 60, kArticle = 1000;
  base::SplitMix64 random(11);
  std::vector<Row> rows;
  for (std::size_t i = 0; i < kExcerpts; ++i) {
    const std::vector<std::string> words = words_of(kArticle, random);
    const std::size_t begin = random.next() % (kArticle - kWords + 1);
    rows.push_back(row_of_words(words, 0, kArticle));
    rows.push_back(row_of_words(words, begin, begin + kWords));
  }
  const Signatures signatures = signatures_of(rows);
  for (const auto& [rare_list, least] : {std::pair{0u, .95}, {8u, .985}}) {
    double found = 0;
    for (const Candidate& c : find_candidates(signatures, {.rare_list = rare_list})) {
      found += c.a % 2 == 0 && c.b == c.a + 1 ? 1 : 0;
    }
    EXPECT_GE(found / kExcerpts, least) << rare_list;
  }
}

// A crawl nobody stripped: articles of 300 shingles, of which 60 are the network's and 60 the site's. Every
// hundredth is a copy of the one before it, on another site.
struct Unstripped {
  std::vector<Row> rows;
  std::vector<std::uint32_t> copies;
};

Unstripped unstripped_crawl(std::size_t articles) {
  constexpr std::size_t kSites = 40;
  base::SplitMix64 random(12);
  const std::vector<ShingleHash> network = random_set(60, 500);
  Unstripped crawl;
  std::vector<ShingleHash> report;
  for (std::size_t i = 0; i < articles; ++i) {
    if (i % 100 == 99) {
      crawl.copies.push_back(static_cast<std::uint32_t>(i));
    } else {
      report = random_set(180, 10'000 + i);
    }
    std::vector<ShingleHash> page = report;
    const std::vector<ShingleHash> site = random_set(60, 1000 + random.next() % kSites);
    page.insert(page.end(), network.begin(), network.end());
    page.insert(page.end(), site.begin(), site.end());
    crawl.rows.push_back(row_of(page));
  }
  return crawl;
}

TEST(Promises, BoilerplateThatWasNotStrippedIsBoundedWork) {
  double per_article[2] = {};
  for (const std::size_t large : {0u, 1u}) {
    const std::size_t articles = large == 0 ? 4000 : 16'000;
    const Unstripped crawl = unstripped_crawl(articles);
    const Candidates found = find_candidates(signatures_of(crawl.rows), {});
    per_article[large] = static_cast<double>(found.size()) / static_cast<double>(articles);
    // All pairs of a site's pages are a hundred to four hundred times as many.
    EXPECT_LE(per_article[large], 40);
    std::size_t copies = 0;
    for (const std::uint32_t copy : crawl.copies) {
      copies +=
          std::any_of(found.begin(), found.end(), [&](const Candidate& c) { return c.a == copy - 1 && c.b == copy; })
              ? 1
              : 0;
    }
    EXPECT_EQ(copies, crawl.copies.size());
  }
  EXPECT_LE(per_article[1], 1.1 * per_article[0]) << "grows with the crawl";
}

}  // namespace
}  // namespace newsecho
