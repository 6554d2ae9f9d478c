#include "newsecho/version.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace newsecho {
namespace {

TEST(Version, HasThreeParts) { EXPECT_EQ(std::count(version().begin(), version().end(), '.'), 2); }

}  // namespace
}  // namespace newsecho
