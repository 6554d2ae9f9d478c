// Made-up pages: lines of prose that no other page has, and lines that many share.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/random.h"
#include "newsecho/boilerplate.h"

namespace newsecho {

// `words` words that stand in no other line of another seed, written as a sentence.
inline std::string sentence(std::size_t words, std::uint64_t seed) {
  base::SplitMix64 random(seed);
  std::string line;
  for (std::size_t i = 0; i < words; ++i) {
    std::string word(6, 'a');
    for (char& c : word) c = static_cast<char>('a' + random.next() % 26);
    if (i == 0) word[0] = static_cast<char>(word[0] - 'a' + 'A');
    line += (i == 0 ? "" : " ") + word;
  }
  return line + ".";
}

// A report of eight sentences of 12 words, one a line.
inline std::string report(std::uint64_t seed) {
  std::string text;
  for (std::uint64_t i = 0; i < 8; ++i) text += sentence(12, seed * 100 + i) + "\n";
  return text;
}

inline Tokens tokens_of(const std::string& text) { return tokenise(normalise(text), text); }

// One crawled page, kept together with its tokens.
struct Crawled {
  std::uint64_t site, page;
  std::string text;
  std::uint64_t headline = 0;
};

inline Boilerplate learn(const std::vector<Crawled>& pages, BoilerplateOptions options = {}) {
  BoilerplateCounts counts(options);
  for (std::uint32_t i = 0; i < pages.size(); ++i) {
    const Tokens tokens = tokens_of(pages[i].text);
    counts.add({pages[i].site, pages[i].page, i, &tokens, pages[i].headline});
  }
  return std::move(counts).freeze();
}

// What is left of a page's source once boilerplate is stripped, segment by segment.
inline std::string left(const Boilerplate& learned, std::uint64_t site, const std::string& text) {
  Tokens tokens = tokens_of(text);
  learned.strip(site, tokens);
  std::string rest;
  for (const Segment& s : tokens.segments) {
    if ((tokens.flags[s.begin] & kStripped) == 0) {
      rest += text.substr(s.source_begin, s.source_end - s.source_begin) + "\n";
    }
  }
  return rest;
}

}  // namespace newsecho
