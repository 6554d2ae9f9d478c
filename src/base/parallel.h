// parallel.h — runs work on all cores and hides which scheduler does it.
//
//   Workers workers(0);                                     // all cores
//   workers.for_range(n, 256, [&](std::size_t begin, std::size_t end) { ... });
//   workers.in_order<Chunk, Batch>(8, next, work, put);     // serial -> parallel -> serial, order kept
//
// Threads   one caller at a time; the functions given run concurrently.
// Stable    ranges are cut at the same places on any number of threads.
// Scheduler oneTBB; std::thread when built with NEWSECHO_STD_THREADS, because oneTBB is not
//           instrumented and makes ThreadSanitizer report races that are none.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace newsecho::base {

class Workers {
 public:
  explicit Workers(unsigned threads);  // as many as asked for, also more than there are cores; 0: one a core
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  unsigned threads() const { return threads_; }

  // Calls body(begin, end) for ranges that tile [0, n), each but the last `grain` long, so that
  // begin / grain numbers them.
  void for_range(std::size_t n, std::size_t grain, const std::function<void(std::size_t, std::size_t)>& body) const;

  // next(in) fills the next item, false at the end; work(in) runs concurrently; put(out) gets the
  // results one at a time in the order of next(). At most `live` items exist at once.
  template <class In, class Out>
  void in_order(std::size_t live, const std::function<bool(In&)>& next, const std::function<Out(In&&)>& work,
                const std::function<void(Out&&)>& put) const {
    in_order_erased(
        live,
        [&]() -> std::shared_ptr<void> {
          auto in = std::make_shared<In>();
          if (!next(*in)) {
            return nullptr;
          }
          return in;
        },
        [&](const std::shared_ptr<void>& in) -> std::shared_ptr<void> {
          return std::make_shared<Out>(work(std::move(*static_cast<In*>(in.get()))));
        },
        [&](const std::shared_ptr<void>& out) { put(std::move(*static_cast<Out*>(out.get()))); });
  }

 private:
  using Item = std::shared_ptr<void>;
  void in_order_erased(std::size_t live, const std::function<Item()>& next,
                       const std::function<Item(const Item&)>& work, const std::function<void(const Item&)>& put) const;

  struct Impl;
  unsigned threads_;
  std::unique_ptr<Impl> impl_;
};

}  // namespace newsecho::base
