// everything.h — reads inputs to their end, and what tests ask of the result.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/compress.h"
#include "newsecho/read.h"
#include "support.h"

namespace newsecho::test {

struct Everything {
  std::unique_ptr<Reader> reader;
  Batch all;
  std::size_t chunks = 0;

  const std::vector<Article>& articles() const { return all.articles; }
  const std::vector<Skipped>& skipped() const { return all.skipped; }
  std::vector<std::string> texts() const {
    std::vector<std::string> texts;
    for (const Article& a : all.articles) texts.push_back(a.text);
    return texts;
  }
  std::vector<std::string> reasons() const {
    std::vector<std::string> reasons;
    for (const Skipped& s : all.skipped) reasons.push_back(s.reason);
    return reasons;
  }
  // The record an article came from, read again.
  std::string record(const Place& place) const {
    absl::StatusOr<std::string> bytes = reader->record(place);
    return bytes.ok() ? *bytes : "cannot be read: " + std::string(bytes.status().message());
  }
};

inline Everything read_everything(const std::vector<std::string>& inputs, const ReadOptions& options = {}) {
  Everything out;
  absl::StatusOr<std::unique_ptr<Reader>> reader = Reader::open(inputs, options);
  if (!reader.ok()) {
    ADD_FAILURE() << reader.status().message();
    return out;
  }
  out.reader = *std::move(reader);
  for (Chunk chunk;;) {
    const absl::StatusOr<bool> more = out.reader->next(chunk);
    if (!more.ok()) {
      ADD_FAILURE() << more.status().message();
      break;
    }
    if (!*more) break;
    EXPECT_EQ(chunk.sequence, out.chunks);
    ++out.chunks;
    Batch batch = out.reader->parse(chunk);
    for (Article& a : batch.articles) out.all.articles.push_back(std::move(a));
    for (Skipped& s : batch.skipped) out.all.skipped.push_back(std::move(s));
    for (const auto& [role, uses] : batch.fields) {
      for (const auto& [field, records] : uses) out.all.fields[role][field] += records;
    }
    out.all.without_date += batch.without_date;
    out.all.repaired += batch.repaired;
    out.all.cut_texts += batch.cut_texts;
  }
  return out;
}

// Reads bytes as a file of that name.
inline Everything read_bytes(const Folder& folder, const std::string& name, const std::string& bytes,
                             const ReadOptions& options = {}) {
  return read_everything({folder.write(name, bytes)}, options);
}

// Compresses as the ending (".gz", ".zst", ".xz", or "" for not at all) asks.
inline std::string packed(const std::string& ending, std::string_view bytes) {
  auto compressor = compressor_for("a" + ending);
  if (compressor == nullptr) return std::string(bytes);
  std::string out;
  EXPECT_TRUE(compressor->add(bytes, out).ok());
  EXPECT_TRUE(compressor->finish(out).ok());
  return out;
}

// One line a thing, so that two readings can be compared and the difference read.
inline std::string as_text(const Everything& e) {
  std::string out;
  const auto place = [](const Place& p) {
    return std::to_string(p.source) + ":" + std::to_string(p.line) + "@" + std::to_string(p.offset_bytes) + "+" +
           std::to_string(p.size_bytes);
  };
  for (const Article& a : e.articles()) {
    out += place(a.place) + " " + a.id + "|" + a.url + "|" + a.site + "|" + a.title + "|" + a.byline + "|" +
           to_iso8601(a.published) + "|" + a.text + "\n";
  }
  for (const Skipped& s : e.skipped()) out += place(s.place) + " skipped: " + s.reason + "\n";
  return out;
}

}  // namespace newsecho::test
