#include "pipeline/memory.h"

#include <algorithm>
#include <bit>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "absl/strings/str_cat.h"

namespace newsecho::pipeline {

namespace {

constexpr std::uint64_t kMega = 1u << 20;
constexpr std::uint64_t kArrays = 1152 * kMega;  // without a bound, beside what Options::spool_bytes allows
constexpr std::uint64_t kShown = 1264 * kMega;

// Tables of fixed size, and the records being read; a thread adds its buffers.
constexpr std::uint64_t kAlways = 32 * kMega;
constexpr std::uint64_t kThread = 8 * kMega;
// Lists of an article's own, which are no large arrays: the pairs of its component while stories are grouped, and at
// last its story and its row of the report. Measured on planted crawls of 100,000 and 1,000,000: 140 and 260 bytes.
constexpr std::uint64_t kGrouping = 160;
constexpr std::uint64_t kReport = 280;
// A record is held whole, its text normalised and cut into words: 26 times its length, measured on one of 50 MB.
constexpr std::uint64_t kOfLongest = 28;

// Counters of shingles by stories: four for each, and a shingle takes five bytes of text or more.
std::uint64_t frequency_bytes(std::uint64_t text_bytes) {
  return std::bit_ceil(std::clamp<std::uint64_t>(text_bytes / 5 * 4, kMega, 256 * kMega));
}

std::string size_of_longest(std::uint64_t bytes) {
  return bytes == 0 ? "" : absl::StrCat(", a record of ", (bytes + kMega - 1) / kMega, " MB among them,");
}

}  // namespace

MemoryPlan plan_memory(const Options& options) {
  // What is compared is looked at again and again; texts and their tokens once or twice, in order.
  MemoryPlan plan{.spool_bytes = options.spool_bytes / 5,
                  .records_bytes = options.spool_bytes - options.spool_bytes / 5,
                  .rare_bytes = options.spool_bytes / 4,
                  .arrays_bytes = kArrays,
                  .shown_bytes = kShown};
  if (options.memory_bytes > 0) {
    plan = {.arrays_bytes = options.memory_bytes / 16};
  }
  return plan;
}

std::uint64_t least_memory(unsigned threads, const CrawlSize& size) {
  // Stories are counted before there is a report.
  const std::uint64_t most =
      std::max(size.articles * kGrouping + frequency_bytes(size.text_bytes), size.articles * kReport);
  const std::uint64_t crawl = kAlways + threads * kThread + most + size.longest_bytes * kOfLongest;
  return crawl + crawl / 12;  // arrays that stay in memory
}

absl::Status check_memory(const Options& options, unsigned threads, const CrawlSize& read, const CrawlSize& expected) {
  const CrawlSize surely{std::max(read.articles, expected.articles / 4),
                         std::max(read.text_bytes, expected.text_bytes / 4), read.longest_bytes};
  if (options.memory_bytes == 0 || least_memory(threads, surely) <= options.memory_bytes) {
    return absl::OkStatus();
  }
  const auto mega = [](std::uint64_t bytes) { return (bytes + kMega - 1) / kMega; };
  const std::uint64_t least = mega(least_memory(threads, expected));
  const std::string about = expected.articles > read.articles ? "about " : "";
  const std::string longest = size_of_longest(expected.longest_bytes);
  return absl::ResourceExhaustedError(
      absl::StrCat("the run cannot be held to ", mega(options.memory_bytes), "M of memory: ", about, expected.articles,
                   expected.articles == 1 ? " article with " : " articles with ", mega(expected.text_bytes),
                   " MB of text", longest, " take ", least, "M; give --memory ", least, "M",
                   longest.empty() ? ", fewer --threads, or a part of the crawl"
                                   : " or more, or leave out records that long with --max-record"));
}

void give_back_memory(const Options& options) {
  if (options.memory_bytes == 0) {
    return;  // it will be wanted again, and pages that come fresh from the system cost more
  }
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

}  // namespace newsecho::pipeline
