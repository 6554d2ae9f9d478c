#include "base/pages.h"

#include <cstdint>

#include <gtest/gtest.h>

namespace newsecho::base {
namespace {

TEST(Pages, AreZeroedAlignedAndWritableToTheEnd) {
  for (const std::size_t size : {1u, 4096u, 1u << 21, (1u << 21) + 1, 5'000'000u}) {
    const Pages<std::uint64_t> pages = make_pages<std::uint64_t>(size);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(pages.get()) % (1u << 21), 0u);
    for (std::size_t i = 0; i < size; i += 511) EXPECT_EQ(pages[i], 0u);
    pages[0] = 1;
    pages[size - 1] = 2;
  }
}

TEST(Pages, MoveAndAreFreedOnce) {
  Pages<char> a = make_pages<char>(100), b = make_pages<char>(100);
  a[99] = 1;
  b = std::move(a);
  EXPECT_EQ(b[99], 1);
}

}  // namespace
}  // namespace newsecho::base
