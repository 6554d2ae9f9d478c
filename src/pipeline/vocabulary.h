// vocabulary.h — which words a crawl uses once only, and which texts are noisy for that reason.
//
// A word that stands nowhere else in the crawl is a name, a rare word, or a misread one. Names are left
// out by their capital; of the other words of clean text fewer than 3 in 100 are unique in their crawl,
// of scanned text often more than 10.
//
// Threads   add() by many threads at once; noisy() after that.
#pragma once

#include <atomic>
#include <memory>

#include "newsecho/normalise.h"

namespace newsecho::pipeline {

class Vocabulary {
 public:
  Vocabulary();

  void add(const Tokens& tokens);

  // Returns whether so many of the words not stripped are unique that the text must be misread.
  bool noisy(const Tokens& tokens) const;

 private:
  // One counter a word, 0 to 2; two words on one counter make both look common, which is the safe side.
  static constexpr std::uint32_t kCounters = 1u << 24;
  std::unique_ptr<std::atomic<std::uint8_t>[]> counts_;
};

}  // namespace newsecho::pipeline
