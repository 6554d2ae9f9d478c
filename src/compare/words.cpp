#include "compare/words.h"

#include <utf8proc.h>

namespace newsecho::compare_detail {
namespace {

struct Range {
  utf8proc_int32_t first, last;
};

// Scripts whose words are not parted by spaces.
constexpr Range kUnspaced[] = {{0x0e00, 0x0eff}, {0x1000, 0x109f}, {0x1780, 0x17ff},
                               {0x2e80, 0x9fff}, {0xf900, 0xfaff}, {0x20000, 0x3ffff}};

bool unspaced(utf8proc_int32_t point) {
  for (const Range& range : kUnspaced) {
    if (point >= range.first && point <= range.last) return true;
  }
  return false;
}

bool space(utf8proc_int32_t point) {
  switch (utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return true;
    default:
      return point < 0x20;
  }
}

bool mark(utf8proc_int32_t point) {
  const utf8proc_category_t category = utf8proc_category(point);
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
}

// Cuts before each word; returns where the pieces begin.
std::vector<std::uint32_t> starts(std::string_view text) {
  std::vector<std::uint32_t> begin;
  bool fresh = true;  // a space, an unspaced code point or nothing stands before
  for (std::size_t at = 0; at < text.size();) {
    utf8proc_int32_t point = 0xfffd;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at);
    const utf8proc_ssize_t size = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - at), &point);
    if (size <= 0) point = 0xfffd;
    const bool alone = unspaced(point) && !mark(point);
    if (space(point)) {
      fresh = true;
    } else {
      if (alone || (fresh && !mark(point))) begin.push_back(static_cast<std::uint32_t>(at));
      fresh = alone;
    }
    at += size > 0 ? static_cast<std::size_t>(size) : 1;
  }
  return begin;
}

bool ends_sentence(std::string_view word) {
  if (word.find('\n') != std::string_view::npos) return true;
  while (!word.empty() && (static_cast<unsigned char>(word.back()) <= 0x20 || word.back() == '"' ||
                           word.back() == '\'' || word.back() == ')')) {
    word.remove_suffix(1);
  }
  for (std::string_view end : {".", "!", "?", "\u3002", "\uff01", "\uff1f", "\u0964"}) {
    if (word.ends_with(end)) return true;
  }
  return false;
}

}  // namespace

Words cut(std::string_view text) {
  Words out;
  std::vector<std::uint32_t> begin = starts(text);
  if (begin.empty() && !text.empty()) begin.push_back(0);  // spaces alone
  Normalised normalised;
  Tokens tokens;
  for (std::size_t i = 0; i < begin.size(); ++i) {
    Word word;
    // What stands before the first word belongs to it.
    word.begin = i == 0 ? 0 : begin[i];
    word.end = i + 1 < begin.size() ? begin[i + 1] : static_cast<std::uint32_t>(text.size());
    const std::string_view bytes = text.substr(word.begin, word.end - word.begin);
    normalise_into(bytes, normalised);
    tokenise_into(normalised, bytes, tokens);
    word.ends_sentence = ends_sentence(bytes);
    if (tokens.size() == 0 && !out.words.empty()) {  // signs alone
      out.words.back().end = word.end;
      out.words.back().ends_sentence |= word.ends_sentence;
      continue;
    }
    word.first_token = static_cast<std::uint32_t>(out.tokens.size());
    word.tokens = static_cast<std::uint32_t>(tokens.size());
    out.tokens.hash.insert(out.tokens.hash.end(), tokens.hash.begin(), tokens.hash.end());
    out.tokens.flags.insert(out.tokens.flags.end(), tokens.flags.begin(), tokens.flags.end());
    out.word_of.insert(out.word_of.end(), tokens.size(), static_cast<std::uint32_t>(out.words.size()));
    out.words.push_back(word);
  }
  return out;
}

}  // namespace newsecho::compare_detail
