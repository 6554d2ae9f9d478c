// segmenter.h — looks at what stands between tokens: lines, sentences, quotations, figures.
#pragma once

#include <string_view>

#include "newsecho/normalise.h"
#include "normalise/offsets.h"

namespace newsecho::normalising {

// Takes the tokens of one text in order, completes their flags and fills segments and numbers.
class Segmenter {
 public:
  Segmenter(const Normalised& normalised, std::string_view source, Tokens& out);

  // A token's bytes in the normalised text. `flags` holds kDigit and kCodePoint; the rest is returned with them.
  std::uint8_t add(std::uint32_t begin, std::uint32_t end, std::uint8_t flags);
  void finish();

 private:
  struct Gap {
    bool line = false;        // a line ends in it
    bool boundary = false;    // a segment does
    std::uint32_t trail = 0;  // end of the punctuation that belongs to what is before
  };

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
