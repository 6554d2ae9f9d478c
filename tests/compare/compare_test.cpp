#include "newsecho/compare.h"

#include <gmock/gmock.h>

#include <chrono>

namespace newsecho {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

const std::string kFirst =
    "The council voted seven to two on Tuesday night to close the swimming hall at the end of the summer. ";
const std::string kSecond =
    "Two hundred angry residents had come to the debate with banners, whistles and old towels. ";
const std::string kThird = "The mayor said that the roof alone would cost more than the library and both schools. ";
const std::string kFourth = "A lorry with forty tonnes of onions overturned near the harbour early this morning. ";

Article text(const std::string& text) {
  Article article;
  article.text = text;
  return article;
}

Comparison compare(const std::string& a, const std::string& b) { return compare(text(a), text(b), Options{}); }

// "=same -only a +only b <moved a >moved b", as texts.
std::string shown(const std::string& a, const std::string& b) {
  std::string out;
  for (const Passage& p : compare(a, b).passages) {
    const std::string in_a = a.substr(p.a_begin, p.a_end - p.a_begin), in_b = b.substr(p.b_begin, p.b_end - p.b_begin);
    out += "=-+<>"[p.kind] + (in_a.empty() ? in_b : in_a) + "|";
  }
  return out;
}

TEST(Compare, PassagesTileBothTextsWhateverTheyAre) {
  const std::string texts[] = {"",
                               " \n",
                               "one",
                               kFirst + kSecond + kThird,
                               kThird + kFourth + kFirst,
                               "  " + kFirst + "\n\n" + kFirst,
                               "caf\xe9 \xff\xff " + kSecond,
                               "市議会は火曜日に七対二で市営プールの閉鎖を決定した。",
                               "-- ... " + kFourth + " !!!"};
  for (const std::string& a : texts) {
    for (const std::string& b : texts) {
      std::uint32_t at_a = 0, at_b = 0;
      for (const Passage& p : compare(a, b).passages) {
        EXPECT_EQ(p.a_begin, at_a) << a << " / " << b;
        EXPECT_EQ(p.b_begin, at_b) << a << " / " << b;
        const bool in_a = p.kind != Passage::kOnlyB && p.kind != Passage::kMovedB;
        const bool in_b = p.kind != Passage::kOnlyA && p.kind != Passage::kMovedA;
        EXPECT_EQ(p.a_end > p.a_begin, in_a) << a << " / " << b;
        EXPECT_EQ(p.b_end > p.b_begin, in_b) << a << " / " << b;
        at_a = p.a_end;
        at_b = p.b_end;
      }
      if (!compare(a, b).passages.empty()) {
        EXPECT_EQ(at_a, a.size()) << a << " / " << b;
        EXPECT_EQ(at_b, b.size()) << a << " / " << b;
      }
    }
  }
}

TEST(Compare, AChangedWordIsTheOnlyDifference) {
  std::string b = kFirst + kSecond;
  b.replace(b.find("Tuesday"), 7, "Monday");
  EXPECT_EQ(
      shown(kFirst + kSecond, b),
      "=The council voted seven to two on |-Tuesday |+Monday |=night to close the swimming hall at the end of the "
      "summer. |=" +
          kSecond + "|");
}

TEST(Compare, AMovedSentenceIsNeitherNewNorGone) {
  const std::string out = shown(kFirst + kSecond + kThird, kSecond + kThird + kFirst);
  EXPECT_THAT(out, HasSubstr("<" + kFirst));
  EXPECT_THAT(out, HasSubstr(">" + kFirst));
  EXPECT_EQ(out.find('-'), std::string::npos) << out;
}

// What is shown as a row of a table: "A / B".
std::vector<std::string> rows(const std::string& a, const std::string& b) {
  std::vector<std::string> out;
  std::string in_a, in_b;
  for (const Passage& p : compare(a, b).passages) {
    in_a += a.substr(p.a_begin, p.a_end - p.a_begin);
    in_b += b.substr(p.b_begin, p.b_end - p.b_begin);
    if (!p.ends_sentence) continue;
    out.push_back(in_a + "/ " + in_b);
    in_a.clear(), in_b.clear();
  }
  if (!in_a.empty() || !in_b.empty()) out.push_back(in_a + "/ " + in_b);
  return out;
}

TEST(Compare, SingleWordsArePairedWithinAChangedSentence) {
  EXPECT_EQ(shown("The board of the harbour company dismissed its director Anna Berg at noon.",
                  "Yesterday the board of that harbour company dismissed its chief engineer Anna Berg at noon."),
            "+Yesterday |=The board of |-the |+that |=harbour company dismissed its |-director |+chief engineer |=Anna "
            "Berg at noon.|");
}

TEST(Compare, WordsMetByChanceAreNotInCommon) {
  const std::string a =
      kFirst + "Rents in the old town rose again by a tenth, and on Wall Street nobody was surprised. " + kThird;
  const std::string b = kFirst +
                        "Eleven ships waited outside for a pilot while shares of the line fell on Wall Street, said "
                        "brokers who had not slept. " +
                        kThird;
  const std::vector<std::string> all = rows(a, b);
  ASSERT_EQ(all.size(), 3u) << shown(a, b);
  EXPECT_THAT(shown(a, b), Not(HasSubstr("=on Wall")));
}

TEST(Compare, ARowIsASentenceOfEach) {
  const std::string reply = "Nobody answered. ", other = "Everybody left. ";
  EXPECT_THAT(rows(kFirst + reply + kThird, kFirst + other + kThird),
              ElementsAre(kFirst + "/ " + kFirst, reply + "/ " + other, kThird + "/ " + kThird));
  EXPECT_THAT(rows(kFirst + kThird, kFirst + reply + other + kThird),
              ElementsAre(kFirst + "/ " + kFirst, "/ " + reply, "/ " + other, kThird + "/ " + kThird));
  std::string longer = kFirst;
  longer.insert(longer.size() - 2, ", said the clerk");
  EXPECT_THAT(rows(kFirst + reply + kThird, longer + other + kThird),
              ElementsAre(kFirst + "/ " + longer, reply + "/ " + other, kThird + "/ " + kThird))
      << "an end that comes later";
}

TEST(Compare, SentencesAreFoundInGluedAndInTypewrittenText) {
  const auto ends = [](const std::string& text) { return rows(text, text).size(); };
  EXPECT_EQ(ends("The rate was left unchanged.The bank said more on Monday."), 2u);
  EXPECT_EQ(ends("Mr. Berg of the U.S. Treasury came at 9.30 p.m. Monday to the E. Meyer Blvd."), 1u);
  EXPECT_EQ(ends("Venezuela has obtained more than 300\nmillion in financing for industry and its\nlines of credit."),
            1u);
  EXPECT_EQ(ends("Shr 12 cts vs 10 cts\nNet 1,683,000 vs 1,407,000\nRevs 42.2 mln vs 28.8 mln"), 3u) << "a table";
}

// "3.2>3.4" of each change.
std::vector<std::string> changes(const std::string& a, const std::string& b, Passage::Fact fact) {
  std::vector<std::string> out;
  const Comparison c = compare(a, b);
  for (const Change& x : c.changes) {
    if (x.fact != fact) continue;
    out.push_back(a.substr(x.a_begin, x.a_end - x.a_begin) + ">" + b.substr(x.b_begin, x.b_end - x.b_begin));
  }
  std::size_t marked = 0;
  for (const Passage& p : c.passages) marked += p.fact == fact ? 1 : 0;
  EXPECT_EQ(marked > 0, !out.empty());
  return out;
}

TEST(Compare, NumbersAndNamesThatDifferAreNamed) {
  const auto with = [](const std::string& number, const std::string& name) {
    return "The firm said its profit for the whole year rose to " + number + " and that its director " + name +
           " would stay until the end of the next year.";
  };
  const std::string a = with("3.2 mln dlrs", "Anna Berg");
  EXPECT_THAT(changes(a, with("3.4 mln dlrs", "Anna Berg"), Passage::kNumber), ElementsAre("3.2>3.4"));
  EXPECT_THAT(changes(a, with("3.2 mln dlrs", "Otto Kern"), Passage::kName), ElementsAre("Anna Berg>Otto Kern"));
  EXPECT_THAT(changes(a, with("3.2 mln dlrs", "Otto Kern"), Passage::kNumber), IsEmpty());
  EXPECT_THAT(changes(a, with("3,204,000 dlrs", "Anna Berg"), Passage::kNumber), IsEmpty()) << "rounded";
  EXPECT_THAT(changes(a, with("3,304,000 dlrs", "Anna Berg"), Passage::kNumber), ElementsAre("3.2 mln>3,304,000"));
  EXPECT_THAT(changes(with("1-1/2 pct", "X"), with("1-1/8 pct", "X"), Passage::kNumber), ElementsAre("1-1/2>1-1/8"));
  EXPECT_THAT(changes(with("2020 dlrs", "X"), with("2021 dlrs", "X"), Passage::kNumber), ElementsAre("2020>2021"));
}

TEST(Compare, TwoOtherNumbersInOneReportAreARevision) {
  const auto with = [](const std::string& cost, const std::string& rooms) {
    return kFirst + kSecond + kThird + "The repair of the roof costs " + cost +
           " million, said the mayor to the residents. The hall will have " + rooms + " changing rooms for swimmers. " +
           kFourth;
  };
  const Evidence e = compare(with("3.2", "14"), with("3.4", "21")).evidence;
  EXPECT_EQ(e.number_conflicts, 2u);
  EXPECT_EQ(e.relation, Relation::kRevision) << verdict(e) << "; " << reason(e);
}

TEST(Compare, AMisreadScanIsNoOtherReport) {
  const std::string page =
      "At eleven o'clock on Wednesday the following portions of Crown land will be offered for sale by public auction "
      "at "
      "the Colonial Treasury at the upset price affixed to each lot respectively, namely forty acres in the parish of "
      "Windellama commencing at a marked corner near the confluence of two creeks, with all buildings standing there.";
  std::string scan = page;
  for (const auto& [word, misread] : std::vector<std::pair<std::string, std::string>>{{"following", "fullowing"},
                                                                                      {"portions", "portious"},
                                                                                      {"offered", "ofteied"},
                                                                                      {"auction", "auctlon"},
                                                                                      {"Treasury", "Tieasury"},
                                                                                      {"price", "piice"},
                                                                                      {"affixed", "aflixed"},
                                                                                      {"parish", "paiish"},
                                                                                      {"Windellama", "Windcllama"},
                                                                                      {"corner", "coiner"},
                                                                                      {"creeks", "cieeks"},
                                                                                      {"buildings", "buildmgs"}}) {
    scan.replace(scan.find(word), word.size(), misread);
  }
  EXPECT_TRUE(same_report(compare(page, scan).evidence.relation)) << verdict(compare(page, scan).evidence);
  EXPECT_GT(compare(page, scan).evidence.characters, 0);
  EXPECT_EQ(compare(kFirst + kSecond, kFirst + kThird).evidence.characters, 0) << "clean texts";
}

TEST(Compare, ManyStretchesTakeNoSquareOfTime) {
  std::string a, b;
  for (int i = 0; i < 60'000; ++i) {
    const std::string sentence =
        "word" + std::to_string(i) + " stands beside number" + std::to_string(i * 7) + " here. ";
    a += sentence + "left" + std::to_string(i) + ". ";
    b += sentence + "right" + std::to_string(i) + ". ";
  }
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_GT(compare(a, b).passages.size(), 100'000u);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20)) << "the square would be minutes";
}

TEST(Compare, TheVerdictNamesTheRelation) {
  const std::string whole = kFirst + kSecond + kThird;
  EXPECT_EQ(verdict(compare(whole, whole).evidence), "same report, exact: word for word");
  EXPECT_EQ(verdict(compare("Breaking news!", "breaking  NEWS").evidence), "same report, exact: word for word")
      << "as within a crawl, also when too short to be measured";
  EXPECT_THAT(verdict(compare(whole, kFirst + kSecond).evidence),
              StartsWith("same report, abridged: 100 % of B is in A"));
  EXPECT_THAT(verdict(compare(kFirst + kSecond, whole).evidence),
              StartsWith("same report, abridged: 100 % of A is in B"));
  EXPECT_EQ(verdict(compare(whole, kFourth + kFourth).evidence), "different reports: no passage in common");
  EXPECT_THAT(verdict(compare("", "").evidence), StartsWith("different reports: ")) << "nothing in common is no copy";
}

}  // namespace
}  // namespace newsecho
