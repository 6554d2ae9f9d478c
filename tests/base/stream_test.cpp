#include "base/stream.h"

#include <gmock/gmock.h>

#include <random>

#include "read/everything.h"

namespace newsecho {
namespace {

using test::Folder;
using test::packed;
using testing::HasSubstr;

struct Drained {
  std::string bytes;
  absl::Status status;
  std::uint64_t taken = 0;
  bool compressed = false;
};

Drained drain(const std::string& path, std::size_t step = 1 << 16) {
  Drained out;
  auto stream = Stream::open(path);
  if (!stream.ok()) {
    out.status = stream.status();
    return out;
  }
  while (true) {
    const absl::StatusOr<std::size_t> n = (*stream)->read(out.bytes, step);
    if (!n.ok()) {
      out.status = n.status();
      // The damage is told to whoever asks again.
      EXPECT_EQ((*stream)->read(out.bytes, step).status(), n.status());
    }
    if (!n.ok() || *n == 0) break;
    EXPECT_LE(*n, step);
  }
  out.taken = (*stream)->taken_bytes();
  out.compressed = (*stream)->compressed();
  return out;
}

// Neither constant nor random, of about that size.
std::string words(std::size_t size) {
  std::mt19937 random(5);
  std::string text;
  while (text.size() < size) text += "word" + std::to_string(random() % 5000) + (random() % 9 ? " " : "\n");
  return text;
}

const char* const kEndings[] = {".gz", ".zst", ".xz"};

TEST(Stream, GivesBackEveryByte) {
  Folder folder;
  for (const std::string& text : {std::string(), std::string("x"), words(300'000)}) {
    for (const std::string ending : {"", ".gz", ".zst", ".xz"}) {
      for (const std::size_t step : {std::size_t{97}, std::size_t{1} << 20}) {
        const std::string bytes = packed(ending, text);
        // The name says nothing: content tells.
        const Drained d = drain(folder.write("file", bytes), step);
        EXPECT_TRUE(d.status.ok()) << ending << text.size() << d.status;
        EXPECT_EQ(d.bytes, text) << ending;
        EXPECT_EQ(d.taken, bytes.size());
        EXPECT_EQ(d.compressed, !ending.empty());
      }
    }
  }
}

TEST(Stream, MembersFollowOneAnother) {
  Folder folder;
  const std::string a = words(300'000), b = "second\n", c = words(1000);
  for (const std::string ending : kEndings) {
    const std::string bytes = packed(ending, a) + packed(ending, b) + packed(ending, "") + packed(ending, c);
    for (const std::size_t step : {std::size_t{61}, std::size_t{1} << 20}) {
      const Drained d = drain(folder.write("file", bytes), step);
      EXPECT_TRUE(d.status.ok()) << ending << d.status;
      EXPECT_EQ(d.bytes, a + b + c) << ending;
    }
  }
}

TEST(Stream, ZerosBetweenMembersAreNone) {
  Folder folder;
  const std::string zeros(1000, '\0');
  const Drained d = drain(folder.write("file", packed(".gz", "a") + zeros + packed(".gz", "b") + zeros));
  EXPECT_TRUE(d.status.ok()) << d.status;
  EXPECT_EQ(d.bytes, "ab");
}

TEST(Stream, WhatCameBeforeTheCutIsGood) {
  Folder folder;
  const std::string text = words(1 << 20);
  for (const std::string ending : kEndings) {
    const std::string bytes = packed(ending, text);
    for (const std::size_t part : {3u, 4u, 7u, 8u}) {  // eighths
      const Drained d = drain(folder.write("file", bytes.substr(0, bytes.size() * part / 8 - 1)));
      EXPECT_EQ(d.status.code(), absl::StatusCode::kDataLoss) << ending << part;
      EXPECT_THAT(std::string(d.status.message()), HasSubstr("truncated")) << ending;
      EXPECT_EQ(d.bytes, text.substr(0, d.bytes.size())) << ending;
      EXPECT_GT(d.bytes.size(), text.size() * (part - 2) / 8) << ending << part;
    }
  }
}

TEST(Stream, WhatCameBeforeTheDamageIsGood) {
  Folder folder;
  const std::string text = words(1 << 20);
  for (const std::string ending : kEndings) {
    std::string bytes = packed(ending, text);
    const std::size_t middle = bytes.size() / 2;
    for (std::size_t i = middle; i < middle + 64; ++i) bytes[i] = static_cast<char>(~bytes[i]);
    // In one large step the damage lies in the same call as much that is good.
    const Drained d = drain(folder.write("file", bytes), 4 << 20);
    EXPECT_EQ(d.status.code(), absl::StatusCode::kDataLoss) << ending;
    if (ending == ".gz") {
      EXPECT_GT(d.bytes.size(), text.size() / 3);
    }
  }
}

TEST(Stream, WhatFollowsTheLastMemberIsDamage) {
  Folder folder;
  for (const std::string ending : kEndings) {
    const Drained d = drain(folder.write("file", packed(ending, "good\n") + "rubbish that is no member"));
    EXPECT_EQ(d.bytes, "good\n") << ending;
    EXPECT_EQ(d.status.code(), absl::StatusCode::kDataLoss) << ending;
  }
}

TEST(Stream, SkippableFramesComeFirst) {
  Folder folder;
  const std::string frame("\x50\x2a\x4d\x18\x04\0\0\0abcd", 12);
  const Drained d = drain(folder.write("file", frame + packed(".zst", "text")));
  EXPECT_TRUE(d.status.ok()) << d.status;
  EXPECT_EQ(d.bytes, "text");
}

TEST(Stream, MissingFilesAreNamed) {
  Folder folder;
  const Drained d = drain(folder / "no.jsonl");
  EXPECT_EQ(d.status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(d.status.message()), HasSubstr(folder / "no.jsonl"));
}

}  // namespace
}  // namespace newsecho
