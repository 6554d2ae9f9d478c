#include <set>
#include <string>

#include <gtest/gtest.h>

#include "newsecho/sign.h"

namespace newsecho {
namespace {

TEST(Scheme, NameSaysWhatChangesBits) { EXPECT_EQ(scheme_name({}, {}), "ne2-n2-u15.0-w3p5s0-k128s1"); }

TEST(Scheme, EveryOptionChangesNameAndId) {
  std::set<std::string> names;
  std::set<std::uint64_t> ids;
  const auto add = [&](const ShingleOptions& shingle, const SignOptions& sign) {
    names.insert(scheme_name(shingle, sign));
    ids.insert(scheme_id(shingle, sign));
  };
  add({}, {});
  add({.words = 4}, {});
  add({.points = 4}, {});
  add({.seed = 1}, {});
  add({}, {.k = 64});
  add({}, {.seed = 2});
  EXPECT_EQ(names.size(), 6u);
  EXPECT_EQ(ids.size(), 6u);
}

TEST(Scheme, ValuesAreNamedAsTheyAreUsed) {
  EXPECT_EQ(scheme_id({.words = 0}, {.k = 0}), scheme_id({.words = 1}, {.k = 1}));
  EXPECT_EQ(scheme_id({.points = 1000}, {}), scheme_id({.points = kMaxShingle}, {}));
}

// Stored with every signature; a change makes all of them strangers.
TEST(Scheme, IdIsTheOneOfThisVersion) { EXPECT_EQ(scheme_id({}, {}), 18164939743197361049u); }

}  // namespace
}  // namespace newsecho
