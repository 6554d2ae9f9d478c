// read.h — turns files, folders, globs and standard input into articles.
//
// Formats: JSON lines, JSON arrays (also under "articles"), CSV and TSV (RFC 4180), plain text (one
// article a file); each also as gzip, zstd or xz, with several members in one file. The type is taken
// from the name and checked against the content; content wins.
//
//   absl::StatusOr<std::unique_ptr<Reader>> reader = Reader::open({"crawl/"}, ReadOptions{});
//   if (!reader.ok()) return reader.status();             // names the input and the remedy
//   Chunk chunk;
//   while (*(*reader)->next(chunk)) {                       // serial: whole records, about 1 MiB
//     Batch batch = (*reader)->parse(chunk);                // may run on any thread
//     for (Article& a : batch.articles) use(a);
//   }
//
// Errors    open() fails when an input does not exist or cannot be read, and for a folder without any such
//           file. A bad record never fails the run: it is in Batch::skipped with its place and reason, and
//           so is a file without any record.
// Order     inputs as given, files of a folder by name; chunks and records in file order.
// Cost      one pass; memory of a few chunks, whatever the file's size. A record longer than
//           max_record_bytes is passed over without being held.
// Threads   next() from one thread; parse() from any number at once.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "newsecho/article.h"

namespace newsecho {

struct ReadOptions {
  // Field names, dotted for nested ones ("meta.url"). Empty: found by the usual names.
  std::string text_field = {}, id_field = {}, url_field = {}, site_field = {}, title_field = {}, date_field = {},
              byline_field = {};
  // Longer records are skipped with that reason.
  std::uint64_t max_record_bytes = 64u << 20;
  // Deeper JSON is skipped with that reason.
  std::uint32_t max_depth = 256;
  // Bytes handed over by one next(); only speed and memory depend on it.
  std::uint64_t chunk_bytes = 1u << 20;
};

// One record that could not become an article.
struct Skipped {
  Place place;
  std::string reason;  // "not JSON: ...", "no text field; fields seen: a, b", "longer than 64 MiB", ...
};

// Whole records of one file, not yet parsed. `bytes` has at least kPaddingBytes of capacity behind it.
struct Chunk {
  static constexpr std::size_t kPaddingBytes = 64;
  std::uint64_t sequence = 0;
  std::uint32_t source = 0;
  std::uint64_t first_line = 0;
  std::uint64_t offset_bytes = 0;
  std::string bytes;
  // Where each record stands in `bytes`; none: one record a line.
  struct Record {
    std::uint64_t begin = 0, size = 0, line = 0;
  };
  std::vector<Record> records;
  std::vector<Skipped> skipped;  // found while cutting: over-long or unfinished records
};

// How often each source field served each role: {"text": {"maintext": 120}, ...}. Adds up in any order.
using FieldUse = std::map<std::string, std::map<std::string, std::uint64_t>, std::less<>>;

struct Batch {
  std::vector<Article> articles;  // ids may still repeat or be empty: see resolve_ids()
  std::vector<Skipped> skipped;
  FieldUse fields;
  std::uint64_t without_date = 0;
  std::uint64_t repaired = 0;   // records with invalid UTF-8 or JSON that was almost right
  std::uint64_t cut_texts = 0;  // texts the source itself cut short (NewsAPI's 200 characters)
};

class Reader {
 public:
  virtual ~Reader() = default;

  static absl::StatusOr<std::unique_ptr<Reader>> open(const std::vector<std::string>& inputs,
                                                      const ReadOptions& options);

  // Fills `chunk` with the next records. Returns false at the end of the last input; an error only
  // when the input itself fails for good (the disk, not a record).
  virtual absl::StatusOr<bool> next(Chunk& chunk) = 0;

  // Returns the articles of a chunk. Pure: the same chunk gives the same batch.
  virtual Batch parse(const Chunk& chunk) const = 0;

  // Returns one record again, byte for byte, by its place.
  virtual absl::StatusOr<std::string> record(const Place& place) const = 0;

  // Names of the files read, in order; Place::source points here. "-" is standard input.
  virtual const std::vector<std::string>& sources() const = 0;

  // Bytes to be read and read so far, as they lie on disk (0 total when standard input is among them).
  virtual std::uint64_t total_bytes() const = 0;
  virtual std::uint64_t done_bytes() const = 0;
};

// Returns one line for people: "text <- maintext, url <- url, 3 records without date".
std::string describe(const FieldUse& fields, std::uint64_t without_date);

// Returns the registrable domain by the public suffix rules ("www.bbc.co.uk" -> "bbc.co.uk"), or the
// lower-cased input when it is no host. Takes a url or a host.
std::string site_of(std::string_view url_or_host);

// Returns the moment written in the usual forms (ISO 8601, RFC 2822, Reuters-21578, epoch seconds,
// GDELT stamps, "None"); precision kNone when it is not a date.
Published parse_date(std::string_view text);

}  // namespace newsecho
