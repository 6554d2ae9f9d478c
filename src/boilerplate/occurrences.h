// occurrences.h — where each repeated line stands: gathered page by page, then brought together line by line.
//
// Value     a line's sample is of the pages of smallest rank, whichever came first; parts add up in any order.
// Cost      O(n log n); 12 bytes for each time a repeated line stands on a page, beside 40 a page.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/parallel.h"
#include "newsecho/boilerplate.h"
#include "newsecho/large.h"

namespace newsecho::boilerplate {

constexpr std::size_t kSampledPages = 16;
constexpr std::uint64_t kNetwork = 0;  // the site of lines learned across sites

// A page that was counted. Ordered by site, then by rank, a mixed hash of the page, so that a sample of the smallest
// is the same whichever page came first.
struct Counted {
  std::uint64_t site, rank, page;
  std::uint32_t article;
  friend auto operator<=>(const Counted&, const Counted&) = default;
};

// A line as it stands on a site's pages, or, for kNetwork, on any.
struct Entry {
  std::uint64_t site, line;
  std::uint32_t pages = 0;
  std::uint32_t first = 0;    // of its sample in Gathered::samples
  std::uint16_t sampled = 0;  // pages in it, at most kSampledPages
  bool sentence = false;      // long enough to be one of a report
};

struct Gathered {
  LargeVector<Counted> pages;          // ascending
  LargeVector<Entry> entries;          // without those whose sample is smaller than was asked for
  LargeVector<std::uint32_t> samples;  // indices into pages; of one site by rank, of the network by the sites' rank

  absl::Span<const std::uint32_t> sample(const Entry& entry) const {
    return absl::MakeConstSpan(samples).subspan(entry.first, entry.sampled);
  }
};

class Occurrences {
 public:
  // `lines` without repeats.
  struct Line {
    std::uint64_t hash;
    bool sentence;
    friend auto operator<=>(const Line&, const Line&) = default;
  };
  void add(const Counted& page, absl::Span<const Line> lines);
  void merge(Occurrences&& other);

  // Entries of sites with fewer sampled pages than `of_site`, and of the network than `of_network`, are left out.
  Gathered gather(std::size_t of_site, std::size_t of_network, const base::Workers& workers) &&;

 private:
  // Twelve bytes: there are many.
  struct Occurrence {
    std::uint32_t line_high, line_low;
    std::uint32_t page;  // index, and kSentence
    std::uint64_t line() const { return std::uint64_t{line_high} << 32 | line_low; }
  };
  static constexpr std::uint32_t kSentence = 1u << 31;
  static constexpr std::size_t kParts = 256;  // by the upper bits of the line's hash, to be sorted one by one

  LargeVector<Counted> pages_;
  std::array<LargeVector<Occurrence>, kParts> parts_;

  friend class Gatherer;
};

}  // namespace newsecho::boilerplate
