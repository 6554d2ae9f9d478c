#include <ctime>

#include "base/hash.h"
#include "pipeline/crawl.h"
#include "pipeline/run.h"

namespace newsecho::bench {
namespace {

// Of all threads of this process.
double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

}  // namespace

absl::StatusOr<Measured> run_front(const std::string& crawl_file, unsigned threads) {
  Options options;
  options.threads = threads;
  pipeline::Crawl crawl(options);
  Measured result;
  double before = cpu_seconds();
  const auto end_stage = [&](const char* stage) {
    const double now = cpu_seconds();
    result.stages.emplace_back(stage, now - before);
    before = now;
  };
  if (absl::Status s = pipeline::read_inputs(crawl, {crawl_file}, {}); !s.ok()) return s;
  end_stage("read");
  pipeline::resolve_ids(crawl);
  end_stage("ids");
  if (absl::Status s = pipeline::learn_boilerplate(crawl); !s.ok()) return s;
  end_stage("boilerplate");
  const absl::StatusOr<Signatures> signatures = pipeline::sign_articles(crawl);
  if (!signatures.ok()) return signatures.status();
  end_stage("sign");
  result.articles = crawl.result.counts.articles;
  for (const StageCount& stage : crawl.result.counts.stages) result.bytes += stage.bytes;
  result.answer = crawl.boilerplate.id();
  for (std::uint32_t i = 0; i < crawl.nodes.size(); ++i) {
    const absl::Span<const std::uint16_t> lanes = signatures->lanes(i);
    result.answer = base::hash_bytes(lanes.data(), lanes.size() * sizeof(lanes[0]), result.answer);
    const absl::Span<const std::uint64_t> anchors = signatures->anchors(i);
    result.answer = base::hash_bytes(anchors.data(), anchors.size() * sizeof(anchors[0]), result.answer);
    for (const std::uint32_t article : crawl.nodes[i].articles) {
      result.answer = base::combine(result.answer, base::hash_text(crawl.info(article).id));
      result.answer = base::combine(result.answer, crawl.entries[article].junk + 2u * crawl.entries[article].noisy);
    }
  }
  return result;
}

}  // namespace newsecho::bench
