// lines.h — the lines of tokens, as the functions that take Lines want them.
#pragma once

#include <cstdint>
#include <vector>

#include "newsecho/boilerplate.h"

namespace newsecho::boilerplate {

class OwnLines {
 public:
  explicit OwnLines(const Tokens& tokens) {
    hash_.reserve(tokens.segments.size());
    end_.reserve(tokens.segments.size());
    for (const Segment& s : tokens.segments) {
      hash_.push_back(s.hash);
      end_.push_back(s.end);
    }
  }
  Lines lines() const { return {hash_, end_}; }

 private:
  std::vector<std::uint64_t> hash_;
  std::vector<std::uint32_t> end_;
};

}  // namespace newsecho::boilerplate
