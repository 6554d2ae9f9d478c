// Any bytes, under any name, in chunks of any size: the reader ends, counts and never crashes.
//
// The first three bytes choose the name's ending, the chunk size and the longest record; the rest is the file, or
// what follows a first record so long that the chunks behind it are cut by their own size.
// What must hold of every file: it is read to its end in a bounded number of chunks; articles and skipped records
// lie inside it, in order and apart; a place gives its bytes again; other chunks give the same.
#include <unistd.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "newsecho/read.h"
#include "require.h"

namespace newsecho {
namespace {

using fuzz::require;

// One file of each ending, in a folder of this process.
const std::string& file_named(std::size_t choice) {
  static const std::array<std::string, 8> files = [] {
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("newsecho-fuzz-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    std::array<std::string, 8> out;
    std::size_t i = 0;
    for (const char* name : {"a.jsonl", "a.json", "a.csv", "a.tsv", "a.txt", "a.jsonl.gz", "a.json.zst", "a.csv.xz"}) {
      out[i++] = (folder / name).string();
    }
    return out;
  }();
  return files[choice % files.size()];
}

// A record as long as what is read to tell the format, and all that must stand before it.
std::string first_record(const std::string& path) {
  constexpr std::size_t kHead = 1u << 16;
  const std::string filler(kHead, 'x');
  const std::string ending = path.substr(path.rfind('.'));
  if (ending == ".jsonl") return "{\"text\":\"" + filler + "\"}\n";
  if (ending == ".json") return "[{\"text\":\"" + filler + "\"},";
  if (ending == ".csv") return "id,text\n1," + filler + "\n";
  if (ending == ".tsv") return "id\ttext\n1\t" + filler + "\n";
  return "";
}

struct Seen {
  std::string articles;  // as one text, to be compared
  std::uint64_t records = 0;
};

Seen read_all(const std::string& path, const ReadOptions& options, std::uint64_t most_chunks) {
  Seen seen;
  auto reader = Reader::open({path}, options);
  require(reader.ok(), "a file that is there opens");
  std::uint64_t chunks = 0, behind = 0;
  const auto check = [&](const Place& place) {
    const absl::StatusOr<std::string> bytes = (*reader)->record(place);
    require(bytes.ok() && bytes->size() == place.size_bytes, "a place gives its bytes again");
    require(place.line > 0, "lines count from 1");
  };
  for (Chunk chunk;;) {
    const absl::StatusOr<bool> more = (*reader)->next(chunk);
    require(more.ok(), "bad bytes are no failure of the run");
    if (!*more) break;
    require(chunk.sequence == chunks && ++chunks <= most_chunks, "chunks are counted, and end");
    const Batch batch = (*reader)->parse(chunk);
    for (const Article& a : batch.articles) {
      require(a.place.offset_bytes >= behind, "records are in order and apart");
      behind = a.place.offset_bytes + a.place.size_bytes;
      require(!a.id.empty(), "every article has an id");
      seen.articles += a.id + '\0' + a.url + '\0' + a.site + '\0' + a.title + '\0' + to_iso8601(a.published) + '\0' +
                       a.text + '\0' + std::to_string(a.place.line) + '\n';
      check(a.place);
    }
    for (const Skipped& s : batch.skipped) {
      require(!s.reason.empty(), "every skipped record has a reason");
      // Behind damage the stream cannot be read again.
      if (s.reason.find(" data ") == std::string::npos) check(s.place);
    }
    seen.records += batch.articles.size() + batch.skipped.size();
  }
  require((*reader)->done_bytes() <= (*reader)->total_bytes(), "no more is done than there is");
  return seen;
}

}  // namespace
}  // namespace newsecho

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kChoices = 3;
  // A megabyte packs into a thousand bytes, and a record may be a byte.
  constexpr std::uint64_t kMostChunks = 1u << 24;
  if (size < kChoices) return 0;
  const std::string& path = newsecho::file_named(data[0]);
  const std::string before = data[1] >= 128 ? newsecho::first_record(path) : "";
  std::ofstream(path, std::ios::binary) << before
                                        << std::string(reinterpret_cast<const char*>(data) + kChoices, size - kChoices);
  newsecho::ReadOptions options;
  options.chunk_bytes = std::uint64_t{1} << (data[1] % 128 % 21);
  options.max_record_bytes = data[2] == 0 ? options.max_record_bytes : 16 * std::uint64_t{data[2]};
  const newsecho::Seen one = newsecho::read_all(path, options, kMostChunks);
  options.chunk_bytes = 1u << 20;
  const newsecho::Seen other = newsecho::read_all(path, options, kMostChunks);
  newsecho::fuzz::require(one.articles == other.articles, "chunks of any size give the same articles");
  newsecho::fuzz::require(one.records == other.records, "chunks of any size skip the same records");
  return 0;
}
