#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "newsecho/sign.h"

namespace newsecho {
namespace {

std::vector<ShingleHash> noise_anchors(const std::string& text, std::uint32_t modulus = 1) {
  std::vector<ShingleHash> out;
  noise_anchors_into(text, modulus, out);
  return out;
}

std::string random_letters(std::size_t n, std::uint64_t seed) {
  base::SplitMix64 random(seed);
  std::string text;
  for (std::size_t i = 0; i < n; ++i) text.push_back(static_cast<char>('a' + random.next() % 26));
  return text;
}

TEST(NoiseAnchors, AreRunsOfTwelveCharacters) {
  EXPECT_TRUE(noise_anchors("").empty());
  EXPECT_TRUE(noise_anchors("abcdefghijk").empty());
  EXPECT_EQ(noise_anchors("abcdefghijkl").size(), 1u);
  EXPECT_EQ(noise_anchors(random_letters(100, 1)).size(), 89u);
}

TEST(NoiseAnchors, SplitWordsAndStrayMarksChangeNothing) {
  EXPECT_EQ(noise_anchors("the coun cil vo-ted on: tues.day"), noise_anchors("the council voted on tuesday"));
  EXPECT_NE(noise_anchors("the council voted 1 tuesday"), noise_anchors("the council voted 2 tuesday"));
}

// A misread letter costs the twelve runs over it, no more.
TEST(NoiseAnchors, AMisreadLetterCostsTwelve) {
  std::string text = random_letters(300, 2), misread = text;
  misread[150] = '0';
  EXPECT_EQ(intersection_size(noise_anchors(text), noise_anchors(misread)), 289u - 12u);
}

TEST(NoiseAnchors, CountCharactersNotBytes) {
  std::string text;
  for (int i = 0; i < 12; ++i) text += "\xc3\xa9";
  EXPECT_EQ(noise_anchors(text).size(), 1u);
  EXPECT_TRUE(noise_anchors(text.substr(0, 22)).empty());
}

TEST(NoiseAnchors, AreOneInModulus) {
  const std::string text = random_letters(40'000, 3);
  const std::vector<ShingleHash> all = noise_anchors(text), some = noise_anchors(text, kNoiseModulus);
  EXPECT_NEAR(static_cast<double>(some.size()), 10'000, 450);
  EXPECT_TRUE(std::includes(all.begin(), all.end(), some.begin(), some.end()));
}

// Stored anchors outlive a build: these bits may change only together with kHashVersion.
TEST(NoiseAnchors, BitsAreTheOnesOfThisScheme) {
  EXPECT_THAT(noise_anchors("abcdefghijkl"), testing::ElementsAre(15723785379947076583u));
  EXPECT_THAT(noise_anchors("abcdefghijk\xc3\xa9"), testing::ElementsAre(13334670444590998957u));
}

// A stray continuation byte at the very start has no character to belong to.
TEST(NoiseAnchors, AnyBytesAreFine) {
  base::SplitMix64 random(4);
  for (int i = 0; i < 200; ++i) {
    std::string text;
    for (int j = 0; j < i; ++j) text.push_back(static_cast<char>(random.next()));
    EXPECT_LE(noise_anchors("\x80" + text).size(), text.size());
  }
}

}  // namespace
}  // namespace newsecho
