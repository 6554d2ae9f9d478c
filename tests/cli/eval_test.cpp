#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/run.h"
#include "fmt/format.h"
#include "nlohmann/json.hpp"

namespace newsecho {
namespace {

using nlohmann::json;
using test::Folder;
using test::Ran;
using testing::HasSubstr;

const std::string kSample = NEWSECHO_SOURCE_DIR "/data/sample/";

// The sample crawl, grouped once at a threshold of its own.
const Folder& grouped() {
  static const Folder folder;
  static const Ran made =
      test::run({"cluster", kSample + "crawl.jsonl.gz", "-o", "out", "--pairs", "--threshold", "0.25", "--quiet"},
                {.folder = folder.path()});
  EXPECT_EQ(made.code, 0) << made.err;
  return folder;
}

TEST(EvalCommand, TheSweepAgreesWithTheRunAtItsThreshold) {
  const Folder& folder = grouped();
  const Ran r =
      test::run({"eval", "out", "--labels", kSample + "labels.jsonl", "--sweep", "--json"}, {.folder = folder.path()});
  ASSERT_EQ(r.code, 0) << r.err;
  const json score = json::parse(r.out);
  EXPECT_GT(score.at("best_threshold").get<double>(), 0);
  const std::vector<std::string> rows = test::lines_of(test::slurp(folder / "out/sweep.csv"));
  ASSERT_EQ(rows.size(), 20u);
  // Every measure, not only the one that may come out by chance.
  EXPECT_EQ(
      rows[5],
      fmt::format("0.250,run,{:.4f},{:.4f},{:.4f},{:.4f},{:.4f},{:.4f},{:.4f},{:.4f},{},{}", score["ari"].get<double>(),
                  score["pair_p"].get<double>(), score["pair_r"].get<double>(), score["pair_f1"].get<double>(),
                  score["b3_p"].get<double>(), score["b3_r"].get<double>(), score["b3_f1"].get<double>(),
                  score["traps_merged"].get<double>(), score["found_stories"].get<int>(), score["largest"].get<int>()));
  EXPECT_THAT(rows[6], HasSubstr("0.300,default,"));
  EXPECT_THAT(test::slurp(folder / "out/sweep.svg"), HasSubstr(">this run 0.25<"));
}

// Above its threshold too a run holds all that is needed: 0.5 here is what --threshold 0.5 gives, but for what
// story frequencies were learned at.
TEST(EvalCommand, TheSweepIsCloseToARunAtAnotherThreshold) {
  const Folder& folder = grouped();
  ASSERT_EQ(test::run({"cluster", kSample + "crawl.jsonl.gz", "-o", "other", "--threshold", "0.5", "--quiet"},
                      {.folder = folder.path()})
                .code,
            0);
  const Ran r = test::run({"eval", "other", "--labels", kSample + "labels.jsonl", "--json"}, {.folder = folder.path()});
  test::run({"eval", "out", "--labels", kSample + "labels.jsonl", "--sweep"}, {.folder = folder.path()});
  const std::string row = test::lines_of(test::slurp(folder / "out/sweep.csv")).at(10);
  ASSERT_EQ(row.substr(0, 7), "0.500,,");
  EXPECT_NEAR(std::stod(row.substr(7)), json::parse(r.out).at("ari").get<double>(), 0.01);
}

TEST(EvalCommand, ReadsForPeopleToo) {
  const Folder& folder = grouped();
  const Ran r = test::run({"eval", "out", "--labels", kSample + "labels.jsonl", "--sweep"}, {.folder = folder.path()});
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_THAT(r.out, testing::AllOf(HasSubstr("ARI by threshold, best 0."), HasSubstr("out/sweep.csv"),
                                    HasSubstr("  0.30    "), HasSubstr("  default\n"), HasSubstr("  this run\n")));
}

TEST(EvalCommand, ASweepWithoutPairsSaysWhatToDo) {
  const Folder& folder = grouped();
  const std::string labels = kSample + "labels.jsonl";
  const Ran file = test::run({"eval", "out/assignments.csv", "--labels", labels, "--sweep"}, {.folder = folder.path()});
  EXPECT_EQ(file.code, 2);
  EXPECT_THAT(file.err, HasSubstr("needs the folder"));
  test::run({"cluster", kSample + "crawl.jsonl.gz", "-o", "plain", "--quiet"}, {.folder = folder.path()});
  const Ran plain = test::run({"eval", "plain", "--labels", labels, "--sweep"}, {.folder = folder.path()});
  EXPECT_EQ(plain.code, 2);
  EXPECT_THAT(plain.err, testing::AllOf(HasSubstr("plain/pairs.jsonl.zst"), HasSubstr("--pairs")));
}

}  // namespace
}  // namespace newsecho
