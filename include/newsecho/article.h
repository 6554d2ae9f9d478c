// article.h — one crawled text with its metadata, the unit every stage speaks of.
//
//   newsecho::Article a;
//   a.id = "post-1";  a.site = "example.com";  a.text = "The council voted 7-2 ...";
//   a.published = {1767225600, newsecho::Precision::kTime};
//
// Text      UTF-8 as it was crawled; the normaliser repairs what is not. Never required to be valid.
// Published seconds since 1970-01-01 UTC with the precision the source gave. A date alone neither
//           beats nor loses to a time on that day: published_before() says false both ways.
// Threads   plain values.
#pragma once

#include <cstdint>
#include <string>

namespace newsecho {

enum class Precision : std::uint8_t { kNone = 0, kDay = 1, kTime = 2 };

struct Published {
  std::int64_t seconds = 0;  // since the Unix epoch, UTC; midnight when precision is kDay
  Precision precision = Precision::kNone;

  bool known() const { return precision != Precision::kNone; }
  friend bool operator==(const Published&, const Published&) = default;
};

// Returns whether `a` is earlier for certain: an unknown date is after every known one,
// and two moments of one UTC day, one of which is a date alone, are not ordered.
bool published_before(const Published& a, const Published& b);

// Returns "2026-03-01T12:00:00Z", "2026-03-01" or "" by precision.
std::string to_iso8601(const Published& published);

// Where a record stands in the input, so that messages can name it and the record can be read again.
struct Place {
  std::uint32_t source = 0;        // index into the reader's list of files
  std::uint64_t line = 0;          // 1-based line (or record) number in that file
  std::uint64_t offset_bytes = 0;  // of the record, in the uncompressed file
  std::uint64_t size_bytes = 0;    // of the record as it stands there
};

struct Article {
  std::string id = {};
  std::string url = {};
  std::string site = {};  // registrable domain of url, else the site field reduced the same way
  std::string title = {};
  std::string byline = {};  // author or agency as the source gives it
  std::string text = {};
  Published published = {};
  Place place = {};
};

}  // namespace newsecho
