#include "newsecho/boilerplate.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "boilerplate/pages.h"

namespace newsecho {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kFooter[] = "Sign up for our newsletter and never miss a story again\n";
constexpr std::uint64_t kSite = 77;

TEST(Boilerplate, ALineWithThreeDifferentSurroundingsIsStripped) {
  for (std::uint64_t pages = 1; pages <= 5; ++pages) {
    std::vector<Crawled> crawl;
    for (std::uint64_t i = 1; i <= pages; ++i) crawl.push_back({kSite, i, report(i) + kFooter});
    const Boilerplate learned = learn(crawl);
    EXPECT_EQ(left(learned, kSite, report(9) + kFooter), pages < 3 ? report(9) + kFooter : report(9)) << pages;
    EXPECT_EQ(left(learned, kSite, report(1)), report(1));
  }
}

TEST(Boilerplate, StripMarksTheLinesTokensAndCountsThem) {
  const Boilerplate learned =
      learn({{kSite, 1, report(1) + kFooter}, {kSite, 2, report(2) + kFooter}, {kSite, 3, kFooter + report(3)}});
  Tokens tokens = tokens_of(report(4) + kFooter + report(5));
  const Tokens before = tokens;
  EXPECT_EQ(learned.strip(kSite, tokens), 11u);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    EXPECT_EQ(tokens.flags[i], before.flags[i] | (i >= 96 && i < 107 ? kStripped : 0)) << i;
  }
  const std::uint64_t footer = tokens_of(kFooter).segments.at(0).hash;
  EXPECT_TRUE(learned.is_boilerplate(kSite, footer));
  EXPECT_FALSE(learned.is_boilerplate(kSite, before.segments.front().hash));
  ASSERT_FALSE(learned.lines().empty());
  for (const Boilerplate::Line& line : learned.lines()) {
    EXPECT_EQ(line.hash, footer);
    EXPECT_EQ(line.pages, 3u);
    EXPECT_THAT(line.examples, testing::UnorderedElementsAre(0, 1, 2));
  }
}

TEST(Boilerplate, ReCrawlsOfOneUrlTeachNothing) {
  std::vector<Crawled> crawl;
  for (std::uint64_t i = 0; i < 30; ++i) crawl.push_back({kSite, 1 + i % 2, report(i) + kFooter});
  EXPECT_THAT(learn(crawl).lines(), IsEmpty());
}

// The same report under many urls: print view, amp, tracking parameters.
TEST(Boilerplate, OneArticleUnderManyUrlsIsNotStripped) {
  std::vector<Crawled> crawl;
  for (std::uint64_t i = 0; i < 30; ++i) crawl.push_back({kSite, i + 1, report(1) + sentence(5, i + 500)});
  EXPECT_THAT(learn(crawl).lines(), IsEmpty());
}

TEST(Boilerplate, SyndicatedCopyOnFiftySitesIsNeverStripped) {
  std::vector<Crawled> crawl;
  for (std::uint64_t site = 1; site <= 50; ++site) {
    // Each site has a frame of its own, and reports of its own to learn it from.
    const std::string frame = sentence(15, site + 1000) + "\n" + sentence(10, site + 2000) + "\n";
    crawl.push_back({site, 100 * site, report(1) + frame});
    for (std::uint64_t i = 1; i <= 4; ++i) crawl.push_back({site, 100 * site + i, report(site * 10 + i) + frame});
  }
  const Boilerplate learned = learn(crawl);
  for (std::uint64_t site = 1; site <= 50; ++site)
    EXPECT_EQ(left(learned, site, crawl[(site - 1) * 5].text), report(1));
}

// A hundred words that every page has must not make their own surroundings look alike.
TEST(Boilerplate, ALongLineIsNoPartOfItsSurroundings) {
  const std::string notice = sentence(100, 6000) + "\n";
  std::vector<Crawled> crawl;
  for (std::uint64_t i = 1; i <= 6; ++i) crawl.push_back({kSite, i, report(i) + notice});
  EXPECT_EQ(left(learn(crawl), kSite, report(9) + notice), report(9));
}

// A statement quoted in three reports, each on four pages, is still a part of reports.
TEST(Boilerplate, FewSurroundingsOnManyPagesAreVersionsOfAStory) {
  const std::string quote = sentence(20, 6000) + "\n";
  std::vector<Crawled> crawl;
  for (std::uint64_t i = 0; i < 12; ++i) crawl.push_back({kSite, i + 1, report(1 + i / 4) + quote});
  EXPECT_THAT(learn(crawl).lines(), IsEmpty());
}

TEST(Boilerplate, SyndicatedCopyIsNotStrippedWhereTemplatesOutweighIt) {
  std::vector<Crawled> crawl;
  for (std::uint64_t site = 1; site <= 50; ++site) {
    std::string frame;
    for (std::uint64_t i = 0; i < 8; ++i) frame += sentence(15, site * 1000 + i) + "\n";
    crawl.push_back({site, 100 * site, report(1) + frame});
    for (std::uint64_t i = 1; i <= 4; ++i) crawl.push_back({site, 100 * site + i, report(site * 10 + i) + frame});
  }
  EXPECT_EQ(left(learn(crawl), 999, report(1)), report(1));
}

