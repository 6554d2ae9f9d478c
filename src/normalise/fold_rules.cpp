#include "normalise/fold_rules.h"

#include <algorithm>
#include <array>

#include <utf8proc.h>

#include "normalise/utf8.h"

namespace newsecho::normalising {
namespace {

constexpr int kMaxSequence = 32;  // Unicode's longest compatibility mapping has 18
constexpr char32_t kDotAbove = 0x307;

const utf8proc_property_t& property(char32_t cp) { return *utf8proc_get_property(static_cast<utf8proc_int32_t>(cp)); }

bool among(char32_t cp, std::u32string_view set) { return set.find(cp) != std::u32string_view::npos; }

bool between(char32_t cp, char32_t low, char32_t high) { return cp >= low && cp <= high; }

bool is_mark(int category) { return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME; }

// Scripts written without spaces between words.
bool is_solo_script(char32_t cp) {
  constexpr std::array<std::array<char32_t, 2>, 20> kRanges = {{
      {0x0E01, 0x0E4E},   {0x0E81, 0x0EFF},    // Thai, Lao
      {0x1000, 0x109F},   {0x1780, 0x17DD},    // Myanmar, Khmer
      {0x2E80, 0x2FDF},   {0x3005, 0x3007},    // radicals, iteration mark, ideographic zero
      {0x3021, 0x302F},   {0x3031, 0x303C},    // Hangzhou numerals, kana repeat marks
      {0x3041, 0x30FF},   {0x31F0, 0x31FF},    // Hiragana, Katakana
      {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},    // Han
      {0xA9E0, 0xA9FF},   {0xAA60, 0xAA7F},    // Myanmar extensions
      {0xF900, 0xFAFF},   {0xFF66, 0xFF9F},    // Han compatibility, half-width Katakana
      {0x16FE2, 0x16FE4}, {0x1AFF0, 0x1B16F},  // old Chinese marks, kana supplements
      {0x20000, 0x2FFFF}, {0x30000, 0x3FFFF},  // Han extensions
  }};
  return std::any_of(kRanges.begin(), kRanges.end(),
                     [cp](const auto& range) { return between(cp, range[0], range[1]); });
}

bool is_terminal(char32_t cp) {
  // . ! ? ideographic full stop, Arabic question mark and full stop, danda, Armenian, Ethiopic, Khmer, Myanmar
  return among(cp, U".!?\u3002\u061F\u06D4\u0964\u0965\u0589\u1362\u1367\u17D4\u17D5\u104B");
}

bool is_apostrophe(char32_t cp) {
  return among(cp,
               U"'`"
               U"\u00B4\u02B9\u02BB\u02BC\u02BD\u02C8\u05F3\u1FBD\u1FBF\u1FFD\u1FFE\u2018\u2019\u201A\u201B\u2032\u2035"
               U"\u2039\u203A\u275B\u275C\uFF07");
}

bool is_quote(char32_t cp) {
  return among(cp,
               U"\"\u00AB\u00BB\u02BA\u02DD\u05F4\u201C\u201D\u201E\u201F\u2033\u2036\u275D\u275E\u300C\u300D\u300E"
               U"\u300F\u301D\u301E\u301F\uFE41\uFE42\uFE43\uFE44\uFF02\uFF62\uFF63");
}

bool is_dash(char32_t cp) {
  constexpr char32_t kWaveDash = 0x301C, kWavyDash = 0x3030, kKanaDouble = 0x30A0;
  if (cp == kWaveDash || cp == kWavyDash || cp == kKanaDouble) return false;
  return property(cp).category == UTF8PROC_CATEGORY_PD || cp == 0x2212 || cp == 0x2043 || cp == 0x02D7;
}

bool is_trigger(char32_t cp) {
  const utf8proc_property_t& p = property(cp);
  if (p.combining_class != 0) return true;
  if (between(cp, 0x1161, 0x1175) || between(cp, 0x11A8, 0x11C2)) return true;  // Hangul vowels, finals
  return p.comb_index != UINT16_MAX && p.comb_index >= 0x8000;
}

std::uint8_t traits_of(char32_t cp) {
  const int category = property(cp).category;
  unsigned traits = 0;
  if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) traits |= kWord | kLetter;
  if (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO) traits |= kWord;
  if (is_mark(category)) traits |= kWord | kMark;
  if (category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT) traits |= kUpper;
  if (category == UTF8PROC_CATEGORY_LL) traits |= kLower;
  if ((traits & kWord) != 0 && !is_mark(category) && category != UTF8PROC_CATEGORY_ND && is_solo_script(cp))
    traits |= kSolo;
  if (is_terminal(cp)) traits |= kTerminal;
  if (is_trigger(cp)) traits |= kTrigger;
  return static_cast<std::uint8_t>(traits);
}

// Decimal digits come in runs of ten that begin with zero, some of them back to back.
char32_t digit_value(char32_t cp) {
  char32_t first = cp;
  while (first > 0 && property(first - 1).category == UTF8PROC_CATEGORY_ND) --first;
  return (cp - first) % 10;
}

bool keeps_its_form(char32_t cp) {
  switch (property(cp).decomp_type) {
    case UTF8PROC_DECOMP_TYPE_SUPER:
    case UTF8PROC_DECOMP_TYPE_SUB:
    case UTF8PROC_DECOMP_TYPE_FRACTION:
      return true;
    case UTF8PROC_DECOMP_TYPE_CIRCLE:
      return property(cp).category == UTF8PROC_CATEGORY_NO;  // a footnote behind a figure
    default:
      return false;
  }
}

std::u32string decompose(char32_t cp, unsigned options) {
  std::array<utf8proc_int32_t, kMaxSequence> sequence;
  int last_boundclass = 0;
  const auto size = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(cp), sequence.data(), kMaxSequence,
                                            static_cast<utf8proc_option_t>(options), &last_boundclass);
  if (size < 0 || size > kMaxSequence) return {cp};
  std::u32string result;
  for (utf8proc_ssize_t i = 0; i < size; ++i)
    result.push_back(static_cast<char32_t>(sequence[static_cast<std::size_t>(i)]));
  return result;
}

