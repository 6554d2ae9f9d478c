#include "pipeline/documents.h"

#include <gtest/gtest.h>

#include "verify/documents.h"

namespace newsecho::pipeline {
namespace {

// A crawl of nodes whose first word is their number, with so little memory that their records are copied.
class CrowdedCrawl : public testing::Test {
 protected:
  static constexpr std::uint32_t kNodes = 5000;

  static Options options() {
    Options options;
    options.tmp = testing::TempDir();
    options.memory_bytes = 16u << 20;  // nodes take more
    return options;
  }

  void SetUp() override {
    const auto keeper = crawl_.keepers.borrow();
    std::vector<char> record;
    for (std::uint32_t i = 0; i < kNodes; ++i) {
      prepare_record(words(run(i, 300)), {}, crawl_.shingle, record);
      ASSERT_TRUE(
          keep(keeper->documents_like(0), absl::MakeConstSpan(record), crawl_.nodes.emplace_back(Node{}).document)
              .ok());
    }
    ASSERT_TRUE(keeper->flush().ok());
    ASSERT_TRUE(crawl_.file.crowded());
  }

  Crawl crawl_{options()};
};

// Nodes that would be copied to one place among them, in both orders, and those copied before.
TEST_F(CrowdedCrawl, ShowsEachPairAsItIs) {
  Documents documents(crawl_);
  base::SplitMix64 random(1);
  for (int i = 0; i < 20'000; ++i) {
    const auto a = static_cast<std::uint32_t>(random.next() % kNodes);
    const auto b =
        static_cast<std::uint32_t>(i % 2 == 0 ? (a + 1024 * (1 + random.next() % 3)) % kNodes : random.next() % kNodes);
    if (a == b) continue;
    const auto& [x, y] = documents.get(a, b);
    ASSERT_EQ(x.tokens.front(), a);
    ASSERT_EQ(y.tokens.front(), b);
    ASSERT_EQ(x.tokens.size(), 300u);
    ASSERT_EQ(y.shingles.size(), document(words(run(b, 300))).shingles.size());
  }
  EXPECT_EQ(documents.get(7).tokens.front(), 7u);
}

}  // namespace
}  // namespace newsecho::pipeline
