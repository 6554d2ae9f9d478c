#include <algorithm>
#include <array>
#include <bit>
#include <memory>

#include "newsecho/verify.h"
#include "verify/align.h"
#include "verify/kernels.h"
#include "verify/rules.h"
#include "verify/slots.h"
#include "verify/subject.h"

namespace newsecho {

namespace {

using verify_detail::Alignment;
using verify_detail::Block;

constexpr std::uint32_t kLead = 40;           // tokens of prose that open a report
constexpr std::uint32_t kLeastInCommon = 80;  // permille of the smaller; less is not even a link
constexpr std::uint32_t kTellingNumbers = 4;  // fewer may differ by an edit
constexpr std::uint32_t kRareInCommon = 100;  // permille of the smaller; less leaves no score and no excerpt

std::uint16_t permille(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return 0;
  return static_cast<std::uint16_t>((1000 * part + whole / 2) / whole);
}

// Measures one side of the overlap: how much of the article, of its prose and of its 64ths it covers.
struct Side {
  std::uint16_t coverage = 0, prose = 0, lead = 0, position = 0, quoted = 0;
  std::uint64_t mask = 0;
};

struct Stretched {
  std::uint32_t begin, end;
};

// The blocks' places in one article, ascending and without overlap.
const std::vector<Stretched>& places(const std::vector<Block>& blocks, std::uint32_t Block::*start) {
  thread_local std::vector<Stretched> out;
  out.clear();
  bool ascending = true;
  for (const Block& block : blocks) {
    ascending = ascending && (out.empty() || out.back().end <= block.*start);
    out.push_back({block.*start, block.*start + block.tokens});
  }
  if (!ascending) {  // moved or repeated passages
    std::sort(out.begin(), out.end(), [](const Stretched& x, const Stretched& y) { return x.begin < y.begin; });
    std::uint32_t end = 0;
    for (Stretched& s : out) {
      s.begin = std::max(s.begin, end);
      s.end = std::max(s.begin, s.end);
      end = s.end;
    }
  }
  return out;
}

// Which 64ths of an article stretches of it cover, more than half of each. A stretch fills all between its ends, which
// alone are counted out.
class Parts {
 public:
  explicit Parts(std::uint64_t tokens) : tokens_(tokens) {}

  void add(Stretched s) {
    if (s.begin == s.end) {
      return;
    }
    const std::uint64_t first = part_of(s.begin);
    const std::uint64_t last = part_of(s.end - 1);
    if (first == last) {
      count(first, s.end - s.begin);
      return;
    }
    count(first, begin_of(first + 1) - s.begin);
    count(last, s.end - begin_of(last));
    filled_ |= bit(last) - 2 * bit(first);
  }

  std::uint64_t covered() const {
    std::uint64_t covered = filled_;
    for (std::uint64_t left = counted_; left != 0; left &= left - 1) {
      const auto part = static_cast<std::uint64_t>(std::countr_zero(left));
      covered |= 2 * inside_[part] > begin_of(part + 1) - begin_of(part) ? bit(part) : 0;
    }
    for (std::uint64_t part = 0; tokens_ < 64 && part < 64; ++part) {
      covered &= begin_of(part) == begin_of(part + 1) ? ~bit(part) : ~std::uint64_t{0};  // holds no token
    }
    return covered;
  }

 private:
  static std::uint64_t bit(std::uint64_t part) { return std::uint64_t{1} << part; }
  std::uint64_t part_of(std::uint64_t token) const { return token * 64 / tokens_; }
  std::uint64_t begin_of(std::uint64_t part) const { return (part * tokens_ + 63) / 64; }

  void count(std::uint64_t part, std::uint64_t tokens) {
    inside_[part] += tokens;
    counted_ |= bit(part);
  }

