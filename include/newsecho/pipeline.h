// pipeline.h — the whole path of data: articles go in, stories come out.
//
//   newsecho::Detector detector(newsecho::Options{});
//   detector.add({.id = "a", .text = first});          // or: detector.read({"crawl.jsonl.gz"})
//   detector.add({.id = "b", .text = second});
//   absl::StatusOr<newsecho::Result> result = detector.finish();
//   for (const newsecho::Story& s : result->stories) print(result->articles[s.original()].title);
//
// Result    depends on the set of articles and on Options::Results only: not on their order, the number
//           of threads, the CPU or whether anything was spilled.
// Memory    2.1 GB for a million articles of 2 KB, 1.1 GB for 100,000: texts, tokens and records lie in a file beyond
//           Options::spool_bytes; large arrays and what is looked at of the file share 1.3 GB. With
//           Options::memory_bytes nearly all of it lies in the file: 0.3 KB an article stay. A crawl too large for that
//           is refused.
// Disk      9 KB for an article of 2 KB of text, 10 KB with a bound; Counts::temporary_bytes says how much.
// Errors    absl::Status with the input and the remedy; bad records are in Result::skipped.
// Threads   one Detector belongs to one thread; it uses Options::threads inside.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "newsecho/article.h"
#include "newsecho/cluster.h"
#include "newsecho/large.h"
#include "newsecho/read.h"
#include "newsecho/texts.h"
#include "newsecho/verify.h"

namespace newsecho {

struct Progress {
  const char* stage = "";      // "read", "sign", "verify", ...
  std::uint64_t articles = 0;  // done in this stage
  std::uint64_t bytes = 0;
  double done = 0;  // share of the stage, 0 to 1; negative when unknown
};

struct Options {
  // What changes results -----------------------------------------------------------------------
  std::uint64_t seed = 1;                  // of every signature; part of the scheme id
  std::uint32_t shingle_words = 3;         // words a shingle
  std::uint32_t shingle_points = 5;        // code points a shingle where words are not spaced
  std::uint32_t brief_shingles = 12;       // shorter articles must be nearly equal
  std::uint16_t threshold = 300;           // permille; see cluster.h
  std::int64_t window_seconds = 0;         // pairs further apart are not compared; 0: no limit
  std::string original_rule = "earliest";  // or "longest"
  bool strip_boilerplate = true;
  bool second_pass = true;  // story frequency
  // Switched off by the ablation bench, one at a time.
  bool use_anchors = true, use_numbers = true, use_alignment = true, average_link = true;
  // What changes speed and memory only -----------------------------------------------------------
  unsigned threads = 0;                    // 0: all cores
  std::string kernel = "auto";             // "scalar", "avx2", "avx512", "neon"
  std::uint64_t memory_bytes = 0;          // bound of the whole run; 0: none
  std::uint64_t spool_bytes = 128u << 20;  // tokens, texts and records kept in memory before files are used
  std::string tmp;                         // folder of that file; empty: the system's
  // What is kept -----------------------------------------------------------------------------------
  bool keep_pairs = false;                        // every verified pair in Result::pairs
  std::function<void(const Progress&)> progress;  // called about ten times a second
  std::function<bool()> cancelled;                // asked often; true ends the run with Cancelled
};

// What is known of an article once its text is gone. Its strings are kept in Result::texts.
struct ArticleInfo {
  std::string_view id, url, site, title, byline;
  std::string_view credit;  // agency in dateline or byline, "" if none
  Published published;
  Place place;
  std::uint32_t words = 0;  // after boilerplate was stripped
  std::uint32_t stripped_words = 0;
};

struct Assignment {
  std::uint32_t story = 0;  // index into Result::stories
  Relation relation = Relation::kSingle;
  std::uint16_t agreement = 1000;  // with the original, permille
};

struct Story {
  std::vector<std::uint32_t> members;  // articles: original first, then by (published, id)
  std::vector<Evidence> evidence;      // of each member against the original; none where that is alone
  Cohesion cohesion;
  std::uint32_t original() const { return members.front(); }
};

struct Link {          // excerpt, roundup, template
  std::uint32_t a, b;  // articles
  Evidence evidence;
};

struct BoilerplateLine {
  std::string site;  // "" for lines learned across sites
  std::string line;
  std::uint64_t pages = 0;
  std::vector<std::string> examples;  // article ids, at most three
};

struct StageCount {
  std::string stage;                    // "read", ...
  double seconds = 0, cpu_seconds = 0;  // the latter of all threads together
  std::uint64_t items = 0, bytes = 0;
};

struct Counts {
  std::uint64_t articles = 0, skipped = 0, text_bytes = 0, without_date = 0, duplicate_ids = 0;
  std::uint64_t invalid_utf8 = 0, cut_texts = 0, empty = 0, briefs = 0, noisy = 0, junk = 0;
  std::uint64_t stripped_segments = 0, stripped_words = 0;
  std::uint64_t exact_collapsed = 0, candidates = 0, by_bands = 0, by_anchors = 0, by_noise = 0, verified = 0,
                set_aside = 0, reverified = 0, asked = 0;
  std::uint64_t temporary_bytes = 0;  // in files of Options::tmp, gone with the run
  std::vector<StageCount> stages;
};

struct Result {
  LargeVector<ArticleInfo> articles;    // in input order
  LargeVector<Assignment> assignments;  // one an article
  std::vector<Story> stories;           // largest first, ties by the original's id
  LargeVector<Link> links;              // sorted by ids
  LargeVector<Link> pairs;              // with keep_pairs: all verified pairs, sorted by ids
  Texts texts;                          // what the strings of articles are views of
  std::vector<Skipped> skipped;         // sorted by place
  std::vector<BoilerplateLine> boilerplate;
  std::vector<std::string> sources;  // Place::source points here
  FieldUse fields;
  Counts counts;
  std::string scheme_id, options_id, boilerplate_id, story_frequency_id;
};

class Detector {
 public:
  explicit Detector(Options options);
  ~Detector();

  // Adds one article. Its text is used now and not kept.
  absl::Status add(Article article);

  // Adds everything the inputs hold, on all threads.
  absl::Status read(const std::vector<std::string>& inputs, const ReadOptions& read = {});

  // Groups what was added. Call once.
  absl::StatusOr<Result> finish();

  // Texts with what was stripped from them, of some articles of the result; after finish().
  struct Shown {
    std::string text;                                               // as crawled
    std::vector<std::pair<std::uint32_t, std::uint32_t>> stripped;  // byte ranges in text
  };
  absl::StatusOr<Shown> show(std::uint32_t article) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace newsecho
