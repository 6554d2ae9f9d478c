// What another threshold would have given, from files made by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "fmt/format.h"
#include "newsecho/evaluate.h"
#include "support.h"

namespace newsecho {
namespace {

using test::Folder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string pair(const std::string& a, const std::string& b, double agreement, const std::string& relation = "copy",
                 const std::string& channels = "bands") {
  return fmt::format(
      R"({{"a":"{}","b":"{}","relation":"{}","evidence":{{"agreement":{:.3f},"a_in_b":{:.3f},"b_in_a":{:.3f},)"
      R"("size_a":100,"size_b":100,"channels":"{}"}}}})"
      "\n",
      a, b, relation, agreement, agreement, agreement, channels);
}

void write_pairs(const Folder& folder, const std::string& rows) {
  auto file = WholeFile::create(folder / "pairs.jsonl.zst");
  ASSERT_TRUE(file.ok());
  (*file)->write(rows);
  ASSERT_TRUE((*file)->commit().ok());
}

// a and b agree .62, c agrees .42 with both: from .05 to .40 one story, to .60 two, then three. e is equal to d.
void write_run(const Folder& folder, const std::string& rows = pair("a", "b", .62) + pair("a", "c", .42) +
                                                               pair("b", "c", .42) +
                                                               pair("d", "e", 1, "exact", "exact")) {
  folder.write("assignments.csv", "id,story,relation,score\na,a,,\nb,a,,\nc,a,,\nd,d,,\ne,d,,\n");
  folder.write("run.json", R"({"options":{"threshold":0.5}})");
  write_pairs(folder, rows);
}

constexpr const char* kStories = R"({"id":"a","story":"1"}
{"id":"b","story":"1"}
{"id":"c","story":"2"}
{"id":"d","story":"3"}
{"id":"e","story":"3"}
)";

std::vector<std::uint64_t> stories(const Sweep& sweep) {
  std::vector<std::uint64_t> found;
  for (const SweepPoint& p : sweep.points) found.push_back(p.score.found_stories);
  return found;
}

TEST(Sweep, EachThresholdIsGroupedAnew) {
  Folder folder;
  write_run(folder);
  const auto made = sweep(folder.path(), folder.write("labels", kStories));
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->usual, 300);
  EXPECT_EQ(made->run, 500);
  EXPECT_THAT(stories(*made), ElementsAre(2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4));
  // Equal articles stay together whatever the threshold; of equally good ones the nearest to the default is best.
  EXPECT_EQ(made->points.back().score.largest, 2u);
  EXPECT_EQ(made->best().threshold, 450);
  EXPECT_DOUBLE_EQ(made->best().score.ari, 1);
}

TEST(Sweep, TheTableMarksTheDefaultAndTheRun) {
  Folder folder;
  write_run(folder);
  const std::string csv = to_csv(*sweep(folder.path(), folder.write("labels", kStories)));
  const std::vector<std::string> lines = test::lines_of(csv);
  ASSERT_EQ(lines.size(), 20u);
  EXPECT_EQ(lines[0], "threshold,mark,ari,pair_p,pair_r,pair_f1,b3_p,b3_r,b3_f1,traps_merged,stories,largest");
  EXPECT_EQ(lines[6], "0.300,default,0.5455,0.5000,1.0000,0.6667,0.7333,1.0000,0.8462,0.0000,2,3");
  EXPECT_EQ(lines[10], "0.500,run,1.0000,1.0000,1.0000,1.0000,1.0000,1.0000,1.0000,0.0000,3,2");
  EXPECT_THAT(lines[1], HasSubstr("0.050,,"));
}

TEST(Sweep, LabelsOfPairsGiveF1) {
  Folder folder;
  write_run(folder);
  const std::string labels = folder.write("labels",
                                          R"({"a":"a","b":"b","label":"same","confidence":3}
{"a":"a","b":"c","label":"template","confidence":3}
{"a":"c","b":"d","label":"same","confidence":1}
)");
  const std::vector<std::string> all = test::lines_of(to_csv(*sweep(folder.path(), labels)));
  EXPECT_EQ(all[0], "threshold,mark,f1,precision,recall,tp,fp,fn,tn");
  EXPECT_EQ(all[6], "0.300,default,0.5000,0.5000,0.5000,1,1,1,0");
  const std::vector<std::string> sure = test::lines_of(to_csv(*sweep(folder.path(), labels, 3)));
  EXPECT_EQ(sure[10], "0.500,run,1.0000,1.0000,1.0000,1,0,0,1");
}