  std::uint64_t tokens_;
  std::uint64_t filled_ = 0, counted_ = 0;
  std::array<std::uint64_t, 64> inside_{};
};

Side measure(const Document& d, const std::vector<Block>& blocks, std::uint32_t Block::*start) {
  std::uint64_t all = 0;
  std::uint64_t prose_covered = 0;
  std::uint64_t lead_covered = 0;
  std::uint64_t quoted = 0;
  const auto n = static_cast<std::uint32_t>(d.tokens.size());
  Parts parts(n);
  const std::vector<Stretched>& stretches = places(blocks, start);
  const verify_detail::CountFlags kernel = verify_detail::count_flags(active_kernel());
  const auto count = [&](std::uint32_t begin, std::uint32_t end, TokenFlag flag) {
    return static_cast<std::uint32_t>(kernel(d.flags.data() + begin, end - begin, flag, flag));
  };
  std::uint32_t prose = 0;  // in front of `at`
  std::uint32_t at = 0;
  for (const Stretched& s : stretches) {
    prose += count(at, s.begin, kProse);
    const std::uint32_t inside = count(s.begin, s.end, kProse);
    all += s.end - s.begin;
    prose_covered += inside;
    lead_covered += std::min(prose + inside, kLead) - std::min(prose, kLead);
    quoted += count(s.begin, s.end, kQuoted);
    parts.add(s);
    prose += inside;
    at = s.end;
  }
  prose += count(at, n, kProse);
  Side side;
  side.mask = parts.covered();
  side.coverage = permille(all, n);
  side.prose = prose == 0 ? side.coverage : permille(prose_covered, prose);
  side.lead = prose < kLead ? side.prose : permille(lead_covered, kLead);
  side.position = stretches.empty() ? 1000 : permille(stretches.front().begin, n);
  side.quoted = permille(quoted, all);
  return side;
}

void measure_blocks(const std::vector<Block>& blocks, Evidence& e) {
  std::uint64_t total = 0;
  for (const Block& block : blocks) {
    e.longest_block = std::max(e.longest_block, block.tokens);
    total += block.tokens;
  }
  e.mean_block = blocks.empty() ? 0 : static_cast<std::uint32_t>(total / blocks.size());
}

std::uint16_t title_resemblance(absl::Span<const std::uint32_t> a, absl::Span<const std::uint32_t> b) {
  const std::size_t both = verify_detail::shared_keys(a, b);
  return permille(both, a.size() + b.size() - both);
}

// Containment of the smaller: over shingles that few stories hold, or over runs of letters.
std::uint16_t containment_of(absl::Span<const std::uint32_t> a, absl::Span<const std::uint32_t> b) {
  return permille(verify_detail::shared_keys(a, b), std::max<std::size_t>(1, std::min(a.size(), b.size())));
}

void set_rare(absl::Span<const std::uint32_t> a, absl::Span<const std::uint32_t> b, Evidence& e) {
  const std::size_t both = verify_detail::shared_keys(a, b);
  e.rare = permille(both, std::max<std::size_t>(1, std::min(a.size(), b.size())));
  e.own = std::min<std::uint16_t>(1000, permille(both, e.common));
}

}  // namespace

void mark_rare(const StoryFrequency& frequency, Document& d) {
  const auto own = std::make_shared<std::vector<std::uint32_t>>();
  frequency.find_rare(d, kRareStories, *own);
  d.rare = *own;
  d.of_rare = own;
  d.rarity_known = true;
}

namespace {

// All features, from the common shingles on.
Evidence measure_all(const Document& a, const Document& b, const VerifyOptions& options, Alignment& alignment) {
  const bool provisional = !a.rarity_known || !b.rarity_known;
  Evidence e;
  e.size_a = static_cast<std::uint32_t>(a.shingles.size());
  e.size_b = static_cast<std::uint32_t>(b.shingles.size());
  if (a.published.known() && b.published.known()) {
    const std::int64_t apart = a.published.seconds - b.published.seconds;
    e.seconds_apart = apart < 0 ? -apart : apart;
  }
  if (a.noisy || b.noisy) {
    e.characters = containment_of(a.characters, b.characters);
  }
  e.common = alignment.common;
  if (e.common == 0) {
    verify_detail::decide(e, options, provisional);
    return e;
  }
  verify_detail::find_blocks(a, b, options.shingle, alignment);
  e.resemblance = permille(e.common, std::uint64_t{e.size_a} + e.size_b - e.common);
  e.a_in_b = permille(e.common, e.size_a);
  e.b_in_a = permille(e.common, e.size_b);
  e.rare = std::max(e.a_in_b, e.b_in_a);
  if (!options.use_alignment) {
    alignment.blocks.clear();
  }
  const verify_detail::Slots slots = verify_detail::compare_slots(a, b, alignment);
  if (slots.numbers_equal + slots.numbers_unequal > 0) {
    e.numbers = permille(slots.numbers_equal, slots.numbers_equal + slots.numbers_unequal);
  }
  if (slots.names_equal + slots.names_unequal > 0) {
    e.names = permille(slots.names_equal, slots.names_equal + slots.names_unequal);
  }
  e.number_conflicts = slots.numbers_unequal;
  e.name_conflicts = slots.names_unequal;
  e.replaced = slots.replaced;
  const Side in_a = measure(a, alignment.blocks, &Block::a);
  const Side in_b = measure(b, alignment.blocks, &Block::b);
  e.coverage_a = in_a.coverage;
  e.coverage_b = in_b.coverage;
  e.prose_a = in_a.prose;
  e.prose_b = in_b.prose;
  e.lead_a = in_a.lead;
  e.lead_b = in_b.lead;
  e.position_a = in_a.position;
  e.position_b = in_b.position;
  e.quoted = in_a.quoted;
  e.mask_a = in_a.mask;
  e.mask_b = in_b.mask;
  measure_blocks(alignment.blocks, e);
  if (!options.use_alignment) {
    e.coverage_a = e.prose_a = e.lead_a = e.a_in_b;
    e.coverage_b = e.prose_b = e.lead_b = e.b_in_a;
    e.longest_block = e.common;
  }
  e.headline = title_resemblance(a.title, b.title);
  e.subjects_apart = verify_detail::subjects_apart(a, b);
  const verify_detail::Shared shared = verify_detail::shared_numbers(a.values, b.values);
  e.numbers_shared = shared.of == 0 ? 1000 : permille(shared.shared, shared.of);
  if (!provisional) {
    set_rare(a.rare, b.rare, e);
  }
  verify_detail::decide(e, options, provisional);
  return e;
}

// What two articles have in common; overwritten by the thread's next pair.
Alignment& matched(const Document& a, const Document& b) {
  thread_local Alignment alignment;
  verify_detail::match(a, b, alignment);
  return alignment;
}

}  // namespace

Evidence verify(const Document& a, const Document& b, const VerifyOptions& options) {
  return measure_all(a, b, options, matched(a, b));
}

absl::Span<const std::uint32_t> telling_values(const Document& d, const VerifyOptions& options) {
  const bool telling = options.use_numbers && !d.noisy && d.shingles.size() >= options.brief_shingles &&
                       d.values.size() >= kTellingNumbers;
  return telling ? d.values : absl::Span<const std::uint32_t>();
}

bool numbers_differ(absl::Span<const std::uint32_t> a, absl::Span<const std::uint32_t> b) {
  const verify_detail::Shared numbers = verify_detail::shared_numbers(a, b);
  return numbers.of > 0 && 2 * numbers.shared <= numbers.of;
}

bool verify_if_alike(const Document& a, const Document& b, const VerifyOptions& options, Evidence& e) {
  Alignment& common = matched(a, b);
  if (!a.noisy && !b.noisy &&
      permille(common.common, std::min(a.shingles.size(), b.shingles.size())) < kLeastInCommon) {
    return false;
  }
  e = measure_all(a, b, options, common);
  return true;
}

void verify_again(absl::Span<const std::uint32_t> rare_a, absl::Span<const std::uint32_t> rare_b,
                  const VerifyOptions& options, Evidence& e) {
  if (e.common > 0) {
    set_rare(rare_a, rare_b, e);
  }
  verify_detail::decide(e, options, /*provisional=*/false);
}

bool share_rare(absl::Span<const std::uint32_t> a, absl::Span<const std::uint32_t> b) {
  return containment_of(a, b) >= kRareInCommon;
}

}  // namespace newsecho
