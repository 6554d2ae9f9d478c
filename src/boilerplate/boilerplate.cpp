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

using boilerplate::line_tag;
using boilerplate::resemblance;
using boilerplate::Sketch;
using boilerplate::sketch_of;

constexpr std::size_t kSampledPages = 16;
constexpr std::size_t kExamples = 3;
constexpr std::uint64_t kNetwork = 0;  // the site of lines learned across sites

// One page a line was seen on. Ordered by the hash of the page, so that a sample of the smallest is
// the same whichever page came first.
struct Seen {
  std::uint64_t rank;  // mixed page hash
  std::uint64_t page;
  std::uint64_t site;
  std::uint32_t article;
  friend bool operator<(const Seen& a, const Seen& b) {
    return std::tie(a.rank, a.site, a.article) < std::tie(b.rank, b.site, b.article);
  }
};

struct Entry {
  std::uint32_t pages = 0;
  std::vector<Seen> sample;  // ascending, one a page, at most kSampledPages

  void add(const Seen& seen) {
    const auto at = std::lower_bound(sample.begin(), sample.end(), seen.rank,
                                     [](const Seen& s, std::uint64_t rank) { return s.rank < rank; });
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
};

struct LineKey {
  std::uint64_t site, line;
  friend bool operator==(const LineKey&, const LineKey&) = default;
  template <class H>
  friend H AbslHashValue(H state, const LineKey& key) {
    return H::combine(std::move(state), key.site, key.line);
  }
};

// A story copied many times gives few different surroundings among many pages; a site's own lines
// give nearly as many as there are pages. The second clause is for sites that repeat themselves.
bool enough(std::size_t different, std::size_t pages, std::uint32_t least) {
  return different >= least && (4 * different >= 3 * pages || (different >= 8 && 5 * different >= 2 * pages));
}

}  // namespace

struct Boilerplate::Impl {
  absl::flat_hash_set<LineKey> known;
  std::vector<Line> lines;
  std::uint64_t id = 0;
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
  absl::flat_hash_map<std::uint64_t, Sketch> sketches;  // by page

  void add_sketch(std::uint64_t page, const Sketch& sketch) {
    const auto [at, fresh] = sketches.try_emplace(page, sketch);
    if (!fresh) {
      at->second = std::min(at->second, sketch);  // a re-crawl: keep one, whichever came first
    }
  }

  // How many surroundings the sampled pages have; pages of one surrounding count once.
  bool qualifies(const LineKey& key, const Entry& entry) const {
    std::array<const Sketch*, kSampledPages> apart{};
    std::size_t different = 0;
    for (const Seen& seen : entry.sample) {
      const Sketch& sketch = sketches.at(seen.page);
      bool fresh = true;
      for (std::size_t i = 0; i < different && fresh; ++i) {
        fresh = resemblance(*apart[i], sketch, line_tag(key.line)) < options.same_surrounding;
      }
      if (fresh) {
        apart[different++] = &sketch;
      }
    }
    return enough(different, entry.sample.size(), options.surroundings);
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
  std::vector<std::uint64_t> lines;
  for (const Segment& s : page.tokens->segments) {
    if (impl_->filter == nullptr || impl_->filter->repeated(s.hash)) {
      lines.push_back(s.hash);
    }
  }
  if (lines.empty()) {
    return;
  }
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  impl_->add_sketch(page.page, sketch_of(*page.tokens));
  const Seen seen{base::mix(page.page), page.page, page.site, page.article};
  for (const std::uint64_t line : lines) {
    for (const std::uint64_t site : {page.site, kNetwork}) {
      Entry& entry = impl_->entries[LineKey{site, line}];
      ++entry.pages;
      entry.add(seen);
    }
  }
}

void BoilerplateCounts::merge(BoilerplateCounts&& other) {
  for (auto& [page, sketch] : other.impl_->sketches) {
    impl_->add_sketch(page, sketch);
  }
  for (auto& [key, entry] : other.impl_->entries) {
    Entry& mine = impl_->entries[key];
    mine.pages += entry.pages;
    for (const Seen& seen : entry.sample) {
      mine.add(seen);
    }
  }
}

Boilerplate BoilerplateCounts::freeze() && {
  Boilerplate learned;
  std::vector<Boilerplate::Line>& lines = learned.impl_->lines;
  for (const auto& [key, entry] : impl_->entries) {
    if (entry.sample.size() < impl_->options.surroundings || !impl_->qualifies(key, entry)) {
      continue;
    }
    learned.impl_->known.insert(key);
    Boilerplate::Line line{key.site, key.line, entry.pages, {}};
    for (std::size_t i = 0; i < std::min(kExamples, entry.sample.size()); ++i) {
      line.examples.push_back(entry.sample[i].article);
    }
    lines.push_back(std::move(line));
  }
  std::sort(lines.begin(), lines.end(), [](const Boilerplate::Line& a, const Boilerplate::Line& b) {
    return std::tie(a.site, a.hash) < std::tie(b.site, b.hash);
  });
  std::uint64_t id = 0;
  for (const Boilerplate::Line& line : lines) {
    id = base::combine(base::combine(id, line.site), line.hash);
  }
  learned.impl_->id = id;
  return learned;
}

}  // namespace newsecho
