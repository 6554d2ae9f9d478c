#include "base/lists.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newsecho::base {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Lists, KeepsEachToItself) {
  Lists<int> lists;
  lists.end_list();
  lists.add(3);
  const int more[] = {5, 7};
  lists.add(more);
  lists.end_list();
  lists.end_list();
  lists.add(9);
  lists.end_list();
  EXPECT_THAT(lists[0], IsEmpty());
  EXPECT_THAT(lists[1], ElementsAre(3, 5, 7));
  EXPECT_THAT(lists[2], IsEmpty());
  EXPECT_THAT(lists[3], ElementsAre(9));
}

}  // namespace
}  // namespace newsecho::base
