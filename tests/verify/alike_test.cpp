// What can be said of a pair before anything is aligned, and once story frequencies are known.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "newsecho/verify.h"
#include "verify/documents.h"

namespace newsecho {
namespace {

// A form of the kind that fills a crawl: one wording, other figures.
Document form(int profit, int revenue, int price, int analysts) {
  return document_of("The company reported quarterly earnings of $" + std::to_string(profit) +
                     " per share, ahead of what analysts had expected. Revenue for the quarter was $" +
                     std::to_string(revenue) + " million. Shares of the company closed at $" + std::to_string(price) +
                     " on Tuesday. The consensus rating of " + std::to_string(analysts) +
                     " analysts remains a moderate buy according to published data.");
}

bool numbers_differ(const Document& a, const Document& b, const VerifyOptions& options = {}) {
  return newsecho::numbers_differ(telling_values(a, options), telling_values(b, options));
}

TEST(NumbersDiffer, TellsAFormFilledInTwice) {
  EXPECT_TRUE(numbers_differ(form(11, 230, 57, 9), form(13, 417, 88, 6), {}));
  EXPECT_TRUE(numbers_differ(form(11, 230, 57, 9), form(11, 230, 88, 6), {}));  // half of them
  EXPECT_FALSE(numbers_differ(form(11, 230, 57, 9), form(11, 230, 57, 9), {}));
  // One corrected figure is no other form.
  EXPECT_FALSE(numbers_differ(form(11, 230, 57, 9), form(11, 231, 57, 9), {}));
}

TEST(NumbersDiffer, SaysNothingWhereNumbersDoNotCount) {
  VerifyOptions options;
  options.use_numbers = false;
  EXPECT_FALSE(numbers_differ(form(11, 230, 57, 9), form(13, 417, 88, 6), options));
  // Those of a noisy text are misread.
  Document noisy = form(13, 417, 88, 6);
  noisy.noisy = true;
  EXPECT_FALSE(numbers_differ(form(11, 230, 57, 9), noisy, {}));
  EXPECT_FALSE(numbers_differ(document(words(run(1, 200))), document(words(run(1, 200))), {}));
}

// What numbers tell apart is never one report for the strict first pass.
TEST(NumbersDiffer, NoReportIsLostToTheFirstPass) {
  std::vector<Document> forms;
  for (int i = 0; i < 30; ++i) forms.push_back(form(10 + i % 3, 200 + i % 5, 50 + i % 7, 5 + i % 2));
  std::size_t differ = 0;
  for (const Document& a : forms) {
    for (const Document& b : forms) {
      if (numbers_differ(a, b, {})) {
        ++differ;
        EXPECT_FALSE(same_report(verify(a, b, {}).relation));
      }
    }
  }
  EXPECT_GT(differ, 100u);
}

TEST(VerifyIfAlike, StopsWhereLittleIsInCommon) {
  Evidence e;
  EXPECT_FALSE(verify_if_alike(document(words(run(1, 200))), document(words(run(500, 200))), {}, e));
  const Document a = document(words(run(1, 200))), b = document(words(run(100, 200)));
  EXPECT_TRUE(verify_if_alike(a, b, {}, e));
  EXPECT_EQ(e, verify(a, b, {}));
}

// What a noisy text holds is told by its characters.
TEST(VerifyIfAlike, ComparesWhatIsNoisy) {
  Document noisy = document(words(run(1, 200)));
  noisy.noisy = true;
  const std::vector<std::uint32_t> x = run(1, 300), y = run(31, 300);
  noisy.characters = x;
  Document other = document(words(run(500, 200)));
  other.characters = y;
  Evidence e;
  EXPECT_TRUE(verify_if_alike(noisy, other, {}, e));
  EXPECT_EQ(e.characters, 900);
}

// Scoring again gives what comparing anew gives.
TEST(VerifyAgain, IsVerifyOnceRarityIsKnown) {
  std::vector<Document> all;
  for (std::uint64_t seed = 0; seed < 60; ++seed) all.push_back(document(words(patchwork(seed, seed / 4), kProse)));
  StoryFrequency frequency(10'000);
  for (std::size_t i = 0; i < all.size(); i += 2) frequency.add(all[i]);
  std::vector<std::vector<Evidence>> first(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < all.size(); ++j) first[i].push_back(verify(all[i], all[j], {}));
  }
  for (Document& d : all) mark_rare(frequency, d);
  std::size_t changed = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < all.size(); ++j) {
      Evidence e = first[i][j];
      verify_again(all[i].rare, all[j].rare, {}, e);
      EXPECT_EQ(e, verify(all[i], all[j], {})) << i << ", " << j;
      changed += e == first[i][j] ? 0 : 1;
    }
  }
  EXPECT_GT(changed, 20u);
}

TEST(ShareRare, CountsWhatFewStoriesHold) {
  StoryFrequency frequency(10'000);
  for (std::uint32_t story = 0; story < 8; ++story) {
    frequency.add(document(words(joined({run(1, 40), run(1000 * (story + 1), 40)}))));
  }
  Document a = document(words(joined({run(1, 40), run(1000, 40)}))),
           b = document(words(joined({run(1, 40), run(2000, 40)})));
  Document c = document(words(joined({run(1, 40), run(1000, 30)})));
  for (Document* d : {&a, &b, &c}) mark_rare(frequency, *d);
  EXPECT_FALSE(share_rare(a.rare, b.rare));  // the form's wording only
  EXPECT_TRUE(share_rare(a.rare, c.rare));
}

}  // namespace
}  // namespace newsecho