// What the run's grouping asked for is no candidate, but it is what decided: c agrees with a, and with b too.
TEST(Sweep, PairsThatWereAskedForCountWhereTheyAreAskedForAgain) {
  Folder folder;
  const std::string labels = folder.write("labels", kStories);
  write_run(folder, pair("a", "b", .8) + pair("a", "c", .5));
  EXPECT_EQ(sweep(folder.path(), labels)->points[5].score.found_stories, 4u) << "unknown: unlike";
  write_run(folder, pair("a", "b", .8) + pair("a", "c", .5) + pair("b", "c", .5, "copy", "asked"));
  EXPECT_EQ(sweep(folder.path(), labels)->points[5].score.found_stories, 3u);
}

TEST(Sweep, RoundUpsStayApart) {
  Folder folder;
  write_run(folder, pair("a", "b", .62, "roundup"));
  for (const std::uint64_t n : stories(*sweep(folder.path(), folder.write("labels", kStories)))) EXPECT_EQ(n, 5u);
}

TEST(Sweep, ThePlotIsOneElementThatNeedsNothing) {
  Folder folder;
  write_run(folder);
  const Sweep made = *sweep(folder.path(), folder.write("labels", kStories));
  const std::string svg = to_svg(made);
  EXPECT_EQ(svg.substr(0, 5), "<svg ");
  EXPECT_TRUE(svg.ends_with("</svg>\n"));
  for (const char* word :
       {">default 0.30<", ">this run 0.50<", "<title>ARI over the threshold, best 1.000 at 0.45</title>", ">ARI<",
        ">pair recall<", "<title>0.45: ARI 1.000</title>"}) {
    EXPECT_THAT(svg, HasSubstr(word));
  }
  for (const char* word : {"style", "script", "href", "nan", "inf"}) EXPECT_THAT(svg, Not(HasSubstr(word)));
  // Three lines with a corner for each threshold; as many elements opened as closed.
  std::size_t lines = 0, corners = 0, open = 0, closed = 0;
  for (std::size_t i = svg.find("<polyline"); i != std::string::npos; i = svg.find("<polyline", i + 1)) ++lines;
  EXPECT_EQ(lines, 3u);
  for (std::size_t i = 0; i + 1 < svg.size(); ++i) {
    open += svg[i] == '<' && svg[i + 1] != '/' ? 1 : 0;
    closed += (svg[i] == '<' && svg[i + 1] == '/') || (svg[i] == '/' && svg[i + 1] == '>') ? 1 : 0;
    corners += svg[i] == 'r' && svg.compare(i, 4, "r=\"3") == 0 ? 1 : 0;
  }
  EXPECT_EQ(open, closed);
  EXPECT_EQ(corners, made.points.size());
}

TEST(Sweep, SaysWhatIsMissing) {
  Folder folder;
  const std::string labels = folder.write("labels", kStories);
  const auto message = [&] { return std::string(sweep(folder.path(), labels).status().message()); };
  EXPECT_THAT(message(), HasSubstr("assignments.csv"));
  folder.write("assignments.csv", "id,story\na,a\nb,a\nc,a\nd,d\ne,d\n");
  EXPECT_THAT(message(), testing::AllOf(HasSubstr("pairs.jsonl.zst"), HasSubstr("--pairs")));
  write_pairs(folder, pair("a", "b", .5) + pair("a", "nobody", .5));
  EXPECT_THAT(message(), testing::AllOf(HasSubstr("line 2"), HasSubstr("--pairs")));
  write_pairs(folder, pair("a", "b", .5) + "{\"a\":");
  EXPECT_THAT(message(), HasSubstr("line 2"));
  write_pairs(folder, "");
  EXPECT_THAT(message(), HasSubstr("run.json"));
  folder.write("run.json", "{}");
  EXPECT_THAT(message(), HasSubstr("no threshold"));
  folder.write("run.json", R"({"options":{"threshold":0.3}})");
  EXPECT_EQ(message(), "");
  EXPECT_THAT(std::string(sweep(folder.path(), folder / "none").status().message()), HasSubstr("none"));
}

}  // namespace
}  // namespace newsecho
