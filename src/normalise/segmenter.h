// segmenter.h — looks at what stands between tokens: lines, sentences, quotations, figures.
#pragma once

#include <string_view>

#include "newsecho/normalise.h"
#include "normalise/offsets.h"
#include "normalise/words.h"

namespace newsecho::normalising {

// Completes the flags of one text's tokens and fills segments and numbers. Most tokens follow a blank and need no
// look at what is before them; the others are taken one by one, in order.
class Segmenter {
 public:
  // `words` are the tokens' places in the normalised text; out.flags has their size.
  Segmenter(const Normalised& normalised, std::string_view source, Words& words, Tokens& out);

  void run();

 private:
  struct Gap {
    bool line = false;        // a line ends in it
    bool boundary = false;    // a segment does
    std::uint32_t trail = 0;  // end of the punctuation that belongs to what is before
  };

  // Sets kCapital and kDigit where ASCII says it, and lists the tokens to be looked at. Returns how many.
  std::size_t list();
  void take(std::uint32_t token);
  void go_on(std::uint32_t token);
  void finish();
  std::uint8_t traits_in_source(std::uint32_t begin);
  Gap look(std::uint32_t begin, std::uint8_t flags, std::uint8_t traits);
  Gap look_at_line(std::uint32_t begin, std::uint32_t line_end, std::uint8_t traits) const;
  Gap look_for_sentence(std::uint32_t begin, std::uint8_t flags, std::uint8_t traits) const;
  bool is_abbreviation() const;
  void follow_quotes(std::uint32_t begin, std::uint32_t end, bool reset_at_lines);
  void open_segment(std::uint32_t begin);
  void close_segment(std::uint32_t trail);
  void number(std::uint32_t begin);

  std::string_view text_;
  std::string_view source_;
  const Normalised& normalised_;
  Words& words_;
  Tokens& out_;
  OffsetCursor token_offsets_;
  OffsetCursor segment_offsets_;
  std::uint32_t count_ = 0;  // tokens so far

  // The token before.
  std::uint32_t previous_begin_ = 0;
  std::uint32_t previous_end_ = 0;
  std::uint8_t previous_flags_ = 0;

  bool quoted_ = false;
  std::uint32_t quote_token_ = 0;  // where the open quotation began
  std::uint32_t number_end_ = 0;   // tokens before belong to a number already read
};

}  // namespace newsecho::normalising
