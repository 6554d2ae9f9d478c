#include "newsecho/features.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shingle/random_sets.h"

namespace newsecho {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Tokens some_tokens(std::size_t n, std::uint64_t seed = 1) {
  Tokens t;
  base::SplitMix64 random(seed);
  for (std::size_t i = 0; i < n; ++i) {
    t.hash.push_back(static_cast<std::uint32_t>(random.next()));
    t.flags.push_back(static_cast<std::uint8_t>(random.next() % 64));
    if (i % 7 == 3) t.numbers.push_back({static_cast<std::uint32_t>(i), -1, static_cast<std::int64_t>(i * 10)});
  }
  return t;
}

std::string record_of(const Tokens& tokens, const std::vector<std::uint32_t>& title = {}) {
  std::string out;
  FeatureMaker({}, {}).append({.body = &tokens, .title = title, .published = {1767225600, Precision::kTime}}, out);
  return out;
}

TEST(Features, RecordGivesBackWhatWentIn) {
  const Tokens tokens = some_tokens(200);
  const std::string record = record_of(tokens, {1, 2, 3});
  const absl::StatusOr<FeatureView> f = FeatureView::open(record);
  ASSERT_TRUE(f.ok()) << f.status();
  EXPECT_TRUE(f->check().ok());
  EXPECT_EQ(f->size_bytes(), record.size());
  EXPECT_EQ(f->scheme(), scheme_id({}, {}));
  EXPECT_EQ(f->body(), body_hash(tokens.hash, tokens.flags));
  EXPECT_EQ(f->published(), (Published{1767225600, Precision::kTime}));
  EXPECT_EQ(f->tokens(), absl::MakeConstSpan(tokens.hash));
  EXPECT_EQ(f->flags(), absl::MakeConstSpan(tokens.flags));
  EXPECT_EQ(f->numbers(), absl::MakeConstSpan(tokens.numbers));
  EXPECT_THAT(f->title(), ElementsAre(1, 2, 3));

  std::vector<ShingleHash> set, anchors;
  shingle_into(tokens.hash, tokens.flags, {}, set);
  sort_unique(set);
  anchors_into(set, kAnchorModulus, anchors);
  EXPECT_EQ(f->shingles(), set.size());
  EXPECT_EQ(f->lanes(), absl::MakeConstSpan(MinHasher().sign(set).lanes));
  EXPECT_EQ(f->anchors(), absl::MakeConstSpan(anchors));
  EXPECT_TRUE(f->noise_anchors().empty());
}

TEST(Features, ReadingAndWritingAgainGivesTheSameBytes) {
  const std::string record = record_of(some_tokens(77), {9, 8});
  std::string again;
  encode_features(FeatureView::open(record)->fields(), again);
  EXPECT_EQ(again, record);
}

TEST(Features, StrippedTokensLeaveNoTrace) {
  Tokens plain = some_tokens(60), with;
  std::size_t number = 0;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (i % 4 == 0) {
      with.numbers.push_back({static_cast<std::uint32_t>(with.size()), 0, 777});
      with.hash.push_back(5);
      with.flags.push_back(kStripped | kDigit);
    }
    if (number < plain.numbers.size() && plain.numbers[number].token == i) {
      with.numbers.push_back(plain.numbers[number++]);
      with.numbers.back().token = static_cast<std::uint32_t>(with.size());
    }
    with.hash.push_back(plain.hash[i]);
    with.flags.push_back(plain.flags[i]);
  }
  EXPECT_EQ(record_of(with), record_of(plain));
}

// Headlines are compared apart: they must not reach the shingle set or the body hash.
TEST(Features, TheHeadlineIsNoPartOfTheBody) {
  const Tokens tokens = some_tokens(100);
  const std::string with = record_of(tokens, {1, 2, 3, 4, 5}), without = record_of(tokens);
  const absl::StatusOr<FeatureView> f = FeatureView::open(with), g = FeatureView::open(without);
  ASSERT_TRUE(f.ok() && g.ok());
  EXPECT_EQ(f->lanes(), g->lanes());
  EXPECT_EQ(f->anchors(), g->anchors());
  EXPECT_EQ(f->body(), g->body());
  EXPECT_EQ(f->shingles(), g->shingles());
}

