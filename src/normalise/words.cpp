#include "normalise/words.h"

#include <algorithm>
#include <bit>

#include "base/cpu.h"
#include "normalise/fold_table.h"
#include "normalise/utf8.h"

namespace newsecho::normalising {
namespace {

constexpr std::size_t kNone = ~std::size_t{0};

std::uint64_t bit(std::size_t at) { return std::uint64_t{1} << (at % 64); }

// Makes kinds say of wide characters what they say of ASCII: `word` of those that belong to a token, `mark` of the
// others, which are left to the segmenter; `start` where a token begins though one ends there.
void add_wide(std::string_view text, std::vector<ByteKinds>& kinds) {
  std::size_t behind_solo = kNone;  // end of a token that is one character with its marks
  std::size_t done = 0;             // bytes of characters already looked at
  for (std::size_t block = 0; 64 * block < text.size(); ++block) {
    for (std::uint64_t left = kinds[block].wide; left != 0; left &= left - 1) {
      const std::size_t at = 64 * block + static_cast<std::size_t>(std::countr_zero(left));
      if (at < done) continue;
      const Decoded c = decode(text, at);
      done = at + c.size;
      const std::uint8_t traits = fold_of(c.code_point).traits;
      if ((traits & kWord) == 0) {
        kinds[block].mark |= bit(at);
        continue;
      }
      for (std::size_t i = at; i < done; ++i) kinds[i / 64].word |= bit(i);
      const bool continues = at == behind_solo && (traits & kMark) != 0;
      if (continues) kinds[block].start &= ~bit(at);
      if ((traits & kSolo) != 0) kinds[block].start |= bit(at);
      if (continues || (traits & kSolo) != 0) {
        behind_solo = done;
        kinds[done / 64].start |= bit(done);
      }
    }
  }
}

// One https://..., from its scheme to the last character that is not the sentence's.
struct Address {
  std::size_t begin = 0, end = 0;
};

constexpr std::string_view kScheme = "://";
constexpr std::size_t kFewWords = 20;  // beside addresses: fewer may say nothing without them

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool ends_address(char c) {
  return c <= ' ' || static_cast<unsigned char>(c) >= 0x7f ||
         std::string_view("\"<>()[]{}").find(c) != std::string_view::npos;
}

Address address_around(std::string_view text, std::size_t scheme) {
  Address address{scheme, scheme + kScheme.size()};
  while (address.begin > 0 && is_letter(text[address.begin - 1])) --address.begin;
  while (address.end < text.size() && !ends_address(text[address.end])) ++address.end;
  while (std::string_view(".,;:!?'").find(text[address.end - 1]) != std::string_view::npos) --address.end;
  return address;
}

// The first word from `next` on that begins at a byte or behind it.
std::size_t first_at(const Words& words, std::size_t next, std::size_t byte) {
  const auto from = words.begin.begin() + static_cast<std::ptrdiff_t>(next);
  const auto to = words.begin.begin() + static_cast<std::ptrdiff_t>(words.size);
  return static_cast<std::size_t>(std::lower_bound(from, to, byte) - words.begin.begin());
}

}  // namespace

void leave_out_addresses(std::string_view text, Words& words, std::vector<std::uint32_t>& hashes) {
  std::size_t scheme = text.find(kScheme);
  if (scheme == std::string_view::npos) return;
  thread_local std::vector<Address> addresses;
  addresses.clear();
  std::size_t inside = 0;
  while (scheme != std::string_view::npos) {
    addresses.push_back(address_around(text, scheme));
    inside += first_at(words, 0, addresses.back().end) - first_at(words, 0, addresses.back().begin);
    scheme = text.find(kScheme, std::max(addresses.back().end, scheme + kScheme.size()));
  }
  if (words.size < inside + kFewWords) return;
  std::size_t kept = 0, next = 0;
  const auto keep_until = [&](std::size_t end) {
    for (; next < end; ++next, ++kept) {
      words.begin[kept] = words.begin[next];
      words.end[kept] = words.end[next];
      words.plain[kept] = words.plain[next];
      hashes[kept] = hashes[next];
    }
  };
  for (const Address& address : addresses) {
    keep_until(first_at(words, next, address.begin));
    next = first_at(words, next, address.end);
    if (next < words.size) words.plain[next] = 0;
    if (kept > 0 && text.substr(0, address.begin).find('\n', words.end[kept - 1]) == std::string_view::npos) {
      words.end[kept - 1] = static_cast<std::uint32_t>(address.end);
    }
  }
  keep_until(words.size);
  words.size = kept;
  hashes.resize(kept);
}

void find_words(std::string_view text, Words& out) {
  const std::size_t blocks = text.size() / 64 + 1;  // one bit at least behind the end
  if (out.kinds.size() < blocks) out.kinds.resize(blocks);
  out.kinds[blocks - 1] = {};
  if (kernels(active_kernel()).kinds_of(text.data(), text.size(), out.kinds.data())) add_wide(text, out.kinds);

  const std::size_t most = text.size() / 2 + 1;  // a token has two bytes with the gap behind it, or three
  if (out.begin.size() < most) {
    out.begin.resize(most);
    out.end.resize(most);
    out.plain.resize(most);
  }
  std::uint32_t* begins = out.begin.data();
  std::uint32_t* ends = out.end.data();
  std::uint8_t* plain = out.plain.data();
  std::uint64_t in_word = 0;  // carried from block to block
  std::uint64_t marked = 1;   // as well; the first token follows none
  for (std::size_t block = 0; block < blocks; ++block) {
    const ByteKinds& k = out.kinds[block];
    const std::uint64_t before = k.word << 1 | in_word;
    std::uint64_t begin = k.word & (~before | k.start);
    std::uint64_t end = before & (~k.word | k.start);
    // Adding carries a mark through all that is no word up to the next one's first byte.
    std::uint64_t sum = 0, more = 0;
    const bool over = __builtin_add_overflow(~k.word, k.mark, &sum);
    const bool over_again = __builtin_add_overflow(sum, marked, &more);
    const std::uint64_t marks = more;
    in_word = k.word >> 63;
    marked = over || over_again ? 1 : 0;
    const std::uint32_t base = static_cast<std::uint32_t>(64 * block);
    for (; begin != 0; begin &= begin - 1) {
      const int at = std::countr_zero(begin);
      *begins++ = base + static_cast<std::uint32_t>(at);
      *plain++ = static_cast<std::uint8_t>(~marks >> at & 1);
    }
    for (; end != 0; end &= end - 1) *ends++ = base + static_cast<std::uint32_t>(std::countr_zero(end));
  }
  out.size = static_cast<std::size_t>(begins - out.begin.data());
}

}  // namespace newsecho::normalising
