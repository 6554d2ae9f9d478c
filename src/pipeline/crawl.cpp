#include "pipeline/crawl.h"

namespace newsecho::pipeline {

StageClock::StageClock(Counts& counts, const Options& options, const char* stage)
    : counts_(counts), options_(options), begin_(std::chrono::steady_clock::now()), told_(begin_) {
  count_.stage = stage;
}

StageClock::~StageClock() {
  count_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  for (StageCount& known : counts_.stages) {
    if (known.stage == count_.stage) {
      known.seconds += count_.seconds;
      known.items += count_.items;
      known.bytes += count_.bytes;
      return;
    }
  }
  counts_.stages.push_back(count_);
}

void StageClock::add(std::uint64_t items, std::uint64_t bytes) {
  count_.items += items;
  count_.bytes += bytes;
}

bool StageClock::tick(double done) {
  const auto now = std::chrono::steady_clock::now();
  if (now - told_ < std::chrono::milliseconds(100)) {
    return true;
  }
  told_ = now;
  if (options_.progress) {
    options_.progress({count_.stage.c_str(), count_.items, count_.bytes, done});
  }
  return !(options_.cancelled && options_.cancelled());
}

Crawl::Crawl(Options chosen)
    : options(std::move(chosen)),
      workers(options.threads),
      spool(options.spool_bytes / 2, options.tmp),
      documents(options.spool_bytes / 2, options.tmp),
      shingle{.words = options.shingle_words, .points = options.shingle_points},
      sign{.k = 128, .seed = options.seed} {}

}  // namespace newsecho::pipeline
