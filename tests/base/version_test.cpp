#include "newsecho/version.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace newsecho {
namespace {

TEST(Version, HasThreeParts) { EXPECT_EQ(std::count(version().begin(), version().end(), '.'), 2); }

TEST(Version, TellsTheKernelsThatRunHere) { EXPECT_NE(build_info().find("kernels: scalar"), std::string_view::npos); }

}  // namespace
}  // namespace newsecho
