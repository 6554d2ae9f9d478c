// The same articles give the same result: in any order, on any number of threads, with any kernel, in memory or
// spilled.
#include <algorithm>
#include <utility>

#include "base/cpu.h"
#include "cli/run.h"
#include "pipeline/crawls.h"

namespace newsecho {
namespace {

using test::Outcome;

// All a result says, line by line; nothing in it may depend on where an article stood in the input.
std::string as_text(const Result& r) {
  std::string all = r.scheme_id + " " + r.boilerplate_id + " " + r.story_frequency_id + "\n";
  const auto id = [&](std::uint32_t article) { return r.articles[article].id; };
  const auto say = [&](const auto&... parts) { ((all += std::string(parts) + " "), ...), all += "\n"; };
  for (const Story& s : r.stories) {
    say("story", std::to_string(s.cohesion.least_medoid), std::to_string(s.cohesion.mean_original));
    for (std::size_t i = 0; i < s.members.size(); ++i) {
      const Assignment& a = r.assignments[s.members[i]];
      const ArticleInfo& info = r.articles[s.members[i]];
      say(info.id, name(a.relation), std::to_string(a.agreement), std::to_string(info.words),
          std::to_string(info.stripped_words), info.credit, s.evidence.empty() ? "" : to_json(s.evidence[i]));
    }
  }
  for (const Link& l : r.links) say("link", id(l.a), id(l.b), to_json(l.evidence));
  for (const Link& l : r.pairs) say("pair", id(l.a), id(l.b), to_json(l.evidence));
  for (const BoilerplateLine& b : r.boilerplate) {
    say("line", b.site, std::to_string(b.pages), b.line);
    for (const std::string& e : b.examples) say("  on", e);
  }
  const Counts& c = r.counts;
  for (const std::uint64_t n : {c.articles, c.text_bytes, c.junk, c.noisy, c.stripped_words, c.exact_collapsed,
                                c.candidates, c.by_bands, c.by_anchors, c.verified, c.reverified, c.duplicate_ids}) {
    say(std::to_string(n));
  }
  return all;
}

// Compares line by line, so that a failure shows one line and not a book.
void expect_equal(const std::string& a, const std::string& b) {
  const auto x = test::lines_of(a), y = test::lines_of(b);
  const auto [i, j] = std::mismatch(x.begin(), x.end(), y.begin(), y.end());
  EXPECT_TRUE(i == x.end() && j == y.end()) << "first difference in line " << i - x.begin() << ":\n"
                                            << (i == x.end() ? "(end)" : *i) << "\n"
                                            << (j == y.end() ? "(end)" : *j);
}

class Invariance : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    articles_ = new std::vector<Article>(test::sample_articles(600));
    // Pages crawled twice, and an id that two articles claim: where order decides most easily.
    for (std::size_t i = 0; i < 40; ++i) {
      Article again = (*articles_)[7 * i];
      again.id += "-again";
      again.published.seconds += test::kHour;
      articles_->push_back(again);
    }
    (*articles_)[10].id = (*articles_)[20].id;
    expected_ = new std::string(as_text(run(*articles_, {})));
  }
  static void TearDownTestSuite() {
    delete articles_;
    delete expected_;
    force_kernel(Kernel::kAuto);
  }
  static Result run(const std::vector<Article>& articles, Options options) {
    options.keep_pairs = true;
    return test::detect(articles, std::move(options)).result;
  }

  static inline std::vector<Article>* articles_;
  static inline std::string* expected_;
};

TEST_F(Invariance, SomethingWasFound) {
  const Result r = run(*articles_, {});
  EXPECT_GT(r.stories.front().members.size(), 5u);
  EXPECT_GT(r.links.size(), 20u);
  EXPECT_GT(r.boilerplate.size(), 50u);
}

TEST_F(Invariance, AnyOrder) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    SCOPED_TRACE(seed);
    std::vector<Article> shuffled = *articles_;
    base::SplitMix64 random(seed);
    for (std::size_t i = shuffled.size(); i > 1; --i) std::swap(shuffled[i - 1], shuffled[random.next() % i]);
    expect_equal(*expected_, as_text(run(shuffled, {})));
  }
}

TEST_F(Invariance, AnyThreads) {
  for (const unsigned threads : {1, 2, 5}) {
    SCOPED_TRACE(threads);
    Options options;
    options.threads = threads;
    expect_equal(*expected_, as_text(run(*articles_, options)));
  }
}

TEST_F(Invariance, AnyKernel) {
  for (const char* kernel : {"scalar", "avx2", "avx512", "neon"}) {
    SCOPED_TRACE(kernel);
    if (!can_run(*parse_kernel(kernel))) continue;
    Options options;
    options.kernel = kernel;
    expect_equal(*expected_, as_text(run(*articles_, options)));
    EXPECT_EQ(name(active_kernel()), kernel);
  }
}

TEST_F(Invariance, InMemoryOrSpilled) {
  for (const std::uint64_t bytes : {std::uint64_t{1}, std::uint64_t{1} << 20}) {
    SCOPED_TRACE(bytes);
    test::Folder tmp;
    Options options;
    options.spool_bytes = bytes;
    options.tmp = tmp.path();
    const Result result = run(*articles_, options);
    expect_equal(*expected_, as_text(result));
    EXPECT_GT(result.counts.temporary_bytes, bytes == 1 ? 1u << 20 : 0u);
    EXPECT_EQ(tmp.names().size(), 0u) << "the spool has a name that a killed run would leave behind";
  }
}

TEST_F(Invariance, ShownTextsAreAsCrawled) {
  for (const std::uint64_t bytes : {std::uint64_t{1}, std::uint64_t{1} << 28}) {
    Options options;
    options.spool_bytes = bytes;
    Detector detector(options);
    for (const Article& a : *articles_) ASSERT_TRUE(detector.add(a).ok());
    ASSERT_TRUE(detector.finish().ok());
    for (std::uint32_t i = 0; i < articles_->size(); i += 37) {
      EXPECT_EQ(detector.show(i)->text, (*articles_)[i].text) << i;
    }
  }
}

TEST(InvarianceOfFiles, AnyThreads) {
  test::Folder folder;
  for (const char* threads : {"1", "4"}) {
    const test::Ran r =
        test::run({"cluster", test::kSample, "-o", folder / threads, "--threads", threads, "--quiet"}, {});
    ASSERT_EQ(r.code, 0) << r.err;
  }
  for (const char* file : {"assignments.csv", "stories.jsonl", "links.jsonl", "boilerplate.jsonl"}) {
    SCOPED_TRACE(file);
    const std::string one = test::slurp(folder / (std::string("1/") + file));
    EXPECT_GT(one.size(), 10'000u);
    expect_equal(one, test::slurp(folder / (std::string("4/") + file)));
  }
}

}  // namespace
}  // namespace newsecho
