#include "boilerplate/occurrences.h"

#include <algorithm>
#include <tuple>

#include "base/hash.h"

namespace newsecho::boilerplate {

void Occurrences::add(const Counted& page, absl::Span<const Line> lines) {
  const auto index = static_cast<std::uint32_t>(pages_.size());
  pages_.push_back(page);
  for (const Line& line : lines) {
    parts_[line.hash >> 56].push_back({static_cast<std::uint32_t>(line.hash >> 32),
                                       static_cast<std::uint32_t>(line.hash), index | (line.sentence ? kSentence : 0)});
  }
}

void Occurrences::merge(Occurrences&& other) {
  const auto base = static_cast<std::uint32_t>(pages_.size());
  pages_.insert(pages_.end(), other.pages_.begin(), other.pages_.end());
  for (std::size_t i = 0; i < kParts; ++i) {
    LargeVector<Occurrence>& mine = parts_[i];
    LargeVector<Occurrence>& theirs = other.parts_[i];
    if (mine.empty() && base == 0) {
      mine = std::move(theirs);
      continue;
    }
    mine.reserve(mine.size() + theirs.size());
    for (const Occurrence& o : theirs) {
      mine.push_back({o.line_high, o.line_low, o.page + base});
    }
    LargeVector<Occurrence>().swap(theirs);
  }
}

// Brings the occurrences of one line together, and makes its entries.
class Gatherer {
 public:
  using Occurrence = Occurrences::Occurrence;

  // Entries and samples are put to `out`; the pages are read only.
  Gatherer(absl::Span<const Counted> pages, Gathered& out, std::size_t of_site, std::size_t of_network)
      : all_pages_(pages), out_(out), of_site_(of_site), of_network_(of_network) {}

  // The page of each is its place in the pages.
  void take(LargeVector<Occurrence>& occurrences) {
    constexpr std::uint32_t kPage = Occurrences::kSentence - 1;
    std::sort(occurrences.begin(), occurrences.end(), [](const Occurrence& a, const Occurrence& b) {
      return a.line() != b.line() ? a.line() < b.line() : (a.page & kPage) < (b.page & kPage);
    });
    for (auto begin = occurrences.begin(); begin != occurrences.end();) {
      auto end = begin;
      pages_.clear();
      for (; end != occurrences.end() && end->line() == begin->line(); ++end) {
        pages_.push_back(end->page & kPage);
      }
      line(begin->line(), (begin->page & Occurrences::kSentence) != 0);
      begin = end;
    }
  }

 private:
  const Counted& page(std::uint32_t place) const { return all_pages_[place]; }

  void line(std::uint64_t line, bool sentence) {
    sites_.clear();
    for (std::size_t begin = 0; begin < pages_.size();) {
      std::size_t end = begin;
      const std::uint64_t site = page(pages_[begin]).site;
      std::uint32_t least = pages_[begin];
      const auto first = static_cast<std::uint32_t>(out_.samples.size());
      for (; end < pages_.size() && page(pages_[end]).site == site; ++end) {
        const Counted& here = page(pages_[end]);
        if (std::tie(here.page, here.article) < std::tie(page(least).page, page(least).article)) {
          least = pages_[end];
        }
        const std::size_t sampled = out_.samples.size() - first;
        if (sampled < kSampledPages && (sampled == 0 || page(out_.samples.back()).rank != here.rank)) {
          out_.samples.push_back(pages_[end]);
        }
      }
      keep({site, line, static_cast<std::uint32_t>(end - begin), first, 0, sentence}, of_site_);
      sites_.emplace_back(base::mix(site), least);
      begin = end;
    }
    const std::size_t sampled = std::min(kSampledPages, sites_.size());
    std::partial_sort(sites_.begin(), sites_.begin() + static_cast<std::ptrdiff_t>(sampled), sites_.end());
    const auto first = static_cast<std::uint32_t>(out_.samples.size());
    for (std::size_t i = 0; i < sampled; ++i) {
      out_.samples.push_back(sites_[i].second);
    }
    keep({kNetwork, line, static_cast<std::uint32_t>(pages_.size()), first, 0, sentence}, of_network_);
  }

  // The sample is what was added last.
  void keep(Entry entry, std::size_t least) {
    entry.sampled = static_cast<std::uint16_t>(out_.samples.size() - entry.first);
    if (entry.sampled < least) {
      out_.samples.resize(entry.first);
    } else {
      out_.entries.push_back(entry);
    }
  }

  absl::Span<const Counted> all_pages_;
  Gathered& out_;
  std::size_t of_site_, of_network_;
  std::vector<std::uint32_t> pages_;                            // of the line at hand, ascending
  std::vector<std::pair<std::uint64_t, std::uint32_t>> sites_;  // with the page each is known by
};

Gathered Occurrences::gather(std::size_t of_site, std::size_t of_network, const base::Workers& workers) && {
  Gathered out;
  LargeVector<std::uint32_t> order(pages_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return pages_[a] < pages_[b]; });
  LargeVector<std::uint32_t> place(order.size());
  out.pages.reserve(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    out.pages.push_back(pages_[order[i]]);
  }
  LargeVector<Counted>().swap(pages_);
  std::vector<Gathered> parts(kParts);
  workers.for_range(kParts, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      for (Occurrence& o : parts_[i]) {
        o.page = place[o.page & (kSentence - 1)] | (o.page & kSentence);
      }
      Gatherer(out.pages, parts[i], of_site, of_network).take(parts_[i]);
      LargeVector<Occurrence>().swap(parts_[i]);
    }
  });
  for (Gathered& part : parts) {
    const auto base = static_cast<std::uint32_t>(out.samples.size());
    out.samples.insert(out.samples.end(), part.samples.begin(), part.samples.end());
    for (Entry& entry : part.entries) {
      entry.first += base;
      out.entries.push_back(entry);
    }
    part = {};
  }
  return out;
}

}  // namespace newsecho::boilerplate
