#include "newsecho/boilerplate.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "base/hash.h"
#include "boilerplate/sketch.h"

namespace newsecho {

namespace {

using boilerplate::kLongLine;
using boilerplate::line_tag;
using boilerplate::Overlap;
using boilerplate::overlap;
using boilerplate::Sketch;
using boilerplate::sketch_of;
using boilerplate::words;

constexpr std::size_t kSampledPages = 16;
constexpr std::size_t kExamples = 3;
constexpr std::uint32_t kLeastRest = 12;     // words beside a line that make surroundings
constexpr std::uint32_t kLeastReport = 60;   // words beside a site's common lines that make a report
constexpr std::uint32_t kOtherReport = 100;  // words of its own that make a page another report under one headline
constexpr std::uint32_t kNetworkSites = 3;   // whose own a line is, to be the network's
constexpr std::uint64_t kNetwork = 0;        // the site of lines learned across sites

// One page a line was seen on. Ordered by rank, so that a sample of the smallest is the same whichever
// page came first.
struct Seen {
  std::uint64_t rank;  // mixed hash of the page; of the site where lines are learned across sites
  std::uint64_t page;
  std::uint64_t site;
  std::uint32_t article;
  friend bool operator<(const Seen& a, const Seen& b) {
    return std::tie(a.rank, a.page, a.site, a.article) < std::tie(b.rank, b.page, b.site, b.article);
  }
};

bool by_rank(const Seen& seen, std::uint64_t rank) { return seen.rank < rank; }

struct Entry {
  std::uint32_t pages = 0;
  bool sentence = false;     // long enough to be one of a report
  std::vector<Seen> sample;  // ascending, one a rank, at most kSampledPages

  void add(const Seen& seen) {
    const auto at = std::lower_bound(sample.begin(), sample.end(), seen.rank, by_rank);
    if (at != sample.end() && at->rank == seen.rank) {
      *at = std::min(*at, seen);
      return;
    }
    if (sample.size() == kSampledPages) {
      if (at == sample.end()) {
        return;
      }
      sample.pop_back();
    }
    sample.insert(at, seen);
  }

  // Both samples are of smallest ranks: a page of `all` that is also among these pages is in their sample.
  std::size_t share(const Entry& all) const {
    std::size_t both = 0;
    for (const Seen& seen : all.sample) {
      const auto at = std::lower_bound(sample.begin(), sample.end(), seen.rank, by_rank);
      both += at != sample.end() && at->rank == seen.rank ? 1 : 0;
    }
    return 1000 * both / all.sample.size();
  }
};

// What is known of a page: enough to compare its surroundings of a line with another's.
struct Prose {
  Sketch sketch;
  std::uint64_t headline;
  std::uint64_t site;
  friend auto operator<=>(const Prose&, const Prose&) = default;
};

// The lines of a site, by tag.
using Tags = absl::flat_hash_set<std::uint16_t>;

struct LineKey {
  std::uint64_t site, line;
  friend bool operator==(const LineKey&, const LineKey&) = default;
  template <class H>
  friend H AbslHashValue(H state, const LineKey& key) {
    return H::combine(std::move(state), key.site, key.line);
  }
};

// A story copied many times gives few different surroundings among many pages; a site's own lines
// give nearly as many as there are pages. The other clauses are for sites that repeat themselves.
bool enough(std::size_t different, std::size_t pages, std::uint32_t least) {
  return different >= least && (4 * different >= 3 * pages || (different >= 6 && 5 * different >= 3 * pages) ||
                                (different >= 8 && 5 * different >= 2 * pages));
}

}  // namespace

struct Boilerplate::Impl {
  absl::flat_hash_set<LineKey> known;
  std::vector<Line> lines;
  std::uint64_t id = 0;