TEST(Features, ATextWithoutWordsHasNoSignature) {
  const std::string record = record_of(Tokens{});
  const absl::StatusOr<FeatureView> f = FeatureView::open(record);
  ASSERT_TRUE(f.ok());
  EXPECT_EQ(f->shingles(), 0u);
  EXPECT_TRUE(f->lanes().empty());
  EXPECT_TRUE(f->anchors().empty());
}

TEST(Features, RecordsLieEndToEnd) {
  std::string all;
  const FeatureMaker maker({}, {});
  const Tokens a = some_tokens(11), b = some_tokens(5, 2);
  maker.append({.body = &a}, all);
  maker.append({.body = &b}, all);
  const absl::StatusOr<FeatureView> first = FeatureView::open(all);
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->size_bytes() % 8, 0u);
  const absl::StatusOr<FeatureView> second = FeatureView::open(std::string_view(all).substr(first->size_bytes()));
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->tokens(), absl::MakeConstSpan(b.hash));
}

TEST(Features, EveryKernelGivesTheSameRecord) {
  const Tokens tokens = some_tokens(999);
  expect_same_on_every_kernel([&] { return record_of(tokens, {4}); });
}

TEST(Features, CutShortIsRefused) {
  const std::string record = record_of(some_tokens(40));
  for (std::size_t size = 0; size < record.size(); ++size) {
    const std::string cut = record.substr(0, size);
    EXPECT_TRUE(absl::IsDataLoss(FeatureView::open(cut).status())) << size;
  }
  EXPECT_THAT(FeatureView::open(record.substr(0, 30)).status().message(), HasSubstr("cut short: 30 of at least 88"));
}

TEST(Features, EveryFlippedBitIsFound) {
  const std::string record = record_of(some_tokens(20), {3});
  for (std::size_t bit = 0; bit < 8 * record.size(); ++bit) {
    std::string flipped = record;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    const absl::StatusOr<FeatureView> f = FeatureView::open(flipped);
    if (bit < 88 * 8) {
      EXPECT_TRUE(absl::IsDataLoss(f.status())) << bit;
    } else {
      ASSERT_TRUE(f.ok());
      EXPECT_TRUE(absl::IsDataLoss(f->check())) << bit;
    }
  }
}

TEST(Features, AnotherVersionOrFileIsNamed) {
  std::string record = record_of(some_tokens(20));
  record[3] = '2';
  EXPECT_THAT(FeatureView::open(record).status().message(), HasSubstr("another layout version"));
  record = std::string(200, 'x');
  EXPECT_THAT(FeatureView::open(record).status().message(), HasSubstr("not a feature record"));
}

TEST(Features, UnalignedIsRefused) {
  std::string record(1, 'x');
  record.append(record_of(some_tokens(20)));
  EXPECT_TRUE(absl::IsInvalidArgument(FeatureView::open(std::string_view(record).substr(1)).status()));
}

template <typename T>
T at(const std::string& record, std::size_t offset) {
  T value;
  std::memcpy(&value, record.data() + offset, sizeof value);
  return value;
}

