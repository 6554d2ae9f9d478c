// boilerplate.h — learns which lines belong to a site and not to its reports, and strips them.
//
// A line is boilerplate of a site when it stands on pages with three or more different surroundings,
// a page's surroundings being the rest of its prose; lines that do so across sites are boilerplate of
// the network. Syndicated copy brings its surroundings along, so it never qualifies, on however many
// sites it stands; neither do re-crawls of one url or the pages of one article.
//
//   BoilerplateCounts counts;                       // one a thread
//   counts.add({site, page, &tokens});              // every page of the crawl, in any order
//   counts.merge(other);                            // parts add up in any order
//   Boilerplate learned = std::move(counts).freeze();
//   std::uint32_t stripped = learned.strip(site, tokens);   // sets kStripped on the tokens' flags
//
// A crawl that is kept somewhere is better gone through twice, because few pages' words are ever asked for:
//
//   counts.count(page, lines);                      // every page, then merge(), then
//   counts.settle();
//   if (counts.wants(page.page)) counts.describe(page, lines, words);   // every page again
//
// Value     counts keep, for each line, the page count and at most 16 pages, those of smallest hash:
//           never the first seen. The same pages give the same Boilerplate.
// Cost      O(tokens) to add and to strip; 40 bytes a page, 12 each time a repeated line stands on one, and 300 for
//           each page that is described.
// Threads   add(), count() and merge() by one thread at a time, describe() by any number; Boilerplate is immutable
//           and may be shared.
// Limits    a site with one or two pages teaches nothing of its own; the network may. 2^31 pages.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <shared_mutex>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "newsecho/normalise.h"

namespace newsecho {

struct BoilerplateOptions {
  // Different surroundings a line needs.
  std::uint32_t surroundings = 3;
  // Pages whose prose resembles each other at least this much are one surrounding; permille.
  std::uint16_t same_surrounding = 300;
  // A line on at least this share of a site's pages may be its template; permille.
  std::uint16_t common_share = 500;
  // The same for a sentence, on as many sites, to be the network's where no site teaches it.
  std::uint32_t network_surroundings = 5;
  // Pages of two sites with this many words of prose in common are one surrounding.
  std::uint32_t network_overlap = 30;
  unsigned threads = 1;  // that settle() and freeze() use; 0: one a core. The result is the same
};

// One page as the learner sees it. `site` and `page` are hashes; page is the url's, else the id's:
// re-crawls of one url are one page.
struct Page {
  std::uint64_t site = 0;
  std::uint64_t page = 0;
  std::uint32_t article = 0;  // for examples
  const Tokens* tokens = nullptr;
  std::uint64_t headline = 0;  // hash; 0 where there is none
};

// A page's segments: line i is made of the tokens from end[i - 1] (0 for the first) to end[i].
struct Lines {
  absl::Span<const std::uint64_t> hash;
  absl::Span<const std::uint32_t> end;
};

// Bounds the memory of counting: lines that surely stand on fewer pages than needed are not kept.
// Counted over all pages before add(); over-counting is harmless. Grows with what is added: half a byte a line.
class LineFilter {
 public:
  explicit LineFilter(std::uint64_t expected_lines);

  // May be called by many threads at once.
  void add(const Page& page);
  void add(absl::Span<const std::uint64_t> lines);

  bool repeated(std::uint64_t line) const;  // may stand on three or more pages

 private:
  void count(std::uint64_t line);
  void grow();

  std::uint64_t mask_;                  // of counters, of which a byte holds four
  std::vector<std::uint8_t> counters_;  // 0 to 3 each
  std::atomic<std::uint64_t> added_ = 0;
  std::shared_mutex growing_;
};

class Boilerplate {
 public:
  struct Line {
    std::uint64_t site = 0;  // 0: learned across sites
    std::uint64_t hash = 0;
    std::uint32_t pages = 0;              // on which it stands
    std::vector<std::uint32_t> examples;  // articles
  };

  Boilerplate();
  ~Boilerplate();
  Boilerplate(Boilerplate&&) noexcept;
  Boilerplate& operator=(Boilerplate&&) noexcept;

  // Returns whether a line (Segment::hash) is boilerplate of the site or of the network.
  bool is_boilerplate(std::uint64_t site, std::uint64_t line) const;

  // Marks the tokens of boilerplate lines with kStripped. Returns how many tokens were marked.
  std::uint32_t strip(std::uint64_t site, Tokens& tokens) const;
  std::uint32_t strip(std::uint64_t site, const Lines& lines, absl::Span<std::uint8_t> flags) const;

  // All lines, by (site, hash).
  const std::vector<Line>& lines() const;

  // Names what was learned: equal for equal contents.
  std::uint64_t id() const;

 private:
  friend class BoilerplateCounts;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

class BoilerplateCounts {
 public:
  explicit BoilerplateCounts(BoilerplateOptions options = {}, const LineFilter* filter = nullptr);
  ~BoilerplateCounts();
  BoilerplateCounts(BoilerplateCounts&&) noexcept;

  // count() and describe() at once.
  void add(const Page& page);
  void merge(BoilerplateCounts&& other);

  // Counts the lines of a page, of which `tokens` is not asked.
  void count(const Page& page, const Lines& lines);
  // All pages were counted: finds out of which the words are needed.
  void settle();
  bool wants(std::uint64_t page) const;
  // Tells the words of a page; of one that is not wanted they are not looked at. REQUIRES: settle() was called.
  void describe(const Page& page, const Lines& lines, absl::Span<const std::uint32_t> words);

  Boilerplate freeze() &&;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace newsecho