// The same where no site can be learned: the crawl holds one page of each.
TEST(Boilerplate, SyndicatedCopyOnSitesOfOnePageIsNotStripped) {
  std::vector<Crawled> crawl;
  for (std::uint64_t site = 1; site <= 50; ++site) {
    std::string frame;
    for (std::uint64_t i = 0; i < 20; ++i) frame += sentence(15, site * 1000 + i) + "\n";
    crawl.push_back({site, site, report(1) + frame});
  }
  EXPECT_THAT(learn(crawl).lines(), IsEmpty());
}

// A report's first sentence, told whole on two sites and in the round-ups of two others.
TEST(Boilerplate, ASentenceThatRoundUpsQuoteIsNotTheNetworks) {
  const std::string lead = sentence(20, 6000) + "\n";
  std::vector<Crawled> crawl;
  for (std::uint64_t i = 1; i <= 4; ++i) crawl.push_back({i, i, lead + report(i < 3 ? 50 : i)});
  EXPECT_THAT(learn(crawl).lines(), IsEmpty());
}

// 90 words of footer: too much in common for pages of sites that teach nothing to tell it from a report, so
// three sites have to.
TEST(Boilerplate, LinesOfThreeSitesOwnAreTheNetworks) {
  std::string footer;
  for (std::uint64_t i = 0; i < 6; ++i) footer += sentence(15, 7000 + i) + "\n";
  for (std::uint64_t sites = 2; sites <= 4; ++sites) {
    std::vector<Crawled> crawl;
    for (std::uint64_t i = 0; i < 5 * sites; ++i) crawl.push_back({1 + i % sites, i, report(i) + footer});
    EXPECT_EQ(left(learn(crawl), 999, report(90) + footer), sites < 3 ? report(90) + footer : report(90)) << sites;
    EXPECT_EQ(left(learn(crawl), 1, report(90) + footer), report(90)) << sites;
  }
}

// 240 words of template on every page of a site must not make its pages look alike.
TEST(Boilerplate, TemplatesThatOutweighTheReportsAreLearned) {
  std::string frame;
  for (std::uint64_t i = 0; i < 16; ++i) frame += sentence(15, 7000 + i) + "\n";
  std::vector<Crawled> crawl;
  for (std::uint64_t i = 1; i <= 20; ++i) crawl.push_back({kSite, i, report(i) + frame});
  EXPECT_EQ(left(learn(crawl), kSite, report(1) + frame), report(1));
}

TEST(Boilerplate, ALineOnPagesOfManySitesIsTheNetworks) {
  std::vector<Crawled> crawl;
  for (std::uint64_t site = 1; site <= 6; ++site) crawl.push_back({site, site, report(site) + kFooter});
  const Boilerplate learned = learn(crawl);
  ASSERT_THAT(learned.lines(), SizeIs(1));
  EXPECT_EQ(learned.lines()[0].site, 0u);
  // On sites that were never seen too.
  EXPECT_EQ(left(learned, 999, report(8) + kFooter), report(8));
}

TEST(Boilerplate, ALineThatOneSiteRepeatsIsItsOwn) {
  std::vector<Crawled> crawl;
  for (std::uint64_t i = 1; i <= 6; ++i) crawl.push_back({kSite, i, report(i) + kFooter});
  // Elsewhere it is the point of a report that is told on many sites.
  for (std::uint64_t i = 7; i <= 40; ++i) crawl.push_back({i, i, report(50) + kFooter});
  const Boilerplate learned = learn(crawl);
  EXPECT_EQ(left(learned, kSite, report(9) + kFooter), report(9));
  EXPECT_EQ(left(learned, 8, report(9) + kFooter), report(9) + kFooter);
}

// Scrapers lose line ends: sentences glued into one text are found one by one.
TEST(Boilerplate, SentencesOfAFlatTextAreStrippedToo) {
  const auto flat = [](std::uint64_t seed) {
    std::string text = report(seed) + "Follow us wherever you are. All rights are reserved by us.";
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
  };
  const Boilerplate learned = learn({{kSite, 1, flat(1)}, {kSite, 2, flat(2)}, {kSite, 3, flat(3)}});
  EXPECT_EQ(left(learned, kSite, flat(4)), report(4));
}

TEST(Boilerplate, APageWithoutOtherTextTellsNothingApart) {
  std::vector<Crawled> crawl;
  for (std::uint64_t i = 1; i <= 20; ++i) crawl.push_back({kSite, i, kFooter});
  EXPECT_THAT(learn(crawl).lines(), IsEmpty());
}

TEST(Boilerplate, NothingIsLearnedFromNothing) {
  const Boilerplate learned = learn({{kSite, 1, ""}, {kSite, 2, ""}, {kSite, 3, ""}});
  EXPECT_THAT(learned.lines(), IsEmpty());
  Tokens tokens = tokens_of(report(1));
  EXPECT_EQ(learned.strip(kSite, tokens), 0u);
  EXPECT_EQ(Boilerplate().strip(kSite, tokens), 0u);
}

}  // namespace
}  // namespace newsecho
