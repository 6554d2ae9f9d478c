// fold_table.h — what each code point becomes, and what kind of character it is.
//
// Filled from utf8proc a page of 256 code points at a time, when a page is first asked for; a crawl
// in one language touches a dozen pages.
//
//   const Fold& fold = fold_of(U'É');   // fold.bytes() == "é", fold.traits has kUpper
//
// Threads  any number; a page built twice is kept once.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace newsecho::normalising {

enum Trait : std::uint8_t {
  kWord = 1,       // letter, number or mark: part of a token
  kMark = 2,       // combining
  kSolo = 4,       // of a script written without spaces: a token of its own
  kUpper = 8,      // upper or title case
  kLower = 16,     // lower case
  kTerminal = 32,  // ends a sentence
  kTrigger = 64,   // may reorder with or compose into the character before it
  kLetter = 128,
};

enum class Action : std::uint8_t {
  kCopy,      // replaced by bytes(), one character that does not touch its neighbours
  kSequence,  // replaced by the characters of bytes()
  kTrigger,   // as kSequence, and may compose with what stands before
  kDrop,
  kSpace,
  kNewline,
  kReturn,      // a line feed behind it belongs to it
  kApostrophe,  // two of them are one quotation mark
  kJoiner,      // bytes(), but nothing between a letter and a line's end (¬, U+2010)
  kSoftHyphen,  // nothing, likewise
  kControl,     // C1 control: a CP1252 character read as Latin-1
};

struct FoldPage;

struct Fold {
  std::uint32_t payload;  // bytes() itself if size <= 4, else their place in the page's pool
  Action action;
  std::uint8_t traits;
  std::uint8_t size;
  std::uint8_t characters;

  bool is(Trait trait) const { return (traits & trait) != 0; }
};

struct FoldPage {
  std::array<Fold, 256> folds;
  std::array<char, 4096> pool;  // the longest replacement has 33 bytes, but a page has few of them

  std::string_view bytes(const Fold& fold) const {
    if (fold.size <= 4) return {reinterpret_cast<const char*>(&fold.payload), fold.size};
    return {pool.data() + fold.payload, fold.size};
  }
};

// REQUIRES: code_point <= 0x10FFFF, as all below.
const FoldPage& fold_page(char32_t code_point);

inline const Fold& fold_of(char32_t code_point) { return fold_page(code_point).folds[code_point & 0xFF]; }

// The character of Windows code page 1252 at 0x80-0x9F; the five unassigned ones stand for themselves.
char32_t cp1252(unsigned char byte);

// The byte that CP1252, or Latin-1 where that has none, reads as this character; -1 if there is none.
int cp1252_byte(char32_t code_point);

}  // namespace newsecho::normalising