  // Lists what is known, with what was counted of it.
  void list(const absl::flat_hash_map<LineKey, Entry>& entries) {
    for (const LineKey& key : known) {
      const Entry& entry = entries.at(key);
      Line line{key.site, key.line, entry.pages, {}};
      for (std::size_t i = 0; i < std::min(kExamples, entry.sample.size()); ++i) {
        line.examples.push_back(entry.sample[i].article);
      }
      lines.push_back(std::move(line));
    }
    std::sort(lines.begin(), lines.end(),
              [](const Line& a, const Line& b) { return std::tie(a.site, a.hash) < std::tie(b.site, b.hash); });
    for (const Line& line : lines) {
      id = base::combine(base::combine(id, line.site), line.hash);
    }
  }
};

Boilerplate::Boilerplate() : impl_(std::make_unique<Impl>()) {}
Boilerplate::~Boilerplate() = default;
Boilerplate::Boilerplate(Boilerplate&&) noexcept = default;
Boilerplate& Boilerplate::operator=(Boilerplate&&) noexcept = default;

bool Boilerplate::is_boilerplate(std::uint64_t site, std::uint64_t line) const {
  return impl_->known.contains(LineKey{site, line}) || impl_->known.contains(LineKey{kNetwork, line});
}

std::uint32_t Boilerplate::strip(std::uint64_t site, Tokens& tokens) const {
  std::uint32_t marked = 0;
  for (const Segment& s : tokens.segments) {
    if (is_boilerplate(site, s.hash)) {
      for (std::uint32_t i = s.begin; i < s.end; ++i) {
        tokens.flags[i] |= kStripped;
      }
      marked += s.end - s.begin;
    }
  }
  return marked;
}

const std::vector<Boilerplate::Line>& Boilerplate::lines() const { return impl_->lines; }
std::uint64_t Boilerplate::id() const { return impl_->id; }

struct BoilerplateCounts::Impl {
  BoilerplateOptions options;
  const LineFilter* filter;
  absl::flat_hash_map<LineKey, Entry> entries;
  absl::flat_hash_map<std::uint64_t, Entry> sites;  // all pages of a site
  absl::flat_hash_map<std::uint64_t, Prose> pages;
  // Lines that are known to be a site's own; left out of its pages' prose.
  absl::flat_hash_map<std::uint64_t, Tags> own;
  // Sites whose headlines are mostly each of one page, so that one in common is one report: not those that put
  // their name or the section there.
  absl::flat_hash_set<std::uint64_t> told_by_headline;

  void add_prose(std::uint64_t page, const Prose& prose) {
    const auto [at, fresh] = pages.try_emplace(page, prose);
    if (!fresh) {
      at->second = std::min(at->second, prose);  // a re-crawl: keep one, whichever came first
    }
  }

  bool same(const Prose& a, const Prose& b, const LineKey& key) const {
    const Overlap o = overlap(a.sketch, b.sketch, line_tag(key.line));
    return o.resemblance >= options.same_surrounding || (key.site == kNetwork && o.both >= options.network_overlap) ||
           (a.headline != 0 && a.headline == b.headline &&
            (o.rest < kOtherReport || (told_by_headline.contains(a.site) && told_by_headline.contains(b.site))));
  }

  void find_told_by_headline() {
    std::vector<std::uint64_t> headlines;
    for (const auto& [site, entry] : sites) {
      headlines.clear();
      for (const Seen& seen : entry.sample) {
        const auto at = pages.find(seen.page);
        if (at != pages.end()) {
          headlines.push_back(at->second.headline);
        }
      }
      std::sort(headlines.begin(), headlines.end());
      std::size_t alone = 0;
      for (std::size_t i = 0; i < headlines.size(); ++i) {
        alone += headlines[i] != 0 && (i == 0 || headlines[i - 1] != headlines[i]) &&
                         (i + 1 == headlines.size() || headlines[i + 1] != headlines[i])
                     ? 1
                     : 0;
      }
      if (2 * alone >= headlines.size() && alone > 0) {
        told_by_headline.insert(site);
      }
    }
  }

  // Whether the sampled pages have enough surroundings; those of one surrounding count once, those
  // with fewer than `least` words beside the line not at all.
  bool qualifies(const LineKey& key, const Entry& entry, const Tags* without, std::uint32_t least) const {
    const std::uint32_t needed =
        key.site == kNetwork && entry.sentence ? options.network_surroundings : options.surroundings;
    if (entry.sample.size() < needed) {
      return false;
    }
    std::array<Prose, kSampledPages> apart;
    std::size_t different = 0;
    for (const Seen& seen : entry.sample) {
      Prose& prose = apart[different];
      prose = pages.at(seen.page);
      if (without != nullptr) {
        prose.sketch.leave_out([&](std::uint16_t tag) { return without->contains(tag); });
      }
      bool fresh = words(prose.sketch, line_tag(key.line)) >= least;
      for (std::size_t i = 0; i < different && fresh; ++i) {
        fresh = !same(apart[i], prose, key);
      }
      different += fresh ? 1 : 0;
    }
    return enough(different, entry.sample.size(), needed);
  }

