// pool.h — lends things to whoever runs; as many are made as run at once.
//
//   Pool<Buffer> buffers([] { return std::make_unique<Buffer>(); });
//   workers.for_range(n, 64, [&](std::size_t begin, std::size_t end) { const auto mine = buffers.borrow(); mine->...;
//   }); for (const auto& buffer : buffers.idle()) ...               // once nothing is lent
//
// Threads   any number borrow; what was borrowed belongs to one at a time.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace newsecho::base {

template <class T>
class Pool {
 public:
  explicit Pool(std::function<std::unique_ptr<T>()> make) : make_(std::move(make)) {}
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  class Loan {
   public:
    Loan(Pool& pool, std::unique_ptr<T> one) : pool_(pool), one_(std::move(one)) {}
    ~Loan() {
      const std::lock_guard lock(pool_.mutex_);
      pool_.idle_.push_back(std::move(one_));
    }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    T& operator*() const { return *one_; }
    T* operator->() const { return one_.get(); }

   private:
    Pool& pool_;
    std::unique_ptr<T> one_;
  };

  Loan borrow() {
    std::unique_ptr<T> one;
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        one = std::move(idle_.back());
        idle_.pop_back();
      }
    }
    return Loan(*this, one != nullptr ? std::move(one) : make_());
  }

  // REQUIRES: nothing is lent.
  std::vector<std::unique_ptr<T>>& idle() { return idle_; }

 private:
  std::function<std::unique_ptr<T>()> make_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<T>> idle_;
};

}  // namespace newsecho::base
