// Documents from text or from bare token numbers, and what a naive reading says of them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "base/random.h"
#include "newsecho/verify.h"

namespace newsecho {

inline Document document(const Tokens& tokens, const std::vector<std::uint32_t>& title = {},
                         const Published& published = {}) {
  Document d;
  prepare(tokens, title, published, ShingleOptions{}, d);
  return d;
}

inline Document document_of(const std::string& text) { return document(tokenise(normalise(text), text)); }

// Words that are these numbers; `flags` for all of them.
inline Tokens words(const std::vector<std::uint32_t>& numbers, std::uint8_t flags = 0) {
  Tokens tokens;
  tokens.hash = numbers;
  tokens.flags.assign(numbers.size(), flags);
  return tokens;
}

// n words from `first` on, none twice.
inline std::vector<std::uint32_t> run(std::uint32_t first, std::uint32_t n) {
  std::vector<std::uint32_t> all(n);
  for (std::uint32_t i = 0; i < n; ++i) all[i] = first + i;
  return all;
}

inline std::vector<std::uint32_t> joined(std::vector<std::vector<std::uint32_t>> parts) {
  std::vector<std::uint32_t> all;
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

// Two texts made of passages of a common stock, in any order, some twice, and words of their own.
inline std::vector<std::uint32_t> patchwork(std::uint64_t seed, std::uint64_t story) {
  base::SplitMix64 random(seed);
  std::vector<std::uint32_t> text;
  for (std::uint64_t passages = 1 + random.next() % 12; passages > 0; --passages) {
    if (random.next() % 3 == 0) {
      for (std::uint64_t n = random.next() % 30; n > 0; --n) text.push_back(static_cast<std::uint32_t>(random.next()));
    } else {
      const auto first = static_cast<std::uint32_t>(story * 1'000'000 + random.next() % 100);
      const std::vector<std::uint32_t> passage = run(first, static_cast<std::uint32_t>(random.next() % 40));
      text.insert(text.end(), passage.begin(), passage.end());
    }
  }
  return text;
}

using Trigrams = std::set<std::vector<std::uint32_t>>;

// The set of three consecutive words; of a shorter text all its words.
inline Trigrams trigrams(const std::vector<std::uint32_t>& text) {
  Trigrams set;
  if (text.size() < 3 && !text.empty()) set.insert(text);
  for (std::size_t i = 0; i + 3 <= text.size(); ++i) set.insert({text[i], text[i + 1], text[i + 2]});
  return set;
}

inline std::size_t common_trigrams(const Trigrams& a, const Trigrams& b) {
  std::vector<std::vector<std::uint32_t>> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both.size();
}

}  // namespace newsecho
