#include "verify/subject.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace newsecho::verify_detail {

namespace {

// Which of a few words stand in a text.
class Lookup {
 public:
  // REQUIRES: `words` are ascending, each once, and outlive this.
  explicit Lookup(absl::Span<const std::uint32_t> words) : words_(words), found_(words.size(), 0) {
    for (const std::uint32_t w : words) {
      filter_[part(w)] |= bit(w);
    }
  }

  void read(absl::Span<const std::uint32_t> tokens) {
    for (std::size_t i = 0; i < tokens.size() && count_ < words_.size(); ++i) {
      const std::uint32_t t = tokens[i];
      if ((filter_[part(t)] & bit(t)) != 0) {
        const auto at = std::lower_bound(words_.begin(), words_.end(), t);
        if (at != words_.end() && *at == t) {
          std::uint8_t& found = found_[static_cast<std::size_t>(at - words_.begin())];
          count_ += 1u - found;
          found = 1;
        }
      }
    }
  }

  std::size_t count() const { return count_; }
  bool found(std::size_t i) const { return found_[i] != 0; }

 private:
  static std::size_t part(std::uint32_t word) { return word >> 6 & (kParts - 1); }
  static std::uint64_t bit(std::uint32_t word) { return std::uint64_t{1} << (word & 63); }

  static constexpr std::size_t kParts = 16;
  absl::Span<const std::uint32_t> words_;
  std::vector<std::uint8_t> found_;
  std::array<std::uint64_t, kParts> filter_{};
  std::size_t count_ = 0;
};

// How many of `mine` that are not among `theirs` do not stand in their text either.
std::uint32_t apart(absl::Span<const std::uint32_t> mine, absl::Span<const std::uint32_t> theirs,
                    absl::Span<const std::uint32_t> text) {
  thread_local std::vector<std::uint32_t> rest;
  rest.clear();
  std::set_difference(mine.begin(), mine.end(), theirs.begin(), theirs.end(), std::back_inserter(rest));
  if (rest.empty()) {
    return 0;
  }
  Lookup lookup(rest);
  lookup.read(text);
  return static_cast<std::uint32_t>(rest.size() - lookup.count());
}

}  // namespace

void find_subjects(absl::Span<const std::uint32_t> title, absl::Span<const std::uint32_t> tokens,
                   std::vector<std::uint32_t>& subjects) {
  subjects.clear();
  Lookup lookup(title);
  lookup.read(tokens);
  for (std::size_t i = 0; i < title.size(); ++i) {
    if (lookup.found(i)) {
      subjects.push_back(title[i]);
    }
  }
}

std::uint32_t subjects_apart(const Document& a, const Document& b) {
  const std::uint32_t only_a = apart(a.subjects, b.title, b.tokens);
  return only_a == 0 ? 0 : std::min(only_a, apart(b.subjects, a.title, a.tokens));
}

}  // namespace newsecho::verify_detail
