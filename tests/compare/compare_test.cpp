#include "newsecho/compare.h"

#include <gmock/gmock.h>

namespace newsecho {
namespace {

using testing::HasSubstr;
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

TEST(Compare, TheVerdictNamesTheRelation) {
  const std::string whole = kFirst + kSecond + kThird;
  EXPECT_EQ(verdict(compare(whole, whole).evidence), "same report, exact: word for word");
  EXPECT_EQ(verdict(compare("Breaking news!", "breaking  NEWS").evidence), "same report, exact: word for word")
      << "as within a crawl, also when too short to be measured";
  EXPECT_THAT(verdict(compare(whole, kFirst + kSecond).evidence),
              StartsWith("same report, abridged: 100 % of B is in A"));
  EXPECT_THAT(verdict(compare(kFirst + kSecond, whole).evidence),
              StartsWith("same report, abridged: 100 % of A is in B"));
  EXPECT_THAT(verdict(compare(whole, kFourth + kFourth).evidence), StartsWith("different reports: "));
  EXPECT_THAT(verdict(compare("", "").evidence), StartsWith("different reports: ")) << "nothing in common is no copy";
}

}  // namespace
}  // namespace newsecho
