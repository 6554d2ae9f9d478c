#include <algorithm>
#include <array>

#include "newsecho/verify.h"
#include "verify/align.h"
#include "verify/occurrence.h"
#include "verify/rules.h"
#include "verify/slots.h"

namespace newsecho {

namespace {

using verify_detail::Alignment;
using verify_detail::Block;

constexpr std::uint32_t kLead = 40;        // tokens of prose that open a report
constexpr std::uint32_t kRareStories = 3;  // a shingle in at most so many stories is rare

std::uint16_t permille(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return 0;
  return static_cast<std::uint16_t>((1000 * part + whole / 2) / whole);
}

// Measures one side of the overlap: how much of the article, of its prose and of its 64ths it covers.
struct Side {
  std::uint16_t coverage = 0, prose = 0, lead = 0, position = 0, quoted = 0;
  std::uint64_t mask = 0;
};

Side measure(const Document& d, const std::vector<Block>& blocks, std::uint32_t Block::*start) {
  thread_local std::vector<std::uint8_t> covered;
  covered.assign(d.tokens.size(), 0);
  std::uint32_t first = static_cast<std::uint32_t>(d.tokens.size());
  for (const Block& block : blocks) {
    std::fill_n(covered.begin() + block.*start, block.tokens, std::uint8_t{1});
    first = std::min(first, block.*start);
  }
  std::uint64_t all = 0;
  std::uint64_t prose = 0;
  std::uint64_t prose_covered = 0;
  std::uint64_t quoted = 0;
  std::array<std::uint32_t, 64> part{};
  Side side;
  for (std::size_t i = 0; i < covered.size(); ++i) {
    all += covered[i];
    if ((d.flags[i] & kProse) != 0) {
      ++prose;
      prose_covered += covered[i];
      if (prose == kLead) {
        side.lead = permille(prose_covered, kLead);
      }
    }
    quoted += (d.flags[i] & kQuoted) != 0 ? covered[i] : 0;
    part[i * 64 / covered.size()] += covered[i];
  }
  for (std::size_t i = 0; i < 64; ++i) {
    const std::uint64_t begin = (i * covered.size() + 63) / 64;
    const std::uint64_t end = ((i + 1) * covered.size() + 63) / 64;
    side.mask |= std::uint64_t{2 * part[i] > end - begin} << i;
  }
  side.coverage = permille(all, covered.size());
  side.prose = prose == 0 ? side.coverage : permille(prose_covered, prose);
  if (prose < kLead) {
    side.lead = side.prose;
  }
  side.position = permille(first, covered.size());
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

std::uint16_t title_resemblance(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  std::uint64_t both = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    both += *i == *j ? 1 : 0;
    const bool left = *i <= *j;
    const bool right = *j <= *i;
    i += left ? 1 : 0;
    j += right ? 1 : 0;
  }
  return permille(both, a.size() + b.size() - both);
}

// Containment of the smaller over shingles that few stories hold.
std::uint16_t rare_containment(const Document& a, const Document& b, const StoryFrequency& frequency) {
  std::uint64_t rare_a = 0;
  std::uint64_t rare_b = 0;
  std::uint64_t both = 0;
  auto j = b.occurrences.begin();
  for (const std::uint64_t x : a.occurrences) {
    while (j != b.occurrences.end() && verify_detail::shingle_of(*j) < verify_detail::shingle_of(x)) {
      rare_b += frequency.of(*j) <= kRareStories ? 1 : 0;
      ++j;
    }
    const bool rare = frequency.of(x) <= kRareStories;
    rare_a += rare ? 1 : 0;
    if (j != b.occurrences.end() && verify_detail::shingle_of(*j) == verify_detail::shingle_of(x)) {
      both += rare ? 1 : 0;
      rare_b += rare ? 1 : 0;
      ++j;
    }
  }
  for (; j != b.occurrences.end(); ++j) {
    rare_b += frequency.of(*j) <= kRareStories ? 1 : 0;
  }
  return permille(both, std::max<std::uint64_t>(1, std::min(rare_a, rare_b)));
}

}  // namespace

Evidence verify(const Document& a, const Document& b, const VerifyOptions& options, const StoryFrequency* frequency) {
  Evidence e;
  e.size_a = static_cast<std::uint32_t>(a.occurrences.size());
  e.size_b = static_cast<std::uint32_t>(b.occurrences.size());
  if (a.published.known() && b.published.known()) {
    const std::int64_t apart = a.published.seconds - b.published.seconds;
    e.seconds_apart = apart < 0 ? -apart : apart;
  }
  thread_local Alignment alignment;
  verify_detail::align(a, b, options.shingle, alignment);
  e.common = alignment.common;
  if (e.common == 0) {
    verify_detail::decide(e, options, frequency == nullptr);
    return e;
  }
  e.resemblance = permille(e.common, std::uint64_t{e.size_a} + e.size_b - e.common);
  e.a_in_b = permille(e.common, e.size_a);
  e.b_in_a = permille(e.common, e.size_b);
  e.rare = std::max(e.a_in_b, e.b_in_a);
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
  e.headline = title_resemblance(a.title, b.title);
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
  const verify_detail::Shared shared = verify_detail::shared_numbers(a, b);
  e.numbers_shared = shared.of == 0 ? 1000 : permille(shared.shared, shared.of);
  if (frequency != nullptr) {
    e.rare = rare_containment(a, b, *frequency);
  }
  verify_detail::decide(e, options, frequency == nullptr);
  return e;
}

}  // namespace newsecho