// The compatibility mapping with case folded, before composition.
std::u32string map(char32_t cp) {
  constexpr char32_t kDottedI = 0x130;
  if (cp == kDottedI) return U"i";
  constexpr unsigned kCanonical = UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD;
  if (keeps_its_form(cp)) return decompose(cp, kCanonical);
  std::u32string mapped = decompose(cp, kCanonical | UTF8PROC_COMPAT);
  if (mapped.size() > 1 && mapped[0] == U' ' && is_mark(property(mapped[1]).category)) {
    // A spacing accent. Latin ones stay, else a mark would hang on a space; Arabic ones are marks in disguise.
    if (cp < 0xFB50) return decompose(cp, kCanonical);
    mapped.erase(0, 1);
  }
  // Square metres and their like: the exponent must not become a digit.
  if (between(cp, 0x339F, 0x33AF) && mapped.size() > 1) {
    if (mapped.back() == U'2') mapped.back() = 0xB2;
    if (mapped.back() == U'3') mapped.back() = 0xB3;
  }
  return mapped;
}

char32_t to_ascii(char32_t cp) {
  if (is_quote(cp)) return U'"';
  if (is_apostrophe(cp)) return U'\'';
  if (is_dash(cp)) return U'-';
  if (cp == 0x301C) return U'~';
  if (cp == 0x2044 || cp == 0x2215) return U'/';
  const int category = property(cp).category;
  if (category == UTF8PROC_CATEGORY_ND) return U'0' + digit_value(cp);
  if (category == UTF8PROC_CATEGORY_ZS) return U' ';
  return cp;
}

bool is_dropped(char32_t cp) {
  constexpr char32_t kTatweel = 0x640;
  if (cp == kTatweel) return true;
  const utf8proc_property_t& p = property(cp);
  if (p.category == UTF8PROC_CATEGORY_CC) return true;
  return p.ignorable != 0 || between(cp, 0x200B, 0x200F) || between(cp, 0x202A, 0x202E) || between(cp, 0xFFF9, 0xFFFB);
}

