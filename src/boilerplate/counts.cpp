#include <algorithm>
#include <array>
#include <mutex>
#include <numeric>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "base/hash.h"
#include "boilerplate/known.h"
#include "boilerplate/lines.h"
#include "boilerplate/occurrences.h"
#include "boilerplate/sketch.h"
#include "newsecho/boilerplate.h"

namespace newsecho {

namespace {

using boilerplate::Counted;
using boilerplate::Entry;
using boilerplate::kLongLine;
using boilerplate::kNetwork;
using boilerplate::kSampledPages;
using boilerplate::line_tag;
using boilerplate::LineKey;
using boilerplate::LineKeys;
using boilerplate::Occurrences;
using boilerplate::Overlap;
using boilerplate::overlap;
using boilerplate::Sketch;
using boilerplate::sketch_of;
using boilerplate::words;

constexpr std::size_t kExamples = 3;
constexpr std::uint32_t kLeastRest = 12;     // words beside a line that make surroundings
constexpr std::uint32_t kLeastReport = 60;   // words beside a site's common lines that make a report
constexpr std::uint32_t kOtherReport = 100;  // words of its own that make a page another report under one headline
constexpr std::uint32_t kNetworkSites = 3;   // whose own a line is, to be the network's

// What is known of a page: enough to compare its surroundings of a line with another's.
struct Prose {
  Sketch sketch;
  std::uint64_t headline;
  std::uint64_t site;
  friend auto operator<=>(const Prose&, const Prose&) = default;
};

// The lines of a site, by tag.
using Tags = absl::flat_hash_set<std::uint16_t>;

// A story copied many times gives few different surroundings among many pages; a site's own lines
// give nearly as many as there are pages. The other clauses are for sites that repeat themselves.
bool enough(std::size_t different, std::size_t pages, std::uint32_t least) {
  return different >= least && (4 * different >= 3 * pages || (different >= 6 && 5 * different >= 3 * pages) ||
                                (different >= 8 && 5 * different >= 2 * pages));
}

// How many different surroundings among so many pages are enough; more than `pages` where none are.
std::size_t least_enough(std::size_t pages, std::uint32_t least) {
  std::size_t different = 0;
  while (different <= pages && !enough(different, pages, least)) {
    ++different;
  }
  return different;
}

}  // namespace

struct BoilerplateCounts::Impl {
  BoilerplateOptions options;
  const LineFilter* filter;
  Occurrences occurrences;
  // Pages that were added, which are described only when all are counted.
  struct Kept {
    std::uint64_t page;
    Prose prose;
  };
  std::vector<Kept> kept;

  // From settle() on.
  boilerplate::Gathered gathered;
  absl::flat_hash_map<std::uint64_t, std::uint32_t> wanted;  // page -> index into prose
  absl::flat_hash_set<std::uint64_t> compared_sites;         // of the pages that a line may be judged by
  std::vector<Prose> prose;
  std::vector<std::uint8_t> described;
  mutable std::array<std::mutex, 64> locks;  // of prose, by index

  // Lines that are known to be a site's own; left out of its pages' prose.
  absl::flat_hash_map<std::uint64_t, Tags> own;
  // Sites whose headlines are mostly each of one page, so that one in common is one report: not those that put
  // their name or the section there.
  absl::flat_hash_set<std::uint64_t> told_by_headline;

  bool repeated(std::uint64_t line) const { return filter == nullptr || filter->repeated(line); }

  std::uint32_t needed(const Entry& entry) const {
    return entry.site == kNetwork && entry.sentence ? options.network_surroundings : options.surroundings;
  }

  void want(std::uint64_t page) { wanted.try_emplace(page, static_cast<std::uint32_t>(wanted.size())); }

  void add_prose(std::uint64_t page, const Prose& fresh) {
    const auto at = wanted.find(page);
    if (at == wanted.end()) {
      return;
    }
    const std::lock_guard lock(locks[at->second % locks.size()]);
    Prose& mine = prose[at->second];
    // A re-crawl: keep one, whichever came first.
    mine = described[at->second] != 0 ? std::min(mine, fresh) : fresh;
    described[at->second] = 1;
  }

  const Prose& prose_of(std::uint32_t place) const { return prose[wanted.at(gathered.pages[place].page)]; }

  bool same(const Prose& a, const Prose& b, const Entry& entry) const {
    const Overlap o = overlap(a.sketch, b.sketch, line_tag(entry.line));
    return o.resemblance >= options.same_surrounding || (entry.site == kNetwork && o.both >= options.network_overlap) ||
           (a.headline != 0 && a.headline == b.headline &&
            (o.rest < kOtherReport || (told_by_headline.contains(a.site) && told_by_headline.contains(b.site))));
  }

