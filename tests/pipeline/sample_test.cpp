// The sample crawl with its truth: newsecho's own score of newsecho's own result.
#include <gmock/gmock.h>

#include <set>

#include "newsecho/evaluate.h"
#include "pipeline/crawls.h"
#include "support.h"

namespace newsecho {
namespace {

using test::Outcome;
using testing::HasSubstr;
using testing::Not;

constexpr char kKnownWrong[] = "revision";

class Sample : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    detector_ = new Detector({});
    ASSERT_TRUE(detector_->read({test::kSample}).ok());
    absl::StatusOr<Result> result = detector_->finish();
    ASSERT_TRUE(result.ok()) << result.status();
    outcome_ = new Outcome(*std::move(result));
  }
  static void TearDownTestSuite() {
    delete outcome_;
    delete detector_;
  }
  static const Result& result() { return outcome_->result; }

  // What the detector says it stripped from an article.
  static std::string stripped(const std::string& id) {
    const absl::StatusOr<Detector::Shown> shown = detector_->show(outcome_->at.at(id));
    EXPECT_TRUE(shown.ok()) << shown.status();
    std::string all;
    for (const auto& [begin, end] : shown->stripped) all += shown->text.substr(begin, end - begin) + "\n";
    return all;
  }

  static inline Detector* detector_;
  static inline Outcome* outcome_;
};

TEST_F(Sample, EveryArticleIsInOneStory) {
  EXPECT_EQ(result().articles.size(), 1999u);
  EXPECT_EQ(result().skipped.size(), 0u);
  test::expect_sound(result());
}

TEST_F(Sample, AgreesWithTheTruth) {
  test::Folder folder;
  std::string csv = "id,story,relation,score\n";
  for (std::size_t i = 0; i < result().articles.size(); ++i) {
    csv +=
        std::string(result().articles[i].id) + "," + std::to_string(result().assignments[i].story) + ",copy,1.0000\n";
  }
  const absl::StatusOr<Score> score =
      evaluate(folder.write("assignments.csv", csv), NEWSECHO_SOURCE_DIR "/data/sample/labels.jsonl");
  ASSERT_TRUE(score.ok()) << score.status();
  EXPECT_EQ(score->articles, 1999u);
  EXPECT_GE(score->pair_p, .97) << to_json(*score);
  EXPECT_GE(score->pair_r, .97) << to_json(*score);
  EXPECT_GE(score->ari, .98) << to_json(*score);
  EXPECT_EQ(score->traps_merged, 0) << to_json(*score);
}

TEST_F(Sample, HasEveryRelation) {
  std::set<Relation> of_articles, of_links;
  for (const Assignment& a : result().assignments) of_articles.insert(a.relation);
  for (const Link& l : result().links) of_links.insert(l.evidence.relation);
  EXPECT_EQ(of_articles,
            (std::set<Relation>{Relation::kOriginal, Relation::kExact, Relation::kCopy, Relation::kAbridged,
                                Relation::kRevision, Relation::kSingle, Relation::kJunk}));
  EXPECT_EQ(of_links, (std::set<Relation>{Relation::kExcerpt, Relation::kRoundup, Relation::kTemplate}));
}

TEST_F(Sample, TheOriginalIsTheEarliest) {
  for (const Story& s : result().stories) {
    for (const std::uint32_t m : s.members) {
      EXPECT_FALSE(published_before(result().articles[m].published, result().articles[s.original()].published))
          << result().articles[m].id << " is before " << result().articles[s.original()].id;
    }
  }
}

// One report on five sites, each with its own promotion in the middle.
TEST_F(Sample, FiveSitesAreOneStory) {
  for (const char* id : {"five-2", "five-3", "five-4", "five-5"}) {
    EXPECT_TRUE(outcome_->same("five-1", id)) << id;
    // The pages of five-1 and five-4 begin with the hour they were put up: a number that differs, but not in the
    // report.
    EXPECT_EQ(outcome_->relation(id), id == std::string("five-4") ? kKnownWrong : "copy") << id;
  }
  EXPECT_EQ(outcome_->story("five-1").members.size(), 5u);
  EXPECT_EQ(outcome_->original("five-1"), "five-1");
}

TEST_F(Sample, EachSitesPromotionIsStrippedAndSaid) {
  const std::map<std::string, std::vector<std::string>> promotions = {
      {"five-1",
       {"How well do you know the firms that bid against you?", "See a specimen profile",
        "Rivalbook profiles 90,000 suppliers, with owners, orders and plant lists, checked twice a year by Ledgerhall "
        "analysts."}},
      {"five-2",
       {"TIDE TABLES 2025", "Pre-order a copy | Collect from our front desk | Gift wrap",
        "Posted free to addresses on the mainland."}},
      {"five-3", {"You might also enjoy", "Why gulls steal chips: a scientist explains", "Hide these suggestions"}},
      {"five-4",
       {"Gridwatch Premium | The numbers behind the network", "Book a walk-through with a member of our data desk",
        "The trial ends by itself after fourteen days."}},
      {"five-5",
       {"Stay a little longer", "Choose a membership", "A gift for new members: the canvas bag with the heron"}}};
  for (const auto& [id, lines] : promotions) {
    SCOPED_TRACE(id);
    const std::string gone = stripped(id);
    EXPECT_THAT(gone, Not(HasSubstr("lifeboat services"))) << "the report itself was stripped";
    std::string learned;
    for (const BoilerplateLine& b : result().boilerplate) {
      if (b.site == result().articles[outcome_->at.at(id)].site) {
        learned += b.line + "\n";
        EXPECT_GE(b.pages, 3u) << b.line;
        EXPECT_FALSE(b.examples.empty()) << b.line;
      }
    }
    for (const std::string& line : lines) {
      EXPECT_THAT(gone, HasSubstr(line));
      EXPECT_THAT(learned, HasSubstr(line)) << "not in Result::boilerplate";
    }
  }
}

}  // namespace
}  // namespace newsecho
