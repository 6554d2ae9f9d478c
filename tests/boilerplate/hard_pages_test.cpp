// Crawls made to mislead: what is no boilerplate looks like it, and the other way round.
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

constexpr std::uint64_t kSite = 77;

std::string flat(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

// A frame of three sentences a site, and reports of its own to learn it from.
std::string frame_of(std::uint64_t site) {
  const std::uint64_t seed = 1'000'000'000 + 10 * site;
  return sentence(12, seed) + "\n" + sentence(15, seed + 1) + "\n" + sentence(9, seed + 2) + "\n";
}

void add_own_reports(std::vector<Crawled>& crawl, std::uint64_t site, std::uint64_t reports) {
  for (std::uint64_t i = 0; i < reports; ++i) {
    const std::uint64_t seed = 1000 * site + i;
    crawl.push_back({site, 1'000'000 + seed, report(seed) + frame_of(site), seed + 1});
  }
}

// Long articles are cut into pages: headline and standfirst stand on each, around text of its own.
TEST(HardPages, PagesOfOneArticleTeachNothing) {
  for (const std::uint64_t reports_a_page : {1u, 3u}) {
    std::vector<Crawled> crawl;
    const std::string standfirst = sentence(25, 5) + "\n";
    for (std::uint64_t page = 1; page <= 6; ++page) {
      std::string text = standfirst;
      for (std::uint64_t i = 0; i < reports_a_page; ++i) text += report(10 * page + i);
      crawl.push_back({kSite, page, text + frame_of(kSite), 12345});
    }
    add_own_reports(crawl, kSite, 12);
    const Boilerplate learned = learn(crawl);
    EXPECT_EQ(left(learned, kSite, standfirst + report(11)), standfirst + report(11)) << reports_a_page;
    EXPECT_EQ(left(learned, kSite, report(11) + frame_of(kSite)), report(11)) << reports_a_page;
  }
}

// Where every page bears the name of the site for a headline, it says nothing.
TEST(HardPages, OneHeadlineOnAllPagesHidesNoFrame) {
  std::vector<Crawled> crawl;
  for (std::uint64_t page = 1; page <= 12; ++page) {
    crawl.push_back({kSite, page, report(2 * page) + report(2 * page + 1) + frame_of(kSite), 12345});
  }
  EXPECT_EQ(left(learn(crawl), kSite, report(90) + frame_of(kSite)), report(90));
}

// Fifty sites print one report, each under several urls, between teasers that change from page to page.
std::vector<Crawled> syndicated(std::uint64_t teasers, std::uint64_t urls, bool one_line) {
  std::vector<Crawled> crawl;
  for (std::uint64_t site = 1; site <= 50; ++site) {
    for (std::uint64_t url = 0; url < urls; ++url) {
      std::string above, below;
      // Of the network's teasers, and so the neighbours of the report on other sites too.
      for (std::uint64_t i = 0; i < teasers; ++i) {
        (i % 2 == 0 ? above : below) += sentence(15, 2'000'000'000 + (site + 3 * url + 7 * i) % 40) + "\n";
      }
      std::string text = above + report(1) + below + frame_of(site);
      if (one_line) text = flat(text);
      crawl.push_back({site, 100 * site + url, std::move(text), 4711});
    }
    add_own_reports(crawl, site, 6);
  }
  return crawl;
}

TEST(HardPages, SyndicatedCopyBetweenChangingTeasersIsNotStripped) {
  for (const std::uint64_t teasers : {2u, 6u, 12u}) {
    for (const std::uint64_t urls : {1u, 4u}) {
      for (const bool one_line : {false, true}) {
        const Boilerplate learned = learn(syndicated(teasers, urls, one_line));
        for (std::uint64_t site = 1; site <= 50; ++site) {
          ASSERT_EQ(left(learned, site, report(1)), report(1))
              << teasers << " teasers, " << urls << " urls, one line: " << one_line;
        }
        EXPECT_EQ(left(learned, 1, report(90) + frame_of(1)), report(90)) << teasers << " " << urls << one_line;
      }
    }
  }
}

// One notice in the same few places: between the same two neighbours on every page of the site.
TEST(HardPages, NeighboursAreNoSurroundings) {
  std::vector<Crawled> crawl;
  const std::string before = sentence(10, 1) + "\n", notice = sentence(14, 2) + "\n", after = sentence(10, 3) + "\n";
  for (std::uint64_t page = 1; page <= 8; ++page) {
    crawl.push_back({kSite, page, before + notice + after + report(page), page});
  }
  EXPECT_EQ(left(learn(crawl), kSite, before + notice + after + report(50)), report(50));
}

// A copy wrapped in the same neighbours everywhere: three lines of the network's, on sites that teach nothing.
TEST(HardPages, SyndicatedCopyInOneWrappingOnSitesOfOnePageIsNotStripped) {
  std::vector<Crawled> crawl;
  const std::string wrapping = sentence(20, 1) + "\n" + sentence(20, 2) + "\n" + sentence(20, 3) + "\n";
  for (std::uint64_t site = 1; site <= 50; ++site) crawl.push_back({site, site, wrapping + report(1), 4711});
  EXPECT_THAT(learn(crawl).lines(), IsEmpty());
}

// Template and article share one line, on some pages of a site or on all; sentences are found all the same.
TEST(HardPages, FlatPagesOfASiteAreStrippedWhateverTheOthersAre) {
  for (const std::uint64_t every : {1u, 2u, 4u}) {
    std::vector<Crawled> crawl;
    for (std::uint64_t page = 1; page <= 16; ++page) {
      const std::string text = report(page) + frame_of(kSite);
      crawl.push_back({kSite, page, page % every == 0 ? flat(text) : text, page});
    }
    const Boilerplate learned = learn(crawl);
    EXPECT_EQ(left(learned, kSite, flat(report(90) + frame_of(kSite))), report(90)) << every;
    EXPECT_EQ(left(learned, kSite, report(90) + frame_of(kSite)), report(90)) << every;
  }
}

TEST(HardPages, ASiteOfTwoPagesHasTheNetworksLinesStripped) {
  std::vector<Crawled> crawl;
  const std::string network = sentence(12, 42) + "\n";
  for (std::uint64_t i = 0; i < 15; ++i) crawl.push_back({1 + i % 3, i + 1, report(i) + network, i});
  for (std::uint64_t i = 20; i < 22; ++i) crawl.push_back({kSite, i, report(i) + network + frame_of(kSite), i});
  const Boilerplate learned = learn(crawl);
  EXPECT_EQ(left(learned, kSite, report(20) + network + frame_of(kSite)), report(20) + frame_of(kSite));
}

// A re-crawl that differs in a counter or a date is still one page.
TEST(HardPages, ReCrawlsThatDifferALittleTeachNothing) {
  std::vector<Crawled> crawl;
  for (std::uint64_t i = 0; i < 40; ++i) {
    crawl.push_back({kSite, 1 + i % 2, report(1 + i % 2) + sentence(6, 700 + i) + "\n" + sentence(14, 9), 1 + i % 2});
  }
  EXPECT_THAT(learn(crawl).lines(), IsEmpty());
}

}  // namespace
}  // namespace newsecho
