// draft.h — an article in the making: every field of a record is offered, the best of each role stays.
#pragma once

#include <array>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "newsecho/read.h"
#include "read/fields.h"

namespace newsecho::read {

class Draft {
 public:
  explicit Draft(const Mapping& mapping) : mapping_(mapping) {}

  // Forgets the last record.
  void clear();

  // Offers one field. Both views must live until finish(); see keep().
  void offer(std::string_view field, std::string_view value);

  // Offers what has no name: the text of a plain file.
  void offer_text(std::string_view text);

  // Notes a field that holds no text by itself, for the message of a record without any. The view must live as above.
  void note(std::string_view field);

  // Whether a field that serves as text was offered, though it may hold nothing.
  bool has_text_field() const { return has_text_field_; }

  // Returns a copy that lives until clear().
  std::string_view keep(std::string value) { return kept_.emplace_back(std::move(value)); }

  // Moves the article into `batch`, or the reason why there is none. `source` names the file.
  void finish(const Place& place, const std::string& source, Batch& batch);

  // Adds to `batch` which fields served, since the draft was made, in all articles.
  void tell_fields(Batch& batch) const;

 private:
  struct Slot {
    std::string_view field, value;
    std::uint16_t rank = 0;
    bool filled = false;
  };

  void consider(Use use, std::string_view field, std::string_view value);
  const Slot& slot(Role role) const { return slots_[static_cast<std::size_t>(role)]; }

  const Mapping& mapping_;
  std::array<Slot, kRoles> slots_;
  Published published_;
  bool has_text_field_ = false;
  std::deque<std::string> kept_;
  std::vector<std::string_view> seen_;  // names of fields

  struct Served {
    std::string field;
    std::uint64_t articles;
  };
  std::array<std::vector<Served>, kRoles> served_;
};

}  // namespace newsecho::read
