#include "base/parallel.h"

#include <algorithm>
#include <thread>

#include "base/page_file.h"

#ifdef NEWSECHO_STD_THREADS
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <vector>
#else
#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>
#endif

namespace newsecho::base {

namespace {

unsigned resolve(unsigned threads) { return threads > 0 ? threads : std::max(1u, std::thread::hardware_concurrency()); }

}  // namespace

#ifndef NEWSECHO_STD_THREADS

struct Workers::Impl {
  explicit Impl(unsigned threads)
      : allowed(tbb::global_control::max_allowed_parallelism,
                std::max<std::size_t>(threads,
                                      tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism))),
        arena(static_cast<int>(threads)) {}
  // Without it oneTBB gives no more threads than there are cores, and says so on standard error.
  tbb::global_control allowed;
  mutable tbb::task_arena arena;
};

void Workers::for_range(std::size_t n, std::size_t grain,
                        const std::function<void(std::size_t, std::size_t)>& body) const {
  if (n == 0) {
    return;
  }
  const std::size_t step = std::max<std::size_t>(1, grain);
  const std::size_t blocks = (n + step - 1) / step;
  impl_->arena.execute([&] {
    tbb::parallel_for(
        tbb::blocked_range<std::size_t>(0, blocks, 1),
        [&](const tbb::blocked_range<std::size_t>& range) {
          for (std::size_t block = range.begin(); block < range.end(); ++block) {
            wait_for_room();
            body(block * step, std::min(n, (block + 1) * step));
          }
        },
        tbb::simple_partitioner());
  });
}

void Workers::in_order_erased(std::size_t live, const std::function<Item()>& next,
                              const std::function<Item(const Item&)>& work,
                              const std::function<void(const Item&)>& put) const {
  impl_->arena.execute([&] {
    tbb::parallel_pipeline(
        live,
        tbb::make_filter<void, Item>(tbb::filter_mode::serial_in_order, [&](tbb::flow_control& control) -> Item {
          Item item = next();
          if (!item) {
            control.stop();
          }
          return item;
        }) & tbb::make_filter<Item, Item>(tbb::filter_mode::parallel, [&](const Item& item) {
          wait_for_room();
          return work(item);
        }) & tbb::make_filter<Item, void>(tbb::filter_mode::serial_in_order, [&](const Item& item) { put(item); }));
  });
}

#else

struct Workers::Impl {
  explicit Impl(unsigned) {}
};

void Workers::for_range(std::size_t n, std::size_t grain,
                        const std::function<void(std::size_t, std::size_t)>& body) const {
  const std::size_t step = std::max<std::size_t>(1, grain);
  std::atomic<std::size_t> at{0};
  const auto run = [&] {
    for (std::size_t begin = at.fetch_add(step); begin < n; begin = at.fetch_add(step)) {
      wait_for_room();
      body(begin, std::min(n, begin + step));
    }
  };
  std::vector<std::thread> team;
  for (unsigned i = 1; i < threads_ && i * step < n; ++i) {
    team.emplace_back(run);
  }
  run();
  for (std::thread& t : team) {
    t.join();
  }
}

void Workers::in_order_erased(std::size_t live, const std::function<Item()>& next,
                              const std::function<Item(const Item&)>& work,
                              const std::function<void(const Item&)>& put) const {
  std::mutex mutex;
  std::condition_variable room;
  std::size_t taken = 0;
  std::size_t written = 0;
  bool ended = false;
  bool putting = false;
  std::map<std::size_t, Item> ready;
  const auto run = [&] {
    std::unique_lock lock(mutex);
    for (;;) {
      room.wait(lock, [&] { return ended || taken - written < live; });
      if (ended) {
        return;
      }
      Item item = next();
      if (!item) {
        ended = true;
        room.notify_all();
        return;
      }
      const std::size_t ticket = taken++;
      lock.unlock();
      wait_for_room();
      Item done = work(item);
      item.reset();
      lock.lock();
      ready.emplace(ticket, std::move(done));
      // One thread at a time hands results over; whoever finds the next one ready goes on.
      while (!putting && !ready.empty() && ready.begin()->first == written) {
        Item out = std::move(ready.begin()->second);
        ready.erase(ready.begin());
        putting = true;
        lock.unlock();
        put(out);
        lock.lock();
        putting = false;
        ++written;
        room.notify_all();
      }
    }
  };
  std::vector<std::thread> team;
  for (unsigned i = 1; i < threads_; ++i) {
    team.emplace_back(run);
  }
  run();
  for (std::thread& t : team) {
    t.join();
  }
}

#endif

Workers::Workers(unsigned threads) : threads_(resolve(threads)), impl_(std::make_unique<Impl>(resolve(threads))) {}
Workers::~Workers() = default;

}  // namespace newsecho::base