  // Calls each(page) for the pages of a site with the smallest ranks, one a rank, ascending.
  template <class Each>
  void each_sampled(std::uint64_t site, Each each) const {
    const LargeVector<Counted>& pages = gathered.pages;
    auto at = std::lower_bound(pages.begin(), pages.end(), site,
                               [](const Counted& page, std::uint64_t sought) { return page.site < sought; });
    std::size_t sampled = 0;
    std::uint64_t rank = 0;
    for (; at != pages.end() && at->site == site && sampled < kSampledPages; ++at) {
      if (sampled == 0 || at->rank != rank) {
        rank = at->rank;
        ++sampled;
        each(*at);
      }
    }
  }

  void find_told_by_headline() {
    std::vector<std::uint64_t> headlines;
    for (const std::uint64_t site : compared_sites) {
      headlines.clear();
      each_sampled(site, [&](const Counted& page) {
        const std::uint32_t at = wanted.at(page.page);
        headlines.push_back(described[at] != 0 ? prose[at].headline : 0);
      });
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
  bool qualifies(const Entry& entry, const Tags* without, std::uint32_t least) const {
    const std::size_t pages = entry.sampled;
    if (pages < needed(entry)) {
      return false;
    }
    const std::size_t sufficient = least_enough(pages, needed(entry));
    std::array<Prose, kSampledPages> changed;
    std::array<const Prose*, kSampledPages> apart{};
    std::size_t different = 0;
    std::size_t left = pages;
    for (const std::uint32_t place : gathered.sample(entry)) {
      // What is still to come may not change the answer any more.
      if (different >= sufficient || different + left < sufficient) {
        break;
      }
      --left;
      const Prose* one = &prose_of(place);
      if (without != nullptr) {
        changed[different] = *one;
        changed[different].sketch.leave_out([&](std::uint16_t tag) { return without->contains(tag); });
        one = &changed[different];
      }
      bool fresh = words(one->sketch, line_tag(entry.line)) >= least;
      for (std::size_t i = 0; i < different && fresh; ++i) {
        fresh = !same(*apart[i], *one, entry);
      }
      apart[different] = one;
      different += fresh ? 1 : 0;
    }
    return different >= sufficient;
  }

  void leave_out_own_lines(const base::Workers& workers) {
    constexpr std::size_t kGrain = 1024;
    workers.for_range(prose.size(), kGrain, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) {
        const auto tags = own.find(prose[i].site);
        if (tags != own.end()) {
          prose[i].sketch.leave_out([&](std::uint16_t tag) { return tags->second.contains(tag); });
        }
      }
    });
  }

  // The share of a site's pages that a line stands on, permille. Both samples are of smallest ranks: a page of the
  // site's sample that the line stands on is in the line's.
  std::size_t share(const Entry& entry) const {
    const auto sample = gathered.sample(entry);
    std::size_t all = 0;
    std::size_t both = 0;
    std::size_t next = 0;
    each_sampled(entry.site, [&](const Counted& page) {
      ++all;
      while (next < sample.size() && gathered.pages[sample[next]].rank < page.rank) {
        ++next;
      }
      both += next < sample.size() && gathered.pages[sample[next]].rank == page.rank ? 1 : 0;
    });
    return 1000 * both / all;
  }

  // The places of the entries among `asked` that a question is answered with yes for, in their order.
  template <class Question>
  std::vector<std::uint32_t> entries_where(const base::Workers& workers, const std::vector<std::uint32_t>& asked,
                                           const Question& question) const {
    constexpr std::size_t kGrain = 64;
    std::vector<std::uint8_t> answers(asked.size(), 0);
    workers.for_range(answers.size(), kGrain, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) {
        answers[i] = question(gathered.entries[asked[i]]) ? 1 : 0;
      }
    });
    std::vector<std::uint32_t> places;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (answers[i] != 0) {
        places.push_back(asked[i]);
      }
    }
    return places;
  }

  // Lines that stand on most pages of their site: if enough is left of these pages without all such
  // lines, and it differs, they are the site's. Else they may be one report under many urls.
  std::vector<std::uint32_t> common_lines(const base::Workers& workers, const std::vector<std::uint32_t>& all) const {
    const std::vector<std::uint32_t> common = entries_where(workers, all, [&](const Entry& entry) {
      return entry.site != kNetwork && share(entry) >= options.common_share;
    });
    absl::flat_hash_map<std::uint64_t, Tags> tags;
    for (const std::uint32_t place : common) {
      tags[gathered.entries[place].site].insert(line_tag(gathered.entries[place].line));
    }
    return entries_where(workers, common,
                         [&](const Entry& entry) { return qualifies(entry, &tags.at(entry.site), kLeastReport); });
  }

  void learn(LineKeys& known) {
    const base::Workers workers(options.threads);
    std::vector<std::uint32_t> all(gathered.entries.size());
    std::iota(all.begin(), all.end(), 0);
    find_told_by_headline();
    // From the surest to the least sure, each time leaving out what is known before pages are compared.
    for (const std::uint32_t place : common_lines(workers, all)) {
      const Entry& entry = gathered.entries[place];
      known.insert({entry.site, entry.line});
      own[entry.site].insert(line_tag(entry.line));
    }
    leave_out_own_lines(workers);
    for (const std::uint32_t place : entries_where(workers, all, [&](const Entry& entry) {
           return entry.site != kNetwork && !known.contains(LineKey{entry.site, entry.line}) &&
                  qualifies(entry, nullptr, kLeastRest);
         })) {
      known.insert({gathered.entries[place].site, gathered.entries[place].line});
    }
    absl::flat_hash_map<std::uint64_t, std::uint32_t> sites_of;
    for (const LineKey& key : known) {
      own[key.site].insert(line_tag(key.line));
      ++sites_of[key.line];
    }
    leave_out_own_lines(workers);
    for (const std::uint32_t place : entries_where(workers, all, [&](const Entry& entry) {
           if (entry.site != kNetwork) {
             return false;
           }
           const auto sites = sites_of.find(entry.line);
           return (sites != sites_of.end() && sites->second >= kNetworkSites) || qualifies(entry, nullptr, kLeastRest);
         })) {
      known.insert({kNetwork, gathered.entries[place].line});
    }
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
  const boilerplate::OwnLines own(*page.tokens);
  const Lines lines = own.lines();
  count(page, lines);
  if (std::any_of(lines.hash.begin(), lines.hash.end(), [&](std::uint64_t line) { return impl_->repeated(line); })) {
    impl_->kept.push_back({page.page, {sketch_of(lines, page.tokens->hash), page.headline, page.site}});
  }
}

