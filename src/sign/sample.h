// Which hashes are anchors: a choice that depends on the hash alone.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

namespace newsecho::sign {

class Sample {
 public:
  explicit Sample(std::uint32_t modulus)
      : limit_(std::numeric_limits<std::uint64_t>::max() / std::max<std::uint32_t>(modulus, 1)) {}

  // One in `modulus`, by the upper bits of another product than the lanes' mix, so that being an anchor
  // says nothing about being a minimum.
  bool keeps(std::uint64_t x) const { return (x ^ (x >> 32)) * 0xd1b54a32d192ed03u <= limit_; }

 private:
  std::uint64_t limit_;
};

}  // namespace newsecho::sign
