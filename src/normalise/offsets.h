// offsets.h — walks an offset map once, for positions asked in ascending order.
#pragma once

#include <cstddef>
#include <vector>

#include "newsecho/normalise.h"

namespace newsecho::normalising {

class OffsetCursor {
 public:
  explicit OffsetCursor(const std::vector<OffsetStep>& steps) : step_(steps.data()), end_(steps.data() + steps.size()) {
    next_ = step_ == end_ ? kNever : step_->normalised;
  }

  // As Normalised::source_offset(). REQUIRES: position is not less than the one asked before.
  std::uint32_t source(std::uint32_t position) {
    while (position >= next_) {
      delta_ = step_->source - step_->normalised;
      ++step_;
      next_ = step_ == end_ ? kNever : step_->normalised;
    }
    return position + delta_;
  }

 private:
  static constexpr std::uint64_t kNever = std::uint64_t{1} << 32;

  const OffsetStep* step_;
  const OffsetStep* end_;
  std::uint64_t next_;
  std::uint32_t delta_ = 0;
};

}  // namespace newsecho::normalising
