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
      memory(plan_memory(options, workers.threads())),
      spool(memory.spool_bytes, options.tmp),
      documents(memory.records_bytes, options.tmp),
      rare(memory.rare_bytes, options.tmp),
      shingle{.words = options.shingle_words, .points = options.shingle_points},
      sign{.k = 128, .seed = options.seed},
      verify{.shingle = shingle,
             .brief_shingles = options.brief_shingles,
             .threshold = options.threshold,
             .use_numbers = options.use_numbers,
             .use_alignment = options.use_alignment} {}

Loan::Loan(Crawl& crawl) : crawl_(crawl) {
  const std::lock_guard lock(crawl_.keepers_lock);
  if (crawl_.keepers.empty()) {
    keeper_ = std::make_unique<Keeper>(crawl_.spool, crawl_.documents, crawl_.rare);
  } else {
    keeper_ = std::move(crawl_.keepers.back());
    crawl_.keepers.pop_back();
  }
}

Loan::~Loan() {
  const std::lock_guard lock(crawl_.keepers_lock);
  crawl_.keepers.push_back(std::move(keeper_));
}

absl::Status Spooled::load(const Crawl& crawl, std::uint32_t article) {
  const Entry& entry = crawl.entries[article];
  const absl::StatusOr<const char*> encoded = crawl.spool.view(entry.tokens, tokens_buffer_);
  if (!encoded.ok()) {
    return encoded.status();
  }
  const absl::StatusOr<const char*> source = crawl.spool.view(entry.text, text_buffer_);
  if (!source.ok()) {
    return source.status();
  }
  tokens = view_of(*encoded);
  text = {*source, entry.text.size};
  return absl::OkStatus();
}

absl::Status flush_keepers(Crawl& crawl) {
  absl::Status failed;
  for (const std::unique_ptr<Keeper>& keeper : crawl.keepers) {
    failed.Update(keeper->tokens.flush());
    failed.Update(keeper->text.flush());
    failed.Update(keeper->documents.flush());
    failed.Update(keeper->rare.flush());
  }
  crawl.keepers.clear();
  return failed;
}

}  // namespace newsecho::pipeline