void BoilerplateCounts::count(const Page& page, const Lines& lines) {
  thread_local std::vector<Occurrences::Line> mine;
  mine.clear();
  for (std::size_t i = 0; i < lines.hash.size(); ++i) {
    if (impl_->repeated(lines.hash[i])) {
      mine.push_back({lines.hash[i], lines.end[i] - (i == 0 ? 0 : lines.end[i - 1]) >= kLongLine});
    }
  }
  std::sort(mine.begin(), mine.end());
  mine.erase(std::unique(mine.begin(), mine.end()), mine.end());
  impl_->occurrences.add({page.site, base::mix(page.page), page.page, page.article}, mine);
}

void BoilerplateCounts::merge(BoilerplateCounts&& other) {
  impl_->occurrences.merge(std::move(other.impl_->occurrences));
  impl_->kept.insert(impl_->kept.end(), other.impl_->kept.begin(), other.impl_->kept.end());
}

void BoilerplateCounts::settle() {
  Impl& counts = *impl_;
  const std::size_t of_network =
      std::min({counts.options.surroundings, counts.options.network_surroundings, kNetworkSites});
  counts.gathered = std::move(counts.occurrences)
                        .gather(counts.options.surroundings, of_network, base::Workers(counts.options.threads));
  for (const Entry& entry : counts.gathered.entries) {
    if (entry.sampled < counts.needed(entry)) {
      continue;
    }
    for (const std::uint32_t place : counts.gathered.sample(entry)) {
      const Counted& page = counts.gathered.pages[place];
      counts.want(page.page);
      counts.compared_sites.insert(page.site);
    }
  }
  // Their headlines are looked at, too.
  for (const std::uint64_t site : counts.compared_sites) {
    counts.each_sampled(site, [&](const Counted& page) { counts.want(page.page); });
  }
  counts.prose.resize(counts.wanted.size());
  counts.described.assign(counts.wanted.size(), 0);
}

bool BoilerplateCounts::wants(std::uint64_t page) const { return impl_->wanted.contains(page); }

void BoilerplateCounts::describe(const Page& page, const Lines& lines, absl::Span<const std::uint32_t> words_of) {
  if (wants(page.page)) {
    impl_->add_prose(page.page, {sketch_of(lines, words_of), page.headline, page.site});
  }
}

Boilerplate BoilerplateCounts::freeze() && {
  Impl& counts = *impl_;
  if (counts.gathered.pages.empty()) {
    settle();
  }
  for (const Impl::Kept& page : counts.kept) {
    counts.add_prose(page.page, page.prose);
  }
  Boilerplate learned;
  counts.learn(learned.impl_->known);
  learned.impl_->set_bits();

  std::vector<Boilerplate::Line>& lines = learned.impl_->lines;
  for (const Entry& entry : counts.gathered.entries) {
    if (!learned.impl_->known.contains({entry.site, entry.line})) {
      continue;
    }
    Boilerplate::Line line{entry.site, entry.line, entry.pages, {}};
    for (const std::uint32_t place :
         counts.gathered.sample(entry).first(std::min<std::size_t>(kExamples, entry.sampled))) {
      line.examples.push_back(counts.gathered.pages[place].article);
    }
    lines.push_back(std::move(line));
  }
  std::sort(lines.begin(), lines.end(), [](const Boilerplate::Line& a, const Boilerplate::Line& b) {
    return std::tie(a.site, a.hash) < std::tie(b.site, b.hash);
  });
  for (const Boilerplate::Line& line : lines) {
    learned.impl_->id = base::combine(base::combine(learned.impl_->id, line.site), line.hash);
  }
  return learned;
}

}  // namespace newsecho
