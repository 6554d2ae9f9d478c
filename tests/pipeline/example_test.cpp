// The uses the README shows, as it shows them: all of it in five lines, and each part alone.
#include <gtest/gtest.h>

#include "newsecho/cluster.h"
#include "newsecho/index.h"
#include "newsecho/pipeline.h"
#include "pipeline/crawls.h"

namespace newsecho {
namespace {

TEST(Example, FiveLines) {
  const std::string first = test::prose(1, 200);
  const std::string second = first + "The council meets again on Friday.\n";
  std::vector<std::string> titles;

  newsecho::Detector detector(newsecho::Options{});
  ASSERT_TRUE(detector.add({.id = "a", .title = "Council votes", .text = first}).ok());
  ASSERT_TRUE(detector.add({.id = "b", .title = "Vote in council", .text = second}).ok());
  absl::StatusOr<newsecho::Result> result = detector.finish();
  for (const newsecho::Story& s : result->stories) titles.emplace_back(result->articles[s.original()].title);

  // Neither has a date: the longer one tells the story.
  EXPECT_EQ(titles, std::vector<std::string>{"Vote in council"});
  EXPECT_EQ(result->stories[0].members.size(), 2u);
}

TEST(Example, Normalise) {
  const std::string source = "The \u201cCaf\u00e9\u201d re-\nopened &amp; sold 1,234 cups";
  const newsecho::Normalised n = newsecho::normalise(source);
  EXPECT_EQ(n.text, "the \"caf\u00e9\" reopened & sold 1,234 cups");
  EXPECT_EQ(n.source_offset(4), 4u);
  const newsecho::Tokens t = newsecho::tokenise(n, source);
  ASSERT_EQ(t.numbers.size(), 1u);
  EXPECT_EQ(t.numbers[0].mantissa, 1234);
}

std::vector<newsecho::ShingleHash> shingles_of(const std::string& text) {
  const newsecho::Tokens t = newsecho::tokenise(newsecho::normalise(text), text);
  std::vector<newsecho::ShingleHash> shingles;
  newsecho::shingle_into(t.hash, t.flags, newsecho::ShingleOptions{}, shingles);
  newsecho::sort_unique(shingles);
  return shingles;
}

TEST(Example, SignaturesEstimateResemblance) {
  const auto a = shingles_of(test::prose(1, 300) + test::prose(2, 600));
  const auto b = shingles_of(test::prose(1, 300) + test::prose(3, 600));
  const newsecho::MinHasher hasher(newsecho::SignOptions{.k = 128, .seed = 1});
  const newsecho::Estimate j = newsecho::estimate_resemblance(hasher.sign(a), hasher.sign(b));

  const double common = newsecho::intersection_size(a, b);
  const double exact = common / (static_cast<double>(a.size() + b.size()) - common);
  EXPECT_NEAR(exact, .2, .02);
  EXPECT_LE(j.low, exact);
  EXPECT_GE(j.high, exact);
  EXPECT_NEAR(j.value, exact, .11);  // three standard errors, sqrt(.2 * .8 / 128) each
  EXPECT_EQ(j.samples, 128u);
}

TEST(Example, IndexInsertQueryRemoveMerge) {
  struct Made {
    newsecho::Signature signature;
    std::vector<newsecho::ShingleHash> anchors;
    newsecho::SignatureView view() const { return {signature.lanes, anchors}; }
  };
  const auto make = [](const std::string& text) {
    Made made;
    const auto shingles = shingles_of(text);
    made.signature = newsecho::MinHasher().sign(shingles);
    newsecho::anchors_into(shingles, newsecho::kAnchorModulus, made.anchors);
    return made;
  };
  const Made report = make(test::prose(1, 300)), other = make(test::prose(2, 300));
  const Made trimmed = make(test::prose(1, 150));
  const auto ids = [](const std::vector<newsecho::Proposal>& proposals) {
    std::vector<std::uint64_t> all;
    for (const newsecho::Proposal& p : proposals) all.push_back(p.id);
    return all;
  };

  const std::uint64_t scheme = newsecho::scheme_id({}, {});
  newsecho::Index index(newsecho::IndexOptions{}, scheme);
  ASSERT_TRUE(index.insert(17, report.view()).ok());
  EXPECT_EQ(ids(index.query(trimmed.view())), std::vector<std::uint64_t>{17});
  EXPECT_TRUE(index.query(other.view()).empty());

  newsecho::Index more(newsecho::IndexOptions{}, scheme);
  ASSERT_TRUE(more.insert(18, other.view()).ok());
  ASSERT_TRUE(index.merge(more).ok());
  EXPECT_EQ(ids(index.query(other.view())), std::vector<std::uint64_t>{18});
  EXPECT_TRUE(index.remove(17));
  EXPECT_TRUE(index.query(trimmed.view()).empty());
  EXPECT_EQ(index.merge(newsecho::Index({}, scheme + 1)).code(), absl::StatusCode::kFailedPrecondition);
}

TEST(Example, VerifyTwoArticles) {
  const std::string first = test::prose(1, 200), second = first + test::prose(2, 30);
  newsecho::Document a, b;
  const auto prepare = [](const std::string& text, newsecho::Document& out) {
    newsecho::prepare(newsecho::tokenise(newsecho::normalise(text), text), {}, {}, newsecho::ShingleOptions{}, out);
  };
  prepare(first, a);
  prepare(second, b);
  const newsecho::Evidence e = newsecho::verify(a, b, newsecho::VerifyOptions{});
  EXPECT_TRUE(newsecho::same_report(e.relation)) << newsecho::reason(e);
  EXPECT_GE(e.a_in_b, 980);
}

TEST(Example, GroupPairs) {
  const std::vector<newsecho::Pair> pairs = {{0, 1, 930}, {1, 2, 120}};
  const auto groups =
      newsecho::group(pairs, {.weight = {1, 1, 1}, .rank = {0, 1, 2}}, newsecho::ClusterOptions{}, nullptr);
  EXPECT_EQ(groups, (std::vector<std::vector<std::uint32_t>>{{0, 1}}));
}

}  // namespace
}  // namespace newsecho
