// union_find.h — disjoint sets. The root of a set is its smallest element, whatever the order of joins.
#pragma once

#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace newsecho::base {

class UnionFind {
 public:
  explicit UnionFind(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0u); }

  std::uint32_t find(std::uint32_t x) {
    while (parent_[x] != x) {
      parent_[x] = parent_[parent_[x]];
      x = parent_[x];
    }
    return x;
  }

  void join(std::uint32_t a, std::uint32_t b) {
    a = find(a);
    b = find(b);
    if (a < b) {
      parent_[b] = a;
    } else {
      parent_[a] = b;
    }
  }

  // Returns the root of each element.
  std::vector<std::uint32_t> roots() && {
    for (std::uint32_t& parent : parent_) {
      parent = parent_[parent];  // which is smaller, so its own is its root by now
    }
    return std::move(parent_);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

}  // namespace newsecho::base
