#include "base/page_file.h"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <thread>

#include <gtest/gtest.h>

#include "base/parallel.h"
#include "newsecho/large.h"
#include "support.h"

namespace newsecho::base {
namespace {

constexpr std::size_t kMega = 1u << 20;

// Of the process, in files, the program among them.
std::uint64_t shown_bytes() {
  std::FILE* const file = std::fopen("/proc/self/statm", "r");
  unsigned long long size = 0, resident = 0, shared = 0;
  EXPECT_EQ(std::fscanf(file, "%llu %llu %llu", &size, &resident, &shared), 3);
  std::fclose(file);
  return shared * 4096;
}

TEST(PageFile, PagesAreZeroesAndKeepWhatIsWritten) {
  test::Folder folder;
  PageFile file({.folder = folder.path()});
  EXPECT_EQ(file.most_bytes(), 0u);
  auto a = file.pages(100'000), b = file.pages(3 * kMega);
  ASSERT_TRUE(a.ok() && b.ok());
  EXPECT_EQ(folder.names().size(), 0u) << "the file has a name that a killed run would leave behind";
  for (std::size_t i = 0; i < 3 * kMega; i += 511) ASSERT_EQ((*b)[i], 0);
  (*a)[99'999] = 1;
  (*b)[0] = 2;
  b = nullptr;
  EXPECT_EQ((*a)[99'999], 1);
  EXPECT_GE(file.most_bytes(), 3 * kMega + 100'000);
}

// More is written than may be shown; what is let go comes back as it was.
TEST(PageFile, WhatIsLetGoComesBack) {
  constexpr std::uint64_t kNumbers = 16 * kMega;
  const std::uint64_t most = shown_bytes() + 48 * kMega;  // the program grows by what is first run below
  PageFile file({.folder = testing::TempDir(), .shown_bytes = 40 * kMega});
  LargeVector<std::uint64_t> numbers;
  numbers.reserve(kNumbers);
  for (std::uint64_t i = 0; i < kNumbers; ++i) numbers.push_back(i * i);
  for (int tries = 0; tries < 1'000 && shown_bytes() > most; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_LE(shown_bytes(), most);
  std::uint64_t wrong = 0;
  for (std::uint64_t i = 0; i < kNumbers; ++i) wrong += numbers[i] != i * i ? 1 : 0;
  EXPECT_EQ(wrong, 0u);
}

// What arrays in memory take is not shown of the file.
TEST(PageFile, ShowsLessWhereArraysFillMemory) {
  const std::uint64_t before = shown_bytes();
  PageFile file({.folder = testing::TempDir(), .arrays_bytes = 100 * kMega, .shown_bytes = 128 * kMega});
  LargeVector<char> in_memory(96 * kMega, 1), in_file(96 * kMega, 2);
  EXPECT_EQ(in_file[kMega], 2);
  const std::uint64_t most = before + 32 * kMega + 8 * kMega;
  for (int tries = 0; tries < 1'000 && shown_bytes() > most; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_LE(shown_bytes(), most);
}

TEST(PageFile, ReadsWithoutShowing) {
  PageFile file({.folder = testing::TempDir(), .shown_bytes = 12 * kMega});
  auto small = file.pages(kMega);
  ASSERT_TRUE(small.ok());
  EXPECT_FALSE(file.crowded());
  auto large = file.pages(16 * kMega);
  ASSERT_TRUE(large.ok());
  EXPECT_TRUE(file.crowded());
  const std::string bytes = "what was written", mapped = "what was put there";
  ASSERT_TRUE(file.write(large->get() + 5 * kMega, bytes).ok());
  mapped.copy(large->get() + 6 * kMega, mapped.size());
  std::string got(bytes.size(), ' ');
  EXPECT_TRUE(file.read(large->get() + 5 * kMega, absl::MakeSpan(got.data(), got.size())));
  EXPECT_EQ(got, bytes);
  got.assign(mapped.size(), ' ');
  EXPECT_TRUE(file.read(large->get() + 6 * kMega, absl::MakeSpan(got.data(), got.size())));
  EXPECT_EQ(got, mapped);
  *large = nullptr;
  EXPECT_FALSE(file.crowded());
}

TEST(PageFile, ArraysLieInItBeyondTheirShare) {
  PageFile file({.folder = testing::TempDir(), .arrays_bytes = 8 * kMega});
  const LargeVector<char> in_memory(4 * kMega, 'a');
  EXPECT_EQ(file.most_bytes(), 0u);
  const LargeVector<char> in_file(6 * kMega, 'b');
  EXPECT_GE(file.most_bytes(), 6 * kMega);
  const LargeVector<char> small(1'000, 'c');
  EXPECT_LT(file.most_bytes(), 7 * kMega);
}

TEST(PageFile, WhatLiesInItMayOutliveIt) {
  LargeVector<char> kept;
  {
    PageFile file({.folder = testing::TempDir()});
    kept.assign(6 * kMega, 'x');
    EXPECT_GE(file.most_bytes(), 6 * kMega);
  }
  kept[0] = 'y';
  EXPECT_EQ(kept.back(), 'x');
}

TEST(PageFile, WithABoundWorkWaitsAndIsDone) {
  PageFile file({.folder = testing::TempDir(), .bound_bytes = 1});
  const Workers workers(3);
  LargeVector<std::uint32_t> numbers(8 * kMega);
  workers.for_range(numbers.size(), 1 << 16, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) numbers[i] = static_cast<std::uint32_t>(i);
  });
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) wrong += numbers[i] != i ? 1 : 0;
  EXPECT_EQ(wrong, 0u);
}

TEST(PageFile, AFolderThatIsNoneIsNamedWithTheRemedy) {
  PageFile file({.folder = "/nowhere"});
  EXPECT_EQ(file.pages(100).status().message(),
            "cannot make a temporary file in /nowhere: No such file or directory; name another folder with --tmp");
  EXPECT_THROW(LargeVector<char>(kMega, 'x'), NoRoom);
}

}  // namespace
}  // namespace newsecho::base
