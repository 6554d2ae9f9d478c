#include <gmock/gmock.h>

#include "everything.h"

namespace newsecho {
namespace {

using test::as_text;
using test::Folder;
using test::read_bytes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// More than the head that telling the format takes at once, so that chunks are cut by their own size.
std::string filler(std::size_t bytes, const std::string& row) {
  std::string out;
  while (out.size() < bytes) out += row;
  return out;
}

struct Mixed {
  std::string name, bytes;
};

// Every kind of record good and bad, at the end of a file longer than the head.
std::vector<Mixed> mixed() {
  const std::string long_text(5000, 'x');
  const std::string lines =
      "{\"id\":\"1\",\"text\":\"one\"}\n\n   \n{\"id\":\"2\",\"text\":\"tw\\\"o }]\"}\r\nbroken "
      "{\n{\"id\":3,\"text\":\"" +
      long_text +
      "\"}\n{\"title\":\"no text\"}\n{\"id\":\"4\",\"text\":\"\"}\n\xFF\xFE\n{\"id\":\"5\",\"text\":\"last\"}";
  const std::string values =
      "{\"id\":\"1\",\"text\":\"one\"},\n{\n \"id\": \"2\",\n \"text\": \"t\\\\\\\"w]o\"\n}, 17, \"str,ing\", "
      "null,\n[1,{\"a\":2}],"
      "{\"id\":3,\"text\":\"" +
      long_text + "\"}, {\"title\":\"no text\", \"deep\":{\"a\":[{}]}},\n\n{\"id\":\"5\",\"text\":\"last\"}";
  const std::string rows =
      "1,one\n\n2,\"two\nlines \"\"and\"\" quotes\"\r\n3," + long_text + "\n4\n5,five,six\n6,in\"\"side\n7,\"last\"";
  return {
      {"a.jsonl", filler(70'000, "{\"text\":\"filler filler filler filler\"}\n") + lines},
      {"a.json", "[" + filler(70'000, "{\"text\":\"filler filler filler\"},\n") + values + "]\n"},
      {"w.json", "{\"n\":1,\"articles\":[" + filler(70'000, "{\"text\":\"filler filler filler\"},\n") +
                     "{\"id\":1,\"text\":\"one\"},{\"id\":3,\"text\":\"" + long_text + "\"}],\"more\":{\"a\":[{}]}}"},
      {"p.json", filler(70'000, "{\n\"text\":\"filler filler filler\"\n}\n") +
                     "{\n\"text\":\"one\"}\nrubbish\n{\"text\":\n\"two\"}\n"},
      {"a.csv", "id,text\n" + filler(70'000, "0,filler filler filler filler\n") + rows},
  };
}

// The same articles and the same skipped records at the same places, whatever the chunks.
TEST(Cutter, ChunksOfAnySizeGiveTheSame) {
  Folder folder;
  for (const Mixed& m : mixed()) {
    const std::string path = folder.write(m.name, m.bytes);
    ReadOptions options{.max_record_bytes = 4000};
    const auto whole = test::read_everything({path}, options);
    EXPECT_GT(whole.articles().size(), 1000u) << m.name;
    EXPECT_GE(whole.skipped().size(), 1u) << m.name;
    const std::string expected = as_text(whole);
    std::size_t most_chunks = 0;
    for (std::uint64_t size = 1; size <= 4096; size += size < 40 ? 1 : 61 + size / 16) {
      options.chunk_bytes = size;
      const auto e = test::read_everything({path}, options);
      most_chunks = std::max(most_chunks, e.chunks);
      ASSERT_EQ(as_text(e), expected) << m.name << " in chunks of " << size;
    }
    EXPECT_GT(most_chunks, 5u) << m.name << ": the sizes made no difference";
  }
}

// Small files lie in the head as a whole; here the head ends inside every byte of a record.
TEST(Cutter, TheHeadMayEndAnywhere) {
  Folder folder;
  const std::string record = "{\"id\":\"e\",\"text\":\"\\\"{[\\\\ \xC3\xA9\"},\n";
  for (std::size_t shift = 0; shift < record.size(); ++shift) {
    const std::string pad(65'536 - 100 - shift, ' ');
    const std::string bytes =
        "[{\"text\":\"first\"},\n" + pad + record + record + record + record + "{\"text\":\"last\"}]";
    const auto e = read_bytes(folder, "a.json", bytes);
    ASSERT_EQ(e.articles().size(), 6u) << shift << as_text(e);
    ASSERT_THAT(e.skipped(), IsEmpty());
  }
}

TEST(Cutter, PlacesGiveTheBytesAgain) {
  Folder folder;
  for (const Mixed& m : mixed()) {
    for (const std::string ending : {"", ".gz", ".zst", ".xz"}) {
      const auto e = read_bytes(folder, m.name + ending, test::packed(ending, "\xEF\xBB\xBF" + m.bytes),
                                {.max_record_bytes = 4000});
      ASSERT_GT(e.articles().size(), 2u);
      std::vector<Place> places;
      for (std::size_t i = 0; i < e.articles().size(); i += 997) places.push_back(e.articles()[i].place);
      places.push_back(e.articles().back().place);
      for (const Skipped& s : e.skipped()) places.push_back(s.place);
      places.push_back(e.articles()[1].place);  // backwards
      for (const Place& p : places) {
        const std::string bytes = e.record(p);
        ASSERT_EQ(bytes, ("\xEF\xBB\xBF" + m.bytes).substr(p.offset_bytes, p.size_bytes)) << m.name << ending;
        EXPECT_NE(bytes.back(), '\n');
      }
      EXPECT_THAT(e.record(e.articles().back().place),
                  testing::AnyOf(HasSubstr("last"), HasSubstr("one"), HasSubstr("two")));
    }
  }
}

TEST(Cutter, LongLinesArePassedOverWithoutBeingHeld) {
  Folder folder;
  std::string bytes = "{\"id\":\"1\",\"text\":\"one\"}\n{\"id\":\"2\",\"text\":\"" + std::string(20'000'000, 'x') +
                      "\"}\n{\"id\":\"3\",\"text\":\"three\"}\n";
  for (const char* name : {"a.jsonl", "a.json", "a.csv"}) {
    if (std::string(name) == "a.csv") {
      bytes = "id,text\n1,one\n2,\"" + std::string(20'000'000, '\n') + "\"\n3,three\n";
    }
    const std::string path = folder.write(name, bytes);
    auto reader = Reader::open({path}, {.max_record_bytes = 100'000, .chunk_bytes = 4096});
    ASSERT_TRUE(reader.ok());
    std::size_t most = 0, articles = 0;
    std::vector<Skipped> skipped;
    for (Chunk chunk; *(*reader)->next(chunk);) {
      most = std::max(most, chunk.bytes.capacity());
      const Batch batch = (*reader)->parse(chunk);
      articles += batch.articles.size();
      skipped.insert(skipped.end(), batch.skipped.begin(), batch.skipped.end());
    }
    EXPECT_EQ(articles, 2u) << name;
    EXPECT_LT(most, 500'000u) << name;
    ASSERT_EQ(skipped.size(), 1u) << name;
    EXPECT_EQ(skipped[0].reason, "longer than 100000 bytes; raise --max-record to read it");
    EXPECT_GT(skipped[0].place.size_bytes, 20'000'000u);
  }
}

TEST(Cutter, AnOverLongLastRecordIsReported) {
  Folder folder;
  const std::string filler(70'000, 'x');
  const std::pair<const char*, std::string> rows[] = {
      {"a.jsonl", "{\"text\":\"one\"}\n{\"text\":\"" + filler + "\"}"},
      {"a.json", "[{\"text\":\"one\"},{\"text\":\"" + filler + "\"}]"},
      {"a.csv", "id,text\n1,one\n2," + filler},
      {"b.csv", "id,text\n1,one\n2," + filler + "\n"},
  };
  for (const auto& [name, bytes] : rows) {
    for (const std::uint64_t chunk : {std::uint64_t{1}, std::uint64_t{1} << 20}) {
      const auto e = read_bytes(folder, name, bytes, {.max_record_bytes = 1000, .chunk_bytes = chunk});
      EXPECT_THAT(e.texts(), ElementsAre("one")) << name;
      EXPECT_THAT(e.reasons(), ElementsAre(HasSubstr("longer than 1000 bytes"))) << name << " in chunks of " << chunk;
    }
  }
  const auto open =
      read_bytes(folder, "c.csv", "id,text\n1,one\n2,\"" + filler, {.max_record_bytes = 1000, .chunk_bytes = 1});
  EXPECT_THAT(open.reasons(), ElementsAre(HasSubstr("quoted field"))) << "once, not for its length too";
  const auto whole = read_bytes(folder, "a.txt", filler, {.max_record_bytes = 1000});
  EXPECT_THAT(whole.reasons(), ElementsAre(HasSubstr("longer than 1000 bytes")));
}

TEST(Cutter, AnOverLongLineThatDamageCutsShortIsOneSkippedRecord) {
  Folder folder;
  std::string text;
  for (int i = 0; i < 40'000; ++i) text += std::to_string(i * 7919 % 40'009);
  const std::string bytes = test::packed(".gz", "{\"text\":\"one\"}\n{\"text\":\"" + text + "\"}\n");
  for (const std::uint64_t chunk : {std::uint64_t{1}, std::uint64_t{1} << 20}) {
    const auto e = read_bytes(folder, "a.jsonl.gz", bytes.substr(0, bytes.size() - 20),
                              {.max_record_bytes = 1000, .chunk_bytes = chunk});
    EXPECT_THAT(e.texts(), ElementsAre("one"));
    EXPECT_THAT(e.reasons(), ElementsAre(HasSubstr("truncated"))) << "in chunks of " << chunk;
  }
}

TEST(Cutter, AFileCutOffInsideARecordKeepsTheRest) {
  Folder folder;
  const auto array = read_bytes(folder, "a.json", "[{\"text\":\"one\"},\n{\"text\":\"tw");
  EXPECT_THAT(array.texts(), ElementsAre("one"));
  ASSERT_EQ(array.skipped().size(), 1u);
  EXPECT_THAT(array.skipped()[0].reason, HasSubstr("ends inside this record"));
  EXPECT_EQ(array.skipped()[0].place.line, 2u);
  const auto between = read_bytes(folder, "b.json", "{\"articles\":[{\"text\":\"one\"},\n");
  EXPECT_THAT(between.texts(), ElementsAre("one"));
  EXPECT_THAT(between.reasons(), ElementsAre(HasSubstr("not closed")));
  const auto lines = read_bytes(folder, "a.jsonl", "{\"text\":\"one\"}\n{\"text\":\"tw");
  EXPECT_THAT(lines.texts(), ElementsAre("one"));
  EXPECT_THAT(lines.reasons(), ElementsAre(HasSubstr("cut off")));
}

TEST(Cutter, RubbishBetweenValuesIsSkippedByItself) {
  Folder folder;
  const auto e = read_bytes(folder, "a.json",
                            "{\n\"text\":\"one\"}\noops {\"text\":\"two\",\n\"a\":{\"b\":1}}\n{\"text\":\"three\"}\n");
  EXPECT_THAT(e.texts(), ElementsAre("one", "two", "three"));
  EXPECT_EQ(e.skipped().size(), 1u);
}

}  // namespace
}  // namespace newsecho
