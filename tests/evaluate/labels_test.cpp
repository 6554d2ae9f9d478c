#include "evaluate/labels.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.h"

namespace newsecho {
namespace {

using test::Folder;
using testing::HasSubstr;

TEST(Labels, AreToldByTheirFields) {
  Folder folder;
  auto stories = read_labels(folder.write("a", "{\"id\":1,\"cluster\":2}\r\n\n{\"id\":\"b\",\"story\":\"s\"}"));
  ASSERT_TRUE(stories.ok());
  ASSERT_EQ(stories->stories.size(), 2u);
  EXPECT_EQ(stories->stories[0].id, "1");
  EXPECT_EQ(stories->stories[0].story, "2");
  auto pairs = read_labels(folder.write("b", "{\"a\":\"x\",\"b\":\"y\",\"label\":\"same\"}\n"));
  ASSERT_TRUE(pairs.ok());
  EXPECT_EQ(pairs->pairs.at(0).confidence, 3);
}

TEST(Labels, OfBothKindsAreRefused) {
  Folder folder;
  auto both =
      read_labels(folder.write("a", "{\"id\":\"1\",\"story\":\"2\"}\n{\"a\":\"x\",\"b\":\"y\",\"label\":\"same\"}\n"));
  EXPECT_THAT(std::string(both.status().message()), HasSubstr("line 2"));
}

TEST(Assignments, IdsMayHoldAnything) {
  Folder folder;
  auto found = read_assignments(folder.write("a", "story,id\n\"s,1\",\"i\n\"\"2\"\"\"\n"));
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->at("i\n\"2\""), "s,1");
}

}  // namespace
}  // namespace newsecho
