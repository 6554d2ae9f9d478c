// dedup.h — the crawl again, with one article for each story.
//
//   auto again = Rewriter::open({"crawl/"}, ReadOptions{}, {.output = "clean.jsonl.gz"});
//   if (!again.ok()) return again.status();       // what cannot work is known before the long part
//   detector.read((*again)->sources());           // newsecho/pipeline.h
//   absl::StatusOr<Result> result = detector.finish();
//   absl::StatusOr<Rewritten> done = (*again)->write(*result);
//   done->kept + done->removed + done->unreadable // every record of the input
//
// Records   are written byte for byte, in the order of the input, each on a line of its own; only line
//           ends inside a JSON object become spaces. Tables keep their header.
// Whole     files appear under their names when they are complete, or not at all.
// Memory    of a few chunks; the inputs are read again.
// Errors    Status naming the files and the remedy: inputs of two kinds, tables with other columns,
//           plain texts (they have no records), an output that is an input or cannot be written.
// Limits    standard input must be a file that can be rewound.
// Threads   one Rewriter belongs to one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "newsecho/pipeline.h"
#include "newsecho/read.h"

namespace newsecho {

// Which article of a story stays.
struct Keep {
  enum Rule : std::uint8_t {
    kOriginal,  // the one the story is told by
    kLongest,   // most words without boilerplate; ties: the original, then the earliest
    kNewest,    // latest published; what has no date loses; ties: longest, then smallest id
    kSite,      // the earliest of one site (the original, if it is from there), else the original
  };
  Rule rule = kOriginal;
  std::string site;  // registrable domain
};

// Reads "original", "longest", "newest" or "site=NAME".
absl::StatusOr<Keep> parse_keep(std::string_view text);

// Returns the article that stays of each story.
std::vector<std::uint32_t> choose(const Result& result, const Keep& keep);

struct DedupOptions {
  std::string keep = "original";  // as parse_keep() reads it
  bool annotate = false;          // all records, each with its story and relation
  std::string output = {};        // compressed as .gz, .zst or .xz asks; "-" is standard output
  std::string removed = {};       // the other records; empty: nowhere
  std::function<void(const Progress&)> progress = {};
  std::function<bool()> cancelled = {};  // asked often; true ends the writing with Cancelled
};

struct Rewritten {
  std::uint64_t articles = 0, kept = 0, removed = 0;
  std::uint64_t unreadable = 0;  // records that became no article; they are in neither file
  std::uint64_t kept_bytes = 0, removed_bytes = 0;
  std::uint64_t of_site = 0;  // kept because of Keep::site
};

class Rewriter {
 public:
  // Looks at the beginning of each input and makes the outputs' temporary files.
  static absl::StatusOr<std::unique_ptr<Rewriter>> open(const std::vector<std::string>& inputs, const ReadOptions& read,
                                                        const DedupOptions& options);
  virtual ~Rewriter() = default;

  // The files to be read; give them to the Detector in place of the inputs.
  virtual const std::vector<std::string>& sources() const = 0;

  // Writes the outputs. Call once.
  // REQUIRES: the result of these sources and the same ReadOptions.
  virtual absl::StatusOr<Rewritten> write(const Result& result) = 0;
};

}  // namespace newsecho