// The layout as it is drawn, byte by byte: stored records must stay readable.
TEST(Features, LayoutIsTheOneDrawn) {
  const std::vector<std::uint16_t> lanes = {0x0102, 0x0304, 0x0506};
  const std::vector<ShingleHash> anchors = {1, 2}, noise = {0x0807060504030201u};
  const std::vector<Number> numbers = {{1, -2, 345}};
  const std::vector<std::uint32_t> tokens = {0xa0a1a2a3u, 0xb0b1b2b3u, 7}, title = {0xc0c1c2c3u};
  const std::vector<std::uint8_t> flags = {1, 2, 32};
  std::string r;
  encode_features({.scheme = 0x1122334455667788u,
                   .body = {5, 6},
                   .published = {-3, Precision::kDay},
                   .shingles = 9,
                   .lanes = lanes,
                   .anchors = anchors,
                   .noise_anchors = noise,
                   .numbers = numbers,
                   .tokens = tokens,
                   .flags = flags,
                   .title = title},
                  r);
  EXPECT_EQ(r.substr(0, 4), "NEF1");
  EXPECT_EQ(at<std::uint32_t>(r, 4), 160u);
  EXPECT_EQ(at<std::uint64_t>(r, 8), 0x1122334455667788u);
  EXPECT_EQ(at<std::uint64_t>(r, 16), 5u);
  EXPECT_EQ(at<std::uint64_t>(r, 24), 6u);
  EXPECT_EQ(at<std::int64_t>(r, 32), -3);
  EXPECT_EQ(at<std::uint32_t>(r, 40), 1u);
  EXPECT_EQ(at<std::uint32_t>(r, 44), 9u);
  const std::uint32_t counts[] = {2, 1, 1, 3, 1, 3};
  for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(at<std::uint32_t>(r, 48 + 4 * i), counts[i]) << i;
  const char payload[] =
      "\x01\0\0\0\0\0\0\0"
      "\x02\0\0\0\0\0\0\0"
      "\x01\x02\x03\x04\x05\x06\x07\x08"
      "\x01\0\0\0"
      "\xfe\xff\xff\xff"
      "\x59\x01\0\0\0\0\0\0"
      "\xa3\xa2\xa1\xa0"
      "\xb3\xb2\xb1\xb0"
      "\x07\0\0\0"
      "\xc3\xc2\xc1\xc0"
      "\x02\x01"
      "\x04\x03"
      "\x06\x05"
      "\x01\x02\x20"
      "\0\0\0\0\0\0\0";
  EXPECT_EQ(r.substr(88), std::string(payload, 72));
  ASSERT_EQ(r.size(), 160u);
  EXPECT_EQ(at<std::uint64_t>(r, 72), 17276344338419900135u);
  EXPECT_EQ(at<std::uint64_t>(r, 80), 5560483261345169409u);
}

TEST(BodyHash, DependsOnKeptTokensAndTheirKindOnly) {
  const std::vector<std::uint32_t> hash = {1, 2, 3};
  const BodyHash plain = body_hash(hash, std::vector<std::uint8_t>{0, 0, 0});
  EXPECT_EQ(body_hash(hash, std::vector<std::uint8_t>{kCapital, kQuoted, kLineStart}), plain);
  EXPECT_NE(body_hash(hash, std::vector<std::uint8_t>{0, kCodePoint, 0}), plain);
  EXPECT_NE(body_hash(hash, std::vector<std::uint8_t>{0, kStripped, 0}), plain);
  EXPECT_EQ(body_hash({1, 9, 2, 3}, std::vector<std::uint8_t>{0, kStripped, 0, 0}), plain);
  EXPECT_NE(body_hash({1, 3, 2}, std::vector<std::uint8_t>{0, 0, 0}), plain);
}

// 128 bits are more than 64 only if the halves fail apart. Of 300,000 bodies some 42,000 pairs agree in 20 bits of
// one half; in 20 of the other too, by chance, hardly one.
TEST(BodyHash, HalvesAreIndependent) {
  constexpr std::uint32_t kBodies = 300'000;
  const auto pairs_alike = [](std::vector<std::uint64_t> bits) {
    std::sort(bits.begin(), bits.end());
    std::size_t pairs = 0, run = 0;
    for (std::size_t i = 1; i < bits.size(); ++i) pairs += run = bits[i] == bits[i - 1] ? run + 1 : 0;
    return pairs;
  };
  for (const int shift : {0, 22, 44}) {
    std::vector<std::uint64_t> low, both;
    for (std::uint32_t i = 0; i < kBodies; ++i) {
      const std::vector<std::uint32_t> tokens = {i, 7, i ^ 0xffff, 9};
      const BodyHash h = body_hash(tokens, std::vector<std::uint8_t>(4, 0));
      low.push_back(h.low >> shift & 0xfffff);
      both.push_back((h.low >> shift & 0xfffff) << 20 | (h.high >> shift & 0xfffff));
    }
    EXPECT_NEAR(static_cast<double>(pairs_alike(low)), 42'915, 2000) << shift;
    EXPECT_LE(pairs_alike(both), 3u) << shift;
  }
}

}  // namespace
}  // namespace newsecho
