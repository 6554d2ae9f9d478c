// writer.h — builds the normalised text, its offset steps, and composes marks with their base.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "newsecho/normalise.h"
#include "normalise/fold_table.h"
#include "normalise/utf8.h"

namespace newsecho::normalising {

// Characters arrive one by one with their source offset, ASCII runs in bulk. A run of marks opens a
// cluster that begins with the character before; it is composed when the next base arrives.
class Writer {
 public:
  // Bytes a bulk writer may scribble past what it reports.
  static constexpr std::size_t kSlack = 64;

  Writer(Normalised& out, std::size_t expected);

  // One character that composes with nothing.
  void put(std::string_view bytes, std::size_t source) {
    close();
    step(source);
    append(bytes);
  }
  void put(char c, std::size_t source) { put(std::string_view(&c, 1), source); }

  // Several characters that stand for one of the source.
  void put_sequence(std::string_view characters, std::size_t source);

  // Characters of which some may compose with what stands before them or with each other.
  void put_marks(std::string_view characters, std::size_t source);

  void put_space(std::size_t source) {
    if (last() != ' ') put(' ', source);
  }

  // Two apostrophes in a row are one quotation mark.
  void put_apostrophe(std::size_t source) {
    if (last() == '\'') {
      close();
      out_.text[size_ - 1] = '"';
    } else {
      put('\'', source);
    }
  }

  // Where a bulk writer may put up to `room` bytes for the source from `source` on; then advance().
  char* reserve(std::size_t room, std::size_t source) {
    close();
    make_room(room + kSlack);
    source_ = source;
    return out_.text.data() + size_;
  }
  void advance(std::size_t written) {
    if (written == 0) return;
    step(source_);
    size_ += written;
  }

  // The last byte written; 0 at the start.
  char last() const { return size_ == 0 ? '\0' : out_.text[size_ - 1]; }

  // Does the text end in a letter, marks aside?
  bool ends_in_letter() const;

  void finish(std::size_t source_size);

 private:
  void step(std::size_t source) {
    const auto delta = static_cast<std::uint32_t>(source - size_);
    if (delta != delta_) add_step(source);
  }
  void add_step(std::size_t source);
  void append(std::string_view bytes) {
    make_room(4 + kSlack);
    std::memcpy(out_.text.data() + size_, bytes.data(), bytes.size());
    size_ += bytes.size();
  }
  void make_room(std::size_t room) {
    if (out_.text.size() - size_ < room) out_.text.resize(out_.text.size() * 3 / 2 + room);
  }
  void open();
  void close() {
    if (open_) compose_cluster();
  }
  void compose_cluster();
  void truncate(std::size_t size);

  Normalised& out_;
  std::size_t size_ = 0;
  std::size_t source_ = 0;   // of the bulk write under way
  std::uint32_t delta_ = 0;  // source - normalised, as of the last step
  bool open_ = false;
  std::size_t cluster_ = 0;  // where the open cluster begins
  std::size_t marks_ = 0;    // characters behind its base
  char32_t mark_ = 0;        // the last of them
};

}  // namespace newsecho::normalising