  void leave_out_own_lines() {
    for (auto& [page, prose] : pages) {
      const auto tags = own.find(prose.site);
      if (tags != own.end()) {
        prose.sketch.leave_out([&](std::uint16_t tag) { return tags->second.contains(tag); });
      }
    }
  }

  // Lines that stand on most pages of their site: if enough is left of these pages without all such
  // lines, and it differs, they are the site's. Else they may be one report under many urls.
  std::vector<LineKey> common_lines() const {
    std::vector<LineKey> common;
    absl::flat_hash_map<std::uint64_t, Tags> tags;
    for (const auto& [key, entry] : entries) {
      if (key.site != kNetwork && entry.sample.size() >= options.surroundings &&
          entry.share(sites.at(key.site)) >= options.common_share) {
        common.push_back(key);
        tags[key.site].insert(line_tag(key.line));
      }
    }
    std::erase_if(
        common, [&](const LineKey& key) { return !qualifies(key, entries.at(key), &tags.at(key.site), kLeastReport); });
    return common;
  }
};

BoilerplateCounts::BoilerplateCounts(BoilerplateOptions options, const LineFilter* filter)
    : impl_(std::make_unique<Impl>()) {
  impl_->options = options;
  impl_->filter = filter;
}
BoilerplateCounts::~BoilerplateCounts() = default;
BoilerplateCounts::BoilerplateCounts(BoilerplateCounts&&) noexcept = default;

void BoilerplateCounts::add(const Page& page) {
  const std::uint64_t rank = base::mix(page.page);
  impl_->sites[page.site].add({rank, page.page, page.site, page.article});
  std::vector<std::pair<std::uint64_t, bool>> lines;
  for (const Segment& s : page.tokens->segments) {
    if (impl_->filter == nullptr || impl_->filter->repeated(s.hash)) {
      lines.emplace_back(s.hash, s.end - s.begin >= kLongLine);
    }
  }
  if (lines.empty()) {
    return;
  }
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  impl_->add_prose(page.page, {sketch_of(*page.tokens), page.headline, page.site});
  for (const auto& [line, sentence] : lines) {
    for (const std::uint64_t site : {page.site, kNetwork}) {
      Entry& entry = impl_->entries[LineKey{site, line}];
      ++entry.pages;
      entry.sentence |= sentence;
      entry.add({site == kNetwork ? base::mix(page.site) : rank, page.page, page.site, page.article});
    }
  }
}

void BoilerplateCounts::merge(BoilerplateCounts&& other) {
  for (auto& [page, prose] : other.impl_->pages) {
    impl_->add_prose(page, prose);
  }
  const auto add = [](Entry& mine, const Entry& theirs) {
    mine.pages += theirs.pages;
    mine.sentence |= theirs.sentence;
    for (const Seen& seen : theirs.sample) {
      mine.add(seen);
    }
  };
  for (const auto& [site, entry] : other.impl_->sites) {
    add(impl_->sites[site], entry);
  }
  for (const auto& [key, entry] : other.impl_->entries) {
    add(impl_->entries[key], entry);
  }
}

Boilerplate BoilerplateCounts::freeze() && {
  Boilerplate learned;
  auto& known = learned.impl_->known;
  Impl& counts = *impl_;
  counts.find_told_by_headline();
  // From the surest to the least sure, each time leaving out what is known before pages are compared.
  for (const LineKey& key : counts.common_lines()) {
    known.insert(key);
    counts.own[key.site].insert(line_tag(key.line));
  }
  counts.leave_out_own_lines();
  for (const auto& [key, entry] : counts.entries) {
    if (key.site != kNetwork && !known.contains(key) && counts.qualifies(key, entry, nullptr, kLeastRest)) {
      known.insert(key);
    }
  }
  absl::flat_hash_map<std::uint64_t, std::uint32_t> sites_of;
  for (const LineKey& key : known) {
    counts.own[key.site].insert(line_tag(key.line));
    ++sites_of[key.line];
  }
  counts.leave_out_own_lines();
  for (const auto& [key, entry] : counts.entries) {
    if (key.site != kNetwork) {
      continue;
    }
    const auto sites = sites_of.find(key.line);
    if ((sites != sites_of.end() && sites->second >= kNetworkSites) ||
        counts.qualifies(key, entry, nullptr, kLeastRest)) {
      known.insert(key);
    }
  }
  learned.impl_->list(counts.entries);
  return learned;
}

}  // namespace newsecho
