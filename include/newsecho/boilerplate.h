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
// Value     counts keep, for each line, the page count and at most 16 pages, those of smallest hash:
//           never the first seen. The same pages give the same Boilerplate.
// Cost      O(tokens) to add and to strip; about 100 bytes a page and 40 a repeated line.
// Threads   add() and merge() by one thread at a time; Boilerplate is immutable and may be shared.
// Limits    a site with one or two pages teaches nothing of its own; the network may.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

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

// Bounds the memory of counting: lines that surely stand on fewer pages than needed are not kept.
// Counted over all pages before add(); over-counting is harmless. Parts add up in any order.
class LineFilter {
 public:
  explicit LineFilter(std::uint64_t expected_lines);
  void add(const Page& page);               // may be called by many threads at once
  bool repeated(std::uint64_t line) const;  // may stand on three or more pages

 private:
  std::uint64_t mask_;
  std::vector<std::uint8_t> counters_;
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

  void add(const Page& page);
  void merge(BoilerplateCounts&& other);
  Boilerplate freeze() &&;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace newsecho
