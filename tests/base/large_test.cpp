#include "newsecho/large.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "newsecho/texts.h"

namespace newsecho {
namespace {

TEST(LargeVector, GrowsAsAnyOther) {
  LargeVector<std::uint64_t> paged;
  std::vector<std::uint64_t> plain;
  for (std::uint64_t i = 0; i < 1'000'000; ++i) {
    paged.push_back(i * i);
    plain.push_back(i * i);
  }
  EXPECT_TRUE(std::equal(paged.begin(), paged.end(), plain.begin(), plain.end()));
  paged.resize(1'000);
  paged.shrink_to_fit();  // from large pages to what operator new gives
  plain.resize(1'000);
  EXPECT_TRUE(std::equal(paged.begin(), paged.end(), plain.begin(), plain.end()));
  const LargeVector<std::uint64_t> copy = paged;
  EXPECT_EQ(copy, paged);
}

TEST(LargeVector, LargeOnesBeginAtALargePage) {
  const LargeVector<char> large(3u << 20);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(large.data()) % (1u << 21), 0u);
}

TEST(Texts, KeepsStringsWhereverItIsMoved) {
  Texts texts;
  std::vector<std::pair<std::string_view, std::string>> kept;
  for (int i = 0; i < 3'000; ++i) {
    const std::string text(i == 1'000 ? 1'000'000 : i % 400, static_cast<char>('a' + i % 26));
    kept.emplace_back(texts.keep(text), text);
  }
  const Texts moved = std::move(texts);
  for (const auto& [view, text] : kept) ASSERT_EQ(view, text);
}

}  // namespace
}  // namespace newsecho
