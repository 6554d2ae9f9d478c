// Scans of reports: recognised, found, and told apart.
#include <gmock/gmock.h>

#include "pipeline/scans.h"
#include "pipeline/stories.h"

namespace newsecho {
namespace {

using test::article;
using test::Outcome;
using test::report;
using test::scanned;

// Each report by two papers and, if wanted, as three scans.
Outcome crawl(bool with_scans) {
  std::vector<Article> articles = test::sample_articles(2000);
  for (std::size_t n = 0; n < 5; ++n) {
    const std::string name = "report-" + std::to_string(n);
    articles.push_back(article(name, name + ".example", report(n)));
    articles.push_back(article(name + "-print", name + "-print.example", "By our own desk\n" + report(n)));
    for (std::uint64_t scan = 0; scan < 3 && with_scans; ++scan) {
      const std::string id = name + "-scan-" + std::to_string(scan);
      articles.push_back(article(id, id + ".example", scanned(report(n), 30 + 10 * scan, 100 * n + scan)));
    }
  }
  return test::detect(articles);
}

TEST(Noise, ScansAreRecognised) {
  const std::uint64_t without = crawl(false).result.counts.noisy;
  // The smaller a crawl the more of its words stand in one article only.
  EXPECT_LE(without, 2010 / 16) << "clean articles are taken for scans";
  EXPECT_EQ(crawl(true).result.counts.noisy, without + 15);
}

TEST(Noise, ScansAreTheReportTheyShow) {
  const Outcome o = crawl(true);
  for (std::size_t n = 0; n < 5; ++n) {
    const std::string name = "report-" + std::to_string(n);
    for (const char* scan : {"-scan-0", "-scan-1", "-scan-2"}) EXPECT_TRUE(o.same(name, name + scan)) << name << scan;
    EXPECT_EQ(o.story(name).members.size(), 5u) << name;
  }
}

}  // namespace
}  // namespace newsecho
