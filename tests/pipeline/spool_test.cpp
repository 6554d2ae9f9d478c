#include "pipeline/spool.h"

#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "base/random.h"

namespace newsecho::pipeline {
namespace {

std::string bytes_of(std::size_t size, std::uint64_t seed) {
  base::SplitMix64 random(seed);
  std::string bytes(size, ' ');
  for (char& c : bytes) c = static_cast<char>(random.next());
  return bytes;
}

Spool::Slot keep(Spool::Writer& writer, const std::string& bytes) {
  Spool::Slot slot;
  const absl::StatusOr<char*> room = writer.reserve(bytes.size(), slot);
  EXPECT_TRUE(room.ok()) << room.status();
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(*room) % 8, 0u);
  bytes.copy(*room, bytes.size());
  return slot;
}

std::string read(const Spool& spool, Spool::Slot slot) {
  return slot.size == 0 ? "" : std::string(spool.view(slot), slot.size);
}

// Nothing in memory, a part of it, all; also slots that are larger than a block, and empty ones.
TEST(Spool, GivesBackWhatItGotWhereverItLies) {
  for (const std::uint64_t memory : {std::uint64_t{0}, std::uint64_t{9} << 20, std::uint64_t{1} << 30}) {
    base::PageFile file({.folder = testing::TempDir()});
    Spool spool(memory, file);
    std::vector<std::pair<Spool::Slot, std::string>> kept;
    {
      Spool::Writer tokens(spool, Spool::Kind::kTokens), text(spool, Spool::Kind::kText);
      for (std::uint64_t i = 0; i < 60; ++i) {
        const std::string bytes = bytes_of(i % 7 == 0 ? 0 : i % 20 == 1 ? (5u << 20) + i : 70'000 * (i % 13), i);
        kept.emplace_back(keep(i % 3 == 0 ? text : tokens, bytes), bytes);
      }
      EXPECT_TRUE(tokens.flush().ok() && text.flush().ok());
    }
    EXPECT_EQ(file.most_bytes() == 0, memory == 1u << 30);
    for (auto& [slot, bytes] : kept) EXPECT_EQ(read(spool, slot), bytes);
  }
}

// A slot of a crowded file is copied, unless it is long; one in memory, or of a file that is shown whole, is not.
TEST(Spool, LoadsACopyWhereTheFileIsCrowded) {
  const std::string bytes = bytes_of(50'000, 1), large = bytes_of(100'000, 2);
  for (const std::uint64_t memory : {std::uint64_t{0}, std::uint64_t{1} << 30}) {
    for (const std::uint64_t shown : {std::uint64_t{1} << 20, std::uint64_t{1} << 30}) {
      base::PageFile file({.folder = testing::TempDir(), .shown_bytes = shown});
      Spool spool(memory, file);
      Spool::Writer writer(spool, Spool::Kind::kTokens);
      const Spool::Slot slot = keep(writer, bytes), of_large = keep(writer, large);
      while (file.most_bytes() <= std::uint64_t{16} << 20 && memory == 0) keep(writer, large);
      ASSERT_TRUE(writer.flush().ok());
      std::vector<char> buffer;
      const char* const loaded = spool.load(slot, buffer);
      EXPECT_EQ(std::string(loaded, slot.size), bytes);
      EXPECT_EQ(loaded == buffer.data(), memory == 0 && shown == std::uint64_t{1} << 20);
      EXPECT_EQ(spool.load(of_large, buffer), spool.view(of_large));
      EXPECT_EQ(spool.load({}, buffer), nullptr);
    }
  }
}

TEST(Spool, KeepsWhatManyThreadsWrite) {
  base::PageFile file({.folder = testing::TempDir()});
  Spool spool(9u << 20, file);
  std::vector<std::pair<Spool::Slot, std::string>> kept[3];
  std::vector<std::thread> threads;
  for (std::uint64_t t = 0; t < 3; ++t) {
    threads.emplace_back([&, t] {
      Spool::Writer writer(spool, Spool::Kind::kTokens, t == 0 ? std::size_t{1} << 17 : std::size_t{1} << 22);
      for (std::uint64_t i = 0; i < 100; ++i) {
        const std::string bytes = bytes_of(100'000, 1000 * t + i);
        kept[t].emplace_back(keep(writer, bytes), bytes);
      }
      EXPECT_TRUE(writer.flush().ok());
    });
  }
  for (std::thread& t : threads) t.join();
  for (const auto& mine : kept) {
    for (const auto& [slot, bytes] : mine) ASSERT_EQ(read(spool, slot), bytes);
  }
}

TEST(Spool, TokensComeBackAsTheyWere) {
  const std::string text = "\u201cThe plan is dead,\u201d she said. It cost 12.9 mln.\nSign up\n\u9999\u6e2f";
  Tokens tokens = tokenise(normalise(text), text);
  tokens.flags[2] |= kStripped;
  const std::vector<std::uint32_t> title = {7, 8}, rare = {1, 4, 5};
  std::vector<char> bytes(encoded_size(tokens, title.size(), rare.size()));
  encode(tokens, title, rare, bytes.data());

  const TokensView view = view_of(bytes.data());
  EXPECT_EQ(view.hash, absl::MakeConstSpan(tokens.hash));
  EXPECT_EQ(view.flags, absl::MakeConstSpan(tokens.flags));
  EXPECT_EQ(view.numbers, absl::MakeConstSpan(tokens.numbers));
  EXPECT_EQ(view.title, absl::MakeConstSpan(title));
  EXPECT_EQ(view.rare, absl::MakeConstSpan(rare));
  EXPECT_EQ(bytes.data() + bytes.size(), reinterpret_cast<const char*>(view.flags.data() + view.flags.size()));
  ASSERT_EQ(view.lines.hash.size(), tokens.segments.size());
  for (std::size_t i = 0; i < tokens.segments.size(); ++i) {
    const Segment& segment = tokens.segments[i];
    EXPECT_EQ(std::tie(view.lines.hash[i], view.lines.end[i], view.source_begin[i], view.source_end[i]),
              std::tie(segment.hash, segment.end, segment.source_begin, segment.source_end));
  }
}

}  // namespace
}  // namespace newsecho::pipeline
