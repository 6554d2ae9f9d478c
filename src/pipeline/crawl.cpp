#include "pipeline/crawl.h"

#include <ctime>

namespace newsecho::pipeline {

namespace {

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace

StageClock::StageClock(Counts& counts, const Options& options, const char* stage)
    : counts_(counts),
      options_(options),
      begin_(std::chrono::steady_clock::now()),
      told_(begin_),
      cpu_begin_(cpu_seconds()) {
  count_.stage = stage;
}

StageClock::~StageClock() {
  count_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  count_.cpu_seconds = cpu_seconds() - cpu_begin_;
  for (StageCount& known : counts_.stages) {
    if (known.stage == count_.stage) {
      known.seconds += count_.seconds;
      known.cpu_seconds += count_.cpu_seconds;
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
      memory(plan_memory(options)),
      file({.folder = options.tmp,
            .arrays_bytes = memory.arrays_bytes,
            .bound_bytes = options.memory_bytes,
            .shown_bytes = memory.shown_bytes}),
      spool(memory.spool_bytes, file),
      documents(memory.records_bytes, file),
      rare(memory.rare_bytes, file),
      keepers([this] { return std::make_unique<Keeper>(spool, documents, rare); }),
      shingle{.words = options.shingle_words, .points = options.shingle_points},
      sign{.k = 128, .seed = options.seed},
      verify{.shingle = shingle,
             .brief_shingles = options.brief_shingles,
             .threshold = options.threshold,
             .use_numbers = options.use_numbers,
             .use_alignment = options.use_alignment} {}

absl::Status Keeper::flush() {
  absl::Status failed;
  for (Spool::Writer* const one : {&tokens, &text, &characters, &rare}) {
    failed.Update(one->flush());
  }
  for (Spool::Writer& one : documents) {
    failed.Update(one.flush());
  }
  return failed;
}

Spooled::Spooled(const Crawl& crawl, std::uint32_t article)
    : tokens(view_of(crawl.spool.view(crawl.entries[article].tokens))),
      text(crawl.spool.view(crawl.entries[article].text), crawl.entries[article].text.size) {}

}  // namespace newsecho::pipeline
