#include "verify/slots.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "base/hash.h"
#include "verify/kernels.h"

namespace newsecho::verify_detail {

namespace {

constexpr std::uint32_t kLongestSlot = 12;  // tokens; longer gaps are passages, not slots

struct Gap {
  std::uint32_t begin, end;
};

// The numbers of one article, asked for gap by gap. Most gaps are a few numbers behind the last one; moved passages
// may be anywhere.
class Numbers {
 public:
  explicit Numbers(const Document& d) : all_(d.numbers) {}

  absl::Span<const Number> in(Gap gap) {
    constexpr std::size_t kFew = 8;
    if (at_ > 0 && all_[at_ - 1].token >= gap.begin) {
      at_ = first_from(gap.begin, 0, at_);
    } else {
      const std::size_t few = std::min(at_ + kFew, all_.size());
      while (at_ < few && all_[at_].token < gap.begin) {
        ++at_;
      }
      if (at_ == few) {
        at_ = first_from(gap.begin, few, all_.size());
      }
    }
    const std::size_t begin = at_;
    while (at_ < all_.size() && all_[at_].token < gap.end) {
      ++at_;
    }
    return all_.subspan(begin, at_ - begin);
  }

 private:
  std::size_t first_from(std::uint32_t token, std::size_t begin, std::size_t end) const {
    const auto before = [](const Number& n, std::uint32_t t) { return n.token < t; };
    return static_cast<std::size_t>(std::lower_bound(all_.begin() + begin, all_.begin() + end, token, before) -
                                    all_.begin());
  }