Action special_action(char32_t cp) {
  switch (cp) {
    case U'\n':
    case U'\v':
    case U'\f':
    case 0x2028:
    case 0x2029:
      return Action::kNewline;
    case U'\r':
      return Action::kReturn;
    case U'\t':
      return Action::kSpace;
    case U'-':
    case 0xAC:
    case 0x2010:
      return Action::kJoiner;
    case 0xAD:
      return Action::kSoftHyphen;
    default:
      break;
  }
  if (between(cp, 0x80, 0x9F)) return Action::kControl;
  return is_dropped(cp) ? Action::kDrop : Action::kCopy;
}

}  // namespace

FoldRule fold_rule(char32_t cp) {
  FoldRule rule;
  rule.traits = traits_of(cp);
  rule.action = special_action(cp);
  if (rule.action != Action::kCopy && rule.action != Action::kJoiner) return rule;

  std::u32string mapped = map(cp);
  for (char32_t& c : mapped) c = to_ascii(c);
  mapped.erase(std::remove_if(mapped.begin(), mapped.end(), [](char32_t c) { return c != U' ' && is_dropped(c); }),
               mapped.end());
  if (mapped.size() > 1) compose(mapped);

  for (const char32_t c : mapped) {
    std::array<char, 4> buffer;
    rule.bytes.append(buffer.data(), encode(c, buffer.data()));
  }
  rule.characters = static_cast<std::uint8_t>(mapped.size());
  if (rule.action == Action::kJoiner) return rule;
  if (mapped.empty()) {
    rule.action = Action::kDrop;
  } else if (std::any_of(mapped.begin(), mapped.end(), is_trigger)) {
    rule.action = Action::kTrigger;
  } else if (mapped.size() > 1) {
    rule.action = Action::kSequence;
  } else if (mapped[0] == U'\'') {
    rule.action = Action::kApostrophe;
  } else if (mapped[0] == U' ') {
    rule.action = Action::kSpace;
  }
  return rule;
}

void compose(std::u32string& cluster) {
  std::u32string parts;
  for (const char32_t c : cluster) parts += decompose(c, UTF8PROC_DECOMPOSE);
  for (std::size_t i = 1; i < parts.size();) {
    if (parts[i] == kDotAbove && parts[i - 1] == U'i') {
      parts.erase(i, 1);
    } else {
      ++i;
    }
  }
  // Canonical order: each run of non-starters by combining class, equals as they stand.
  const auto ccc = [](char32_t c) { return property(c).combining_class; };
  for (auto begin = parts.begin(); begin != parts.end();) {
    if (ccc(*begin) == 0) {
      ++begin;
      continue;
    }
    const auto end = std::find_if(begin, parts.end(), [&](char32_t c) { return ccc(c) == 0; });
    std::stable_sort(begin, end, [&](char32_t a, char32_t b) { return ccc(a) < ccc(b); });
    begin = end;
  }
  static_assert(sizeof(char32_t) == sizeof(utf8proc_int32_t));
  const utf8proc_ssize_t size = utf8proc_normalize_utf32(
      reinterpret_cast<utf8proc_int32_t*>(parts.data()), static_cast<utf8proc_ssize_t>(parts.size()),
      static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE));
  if (size >= 0) parts.resize(static_cast<std::size_t>(size));
  cluster = parts;
}

bool may_compose(char32_t base, char32_t mark) {
  if (mark == kDotAbove && base == U'i') return true;
  if (between(mark, 0x1161, 0x11C2)) return true;
  const utf8proc_property_t& first = property(base);
  // A base that itself decomposes may take the mark below one of its own.
  if (first.decomp_seqindex != UINT16_MAX) return true;
  const utf8proc_uint16_t second = property(mark).comb_index;
  return first.comb_index < 0x8000 && second != UINT16_MAX && second >= 0x8000;
}

}  // namespace newsecho::normalising
