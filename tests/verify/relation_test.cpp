#include <gtest/gtest.h>

#include <set>

#include "newsecho/verify.h"

namespace newsecho {
namespace {

TEST(Relation, EachIsEitherOneReportOrALinkOrNeither) {
  std::set<std::string_view> names;
  int one_report = 0, only_linked = 0;
  for (int r = 0; r <= static_cast<int>(Relation::kDifferent); ++r) {
    const auto relation = static_cast<Relation>(r);
    names.insert(name(relation));
    one_report += same_report(relation);
    only_linked += links(relation);
    EXPECT_FALSE(same_report(relation) && links(relation));
  }
  EXPECT_EQ(names.size(), 11u);
  EXPECT_EQ(one_report, 5);
  EXPECT_EQ(only_linked, 3);
  EXPECT_EQ(name(Relation::kAbridged), "abridged");
}

TEST(Relation, ChannelsAddUp) {
  EXPECT_EQ(channels(0), "");
  EXPECT_EQ(channels(kBands | kAnchors), "bands+anchors");
  EXPECT_EQ(channels(kExactBody), "exact");
}

}  // namespace
}  // namespace newsecho
