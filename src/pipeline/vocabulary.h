// vocabulary.h — which words a crawl uses once only, and which texts are noisy for that reason.
//
// A word that stands nowhere else in the crawl is a name, a rare word, or a misread one. Names are left
// out by their capital; of the other words of clean text fewer than 3 in 100 are unique in their crawl,
// of scanned text often more than 10.
//
// Threads   add() by many threads at once; noisy() after that.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "base/pages.h"

namespace newsecho::pipeline {

class Vocabulary {
 public:
  Vocabulary();

  // Takes a text's tokens with their TokenFlag bits. Replaces `rare` by the indices of those that may turn out to be
  // unique; all others stood elsewhere before.
  void add(absl::Span<const std::uint32_t> hash, absl::Span<const std::uint8_t> flags,
           std::vector<std::uint32_t>& rare);

  // Returns whether so many of the words not stripped are unique that the text must be misread.
  bool noisy(absl::Span<const std::uint32_t> hash, absl::Span<const std::uint8_t> flags,
             absl::Span<const std::uint32_t> rare) const;

 private:
  // Two bits a word: seen, and seen again. Two words on one place make both look common, which is the safe side.
  static constexpr unsigned kPlaceBits = 24;
  base::Pages<std::uint8_t> seen_;
};

}  // namespace newsecho::pipeline