  absl::Span<const Number> all_;
  std::size_t at_ = 0;
};

constexpr std::uint8_t kNameMask = kCapital | kSentenceStart | kDigit;

bool is_name(std::uint8_t flags) { return (flags & kNameMask) == kCapital; }

void compare_numbers(absl::Span<const Number> a, absl::Span<const Number> b, Slots& slots) {
  if (a.empty() || b.empty()) {
    return;
  }
  std::uint32_t equal = 0;
  for (const Number& n : a) {
    equal += std::any_of(b.begin(), b.end(), [&](const Number& m) { return agree(n, m); }) ? 1 : 0;
  }
  slots.numbers_equal += equal;
  const auto fewer = static_cast<std::uint32_t>(std::min(a.size(), b.size()));
  slots.numbers_unequal += fewer > equal ? fewer - equal : 0;
}

void compare_names(const Document& a, Gap in_a, const Document& b, Gap in_b, Slots& slots) {
  std::uint32_t names_a = 0;
  std::uint32_t names_b = 0;
  std::uint32_t equal = 0;
  for (std::uint32_t j = in_b.begin; j < in_b.end; ++j) {
    names_b += is_name(b.flags[j]) ? 1 : 0;
  }
  for (std::uint32_t i = in_a.begin; i < in_a.end; ++i) {
    if (!is_name(a.flags[i])) {
      continue;
    }
    ++names_a;
    const auto begin = b.tokens.begin() + in_b.begin;
    const auto end = b.tokens.begin() + in_b.end;
    equal += std::find(begin, end, a.tokens[i]) != end ? 1 : 0;
  }
  if (names_a > 0 && names_b > 0) {
    slots.names_equal += equal;
    slots.names_unequal += equal == 0 ? 1 : 0;
  }
}

// Numbers of one place in a block. The last one's figures may go on behind it: 0.77 and 0.80 begin alike.
void compare_block(Numbers& a, Numbers& b, const Block& block, Slots& slots) {
  const absl::Span<const Number> in_a = a.in({block.a, block.a + block.tokens});
  const absl::Span<const Number> in_b = b.in({block.b, block.b + block.tokens});
  auto n = in_b.begin();
  for (const Number& m : in_a) {
    const std::uint32_t token = m.token - block.a + block.b;
    while (n != in_b.end() && n->token < token) {
      ++n;
    }
    const bool other = n != in_b.end() && n->token == token && !agree(m, *n);
    ++(other ? slots.numbers_unequal : slots.numbers_equal);
  }
}

// mantissa * 10^exponent without trailing zeros: equal numbers are equal fields.
struct Decimal {
  std::int64_t mantissa = 0;
  std::int32_t exponent = 0;
};

// Drops trailing zeros, so that 1,000 and 1 thousand are the same decimal.
Decimal canonical(const Number& n) {
  Decimal d{n.mantissa, n.exponent};
  while (d.mantissa != 0 && d.mantissa % 10 == 0) {
    d.mantissa /= 10;
    ++d.exponent;
  }
  return d.mantissa == 0 ? Decimal{0, 0} : d;
}

std::int32_t digits(std::int64_t value) {
  std::int32_t n = 0;
  for (; value != 0; value /= 10) {
    ++n;
  }
  return n;
}

}  // namespace

void values_of(absl::Span<const Number> numbers, std::vector<std::uint32_t>& out) {
  out.clear();
  for (const Number& n : numbers) {
    const Decimal d = canonical(n);
    out.push_back(static_cast<std::uint32_t>(
        base::combine(static_cast<std::uint64_t>(d.mantissa), static_cast<std::uint32_t>(d.exponent))));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
}

bool agree(const Number& a, const Number& b) {
  Decimal x = canonical(a);
  Decimal y = canonical(b);
  if (x.mantissa == y.mantissa && x.exponent == y.exponent) {
    return true;
  }
  if (x.mantissa == 0 || y.mantissa == 0 || digits(x.mantissa) + x.exponent != digits(y.mantissa) + y.exponent) {
    return false;
  }
  // The one written with fewer digits says how far the other is rounded; two digits at least. A zero or two
  // at the end of a whole number are no rounding: 2020 is not 2021.
  const bool a_is_coarser = digits(x.mantissa) < digits(y.mantissa);
  if (a_is_coarser) {
    std::swap(x, y);
  }
  constexpr std::int32_t kRoundedZeros = 3;
  const bool whole = (a_is_coarser ? a : b).exponent == 0;
  if (digits(y.mantissa) < 2 || (whole && y.exponent < kRoundedZeros)) {
    return false;
  }
  std::int64_t last = 0;
  while (digits(x.mantissa) > digits(y.mantissa)) {
    last = x.mantissa % 10;
    x.mantissa /= 10;
  }
  x.mantissa += last >= 5 ? 1 : 0;
  return x.mantissa == y.mantissa;
}

Slots compare_slots(const Document& a, const Document& b, const Alignment& alignment) {
  Slots slots;
  Numbers numbers_a(a);
  Numbers numbers_b(b);
  const CountFlags count = count_flags(active_kernel());
  for (const Block& block : alignment.blocks) {
    compare_block(numbers_a, numbers_b, block, slots);
    slots.names_equal += static_cast<std::uint32_t>(count(a.flags.data() + block.a, block.tokens, kNameMask, kCapital));
  }
  const auto gap = [&](Gap in_a, Gap in_b) {
    const std::uint32_t longer = std::max(in_a.end - in_a.begin, in_b.end - in_b.begin);
    const std::uint32_t shorter = std::min(in_a.end - in_a.begin, in_b.end - in_b.begin);
    if (shorter == 0) {
      return;  // left out or put in: says nothing of what is there
    }
    if (longer <= kLongestSlot) {
      compare_numbers(numbers_a.in(in_a), numbers_b.in(in_b), slots);
      compare_names(a, in_a, b, in_b, slots);
    } else if (shorter > kLongestSlot) {
      slots.replaced += shorter;
    }
  };
  std::uint32_t at_a = 0;
  std::uint32_t at_b = 0;
  for (const Block& block : alignment.blocks) {
    if (block.b >= at_b) {  // a moved block ends no gap
      gap({at_a, block.a}, {at_b, block.b});
      at_b = block.b + block.tokens;
      at_a = block.a + block.tokens;
    }
  }
  gap({at_a, static_cast<std::uint32_t>(a.tokens.size())}, {at_b, static_cast<std::uint32_t>(b.tokens.size())});
  return slots;
}

Shared shared_numbers(absl::Span<const std::uint32_t> a, absl::Span<const std::uint32_t> b) {
  return {static_cast<std::uint32_t>(shared_keys(a, b)), static_cast<std::uint32_t>(std::min(a.size(), b.size()))};
}

}  // namespace newsecho::verify_detail
