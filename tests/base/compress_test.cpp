#include "base/compress.h"

#include <gtest/gtest.h>

#include <random>

#include "unpack.h"

namespace newsecho {
namespace {

// Neither constant nor random: 3 MB in which words recur.
std::string sample() {
  std::mt19937 random(7);
  std::string text;
  while (text.size() < (3u << 20)) text += "word" + std::to_string(random() % 5000) + (random() % 9 ? " " : "\n");
  return text;
}

std::string compressed(const std::string& name, const std::string& text) {
  auto compressor = compressor_for(name);
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += 100'003) {
    EXPECT_TRUE(compressor->add(std::string_view(text).substr(at, 100'003), out).ok());
  }
  EXPECT_TRUE(compressor->finish(out).ok());
  return out;
}

TEST(Compress, GivesBackEveryByte) {
  const std::string text = sample();
  EXPECT_EQ(test::ungzip(compressed("a.jsonl.gz", text)), text);
  EXPECT_EQ(test::unzstd(compressed("a.jsonl.zst", text)), text);
  EXPECT_EQ(test::unxz(compressed("A.XZ", text)), text);
}

TEST(Compress, AnEmptyStreamIsStillOne) {
  EXPECT_GT(compressed("a.gz", "").size(), 10u);
  EXPECT_GT(compressed("a.zst", "").size(), 4u);
  EXPECT_GT(compressed("a.xz", "").size(), 10u);
  EXPECT_EQ(test::ungzip(compressed("a.gz", "")), "");
}

TEST(Compress, OtherNamesArePlain) {
  EXPECT_EQ(compressor_for("a.jsonl"), nullptr);
  EXPECT_EQ(compressor_for("gz"), nullptr);
}

}  // namespace
}  // namespace newsecho
