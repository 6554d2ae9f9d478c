#include "normalise/mojibake.h"

#include <array>

#include "normalise/fold_table.h"
#include "normalise/utf8.h"

namespace newsecho::normalising {
namespace {

constexpr std::size_t kLongestRun = 192;  // characters; a longer run is mended in parts

struct Byte {
  unsigned char value;
  bool punctuation;      // was a quotation mark, dash, ellipsis, guillemet or space
  std::uint32_t source;  // offset of the character it was
};

struct Sequence {
  char32_t code_point = 0;
  std::size_t size = 0;  // bytes; 0: not well-formed
};

Sequence parse(const Byte* bytes, std::size_t count) {
  std::array<char, 4> buffer;
  const std::size_t size = count < 4 ? count : 4;
  for (std::size_t i = 0; i < size; ++i) buffer[i] = static_cast<char>(bytes[i].value);
  if (count == 0 || bytes[0].value < 0xC2) return {};
  const Decoded decoded = decode({buffer.data(), size}, 0);
  return decoded.valid ? Sequence{decoded.code_point, decoded.size} : Sequence{};
}

bool is_print_mark(unsigned char byte) {
  switch (byte) {
    case 0x82:  // ‚
    case 0x84:  // „
    case 0x85:  // …
    case 0x8B:  // ‹
    case 0x91:
    case 0x92:  // ‘ ’
    case 0x93:
    case 0x94:  // “ ”
    case 0x96:
    case 0x97:  // – —
    case 0x9B:  // ›
    case 0xA0:  // no-break space
    case 0xAB:
    case 0xBB:  // « »
      return true;
    default:
      return false;
  }
}

// What stands around a single sequence.
struct Surroundings {
  bool after_upper = false;
  bool after_lower = false;
  bool before_lower = false;
};

Surroundings look_around(std::string_view text, std::size_t begin, std::size_t end) {
  Surroundings around;
  if (begin > 0) {
    const std::size_t before = previous(text, begin);
    const std::uint8_t traits = fold_of(decode(text, before).code_point).traits;
    around.after_upper = (traits & kUpper) != 0;
    around.after_lower = (traits & kLower) != 0;
  }
  if (end < text.size()) around.before_lower = (fold_of(decode(text, end).code_point).traits & kLower) != 0;
  return around;
}

// Is a sequence that stands alone believable? The second character decides: after a capital, a
// closing quotation mark is the text's own.
bool believable(const Byte* bytes, const Sequence& sequence, const Surroundings& around) {
  const unsigned char lead = bytes[0].value;
  const unsigned char next = bytes[1].value;
  if (lead >= 0xF0) return true;
  if (lead == 0xE2) return next >= 0x80 && next <= 0x9F && !(next == 0x85 || next == 0x92 || next == 0x94);
  if (lead == 0xEF) return next == 0xBB || next == 0xBC || next == 0xBD || next == 0xBF;
  if (lead >= 0xE0) return false;
  if (lead == 0xC2 || lead == 0xC3) return !(around.after_upper && bytes[1].punctuation);
  if (lead == 0xC4 || lead == 0xC5) return around.after_lower || around.before_lower;
  return sequence.code_point == 0x2BC;
}

// Mends what was decoded twice or more: the characters just mended may spell UTF-8 again.
void mend_again(std::vector<Mended>& characters) {
  for (int depth = 0; depth < 3; ++depth) {
    std::vector<Byte> bytes;
    for (const Mended& c : characters) {
      const int byte = cp1252_byte(c.code_point);
      bytes.push_back({static_cast<unsigned char>(byte < 0 ? 0 : byte), false, c.source});
    }
    std::vector<Mended> mended;
    for (std::size_t i = 0; i < characters.size();) {
      const Sequence sequence = parse(bytes.data() + i, bytes.size() - i);
      mended.push_back({sequence.size == 0 ? characters[i].code_point : sequence.code_point, characters[i].source});
      i += sequence.size == 0 ? 1 : sequence.size;
    }
    if (mended.size() == characters.size()) return;
    characters.swap(mended);
  }
}

}  // namespace

std::size_t mend_mojibake(std::string_view text, std::size_t pos, bool in_context, std::vector<Mended>& out) {
  std::array<Byte, kLongestRun> bytes;
  std::size_t count = 0;
  std::size_t end = pos;
  while (end < text.size() && count < kLongestRun) {
    const Decoded decoded = decode(text, end);
    const int byte = decoded.valid ? cp1252_byte(decoded.code_point) : -1;
    if (byte < 0x80) break;
    const auto value = static_cast<unsigned char>(byte);
    bytes[count++] = {value, is_print_mark(value), static_cast<std::uint32_t>(end)};
    end += decoded.size;
  }

  out.clear();
  std::size_t used = 0;
  Sequence first;
  while (used < count) {
    const Sequence sequence = parse(bytes.data() + used, count - used);
    if (sequence.size == 0) break;
    if (out.empty()) first = sequence;
    out.push_back({sequence.code_point, bytes[used].source});
    used += sequence.size;
  }
  if (out.empty()) return pos;
  const std::size_t after = used < count ? bytes[used].source : end;
  if (out.size() == 1 && !in_context && !believable(bytes.data(), first, look_around(text, pos, after))) {
    out.clear();
    return pos;
  }
  mend_again(out);
  return after;
}

}  // namespace newsecho::normalising
