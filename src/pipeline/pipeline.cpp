// The whole path of data, top to bottom: read, normalise (both in read_inputs), boilerplate, shingle and
// sign (in sign_articles), index, verify and cluster (in compare_and_group); report takes the result.
#include "newsecho/pipeline.h"

#include <algorithm>
#include <new>
#include <tuple>

#include "absl/strings/str_format.h"
#include "base/cpu.h"
#include "base/hash.h"
#include "base/page_file.h"
#include "pipeline/crawl.h"

namespace newsecho {

using pipeline::Crawl;

struct Detector::Impl {
  explicit Impl(Options options) : crawl(std::move(options)) {}
  Crawl crawl;
};

namespace {

// Puts the learned lines into words: the text of each from its first example.
void describe_boilerplate(Crawl& crawl) {
  std::vector<std::uint32_t> by_id(crawl.id_order.size());
  for (std::uint32_t i = 0; i < by_id.size(); ++i) {
    by_id[crawl.id_order[i]] = i;
  }
  for (const Boilerplate::Line& line : crawl.boilerplate.lines()) {
    const std::uint32_t first = by_id[line.examples.front()];
    const pipeline::Spooled spooled(crawl, first);
    BoilerplateLine out;
    const absl::Span<const std::uint64_t> hashes = spooled.tokens.lines.hash;
    const auto at = std::find(hashes.begin(), hashes.end(), line.hash);
    if (at != hashes.end()) {
      out.line = spooled.line(static_cast<std::size_t>(at - hashes.begin()));
    }
    out.site = line.site == 0 ? "" : crawl.info(first).site;
    out.pages = line.pages;
    for (const std::uint32_t place : line.examples) {
      out.examples.emplace_back(crawl.info(by_id[place]).id);
    }
    crawl.result.boilerplate.push_back(std::move(out));
  }
  std::sort(crawl.result.boilerplate.begin(), crawl.result.boilerplate.end(),
            [](const BoilerplateLine& a, const BoilerplateLine& b) {
              return std::tie(a.site, b.pages, a.line) < std::tie(b.site, a.pages, b.line);
            });
}

// Names every option that changes results and is not in the scheme.
std::string options_id(const Options& o) {
  return absl::StrFormat(
      "%016x", base::hash_text(absl::StrFormat("brief%d threshold%d window%d original:%s boilerplate%d "
                                               "second%d anchors%d numbers%d alignment%d average%d",
                                               o.brief_shingles, o.threshold, o.window_seconds, o.original_rule,
                                               o.strip_boilerplate, o.second_pass, o.use_anchors, o.use_numbers,
                                               o.use_alignment, o.average_link),
                               1));
}

// Returns what the steps return; where an array found no room, that.
template <class Outcome, class Steps>
Outcome with_room(const Steps& steps) {
  try {
    return steps();
  } catch (const base::NoRoom& full) {
    return full.status();
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError("the system gives no more memory; bound what the run takes with --memory");
  }
}

absl::StatusOr<Result> group(Crawl& crawl) {
  const pipeline::CrawlSize size = crawl.size();
  if (absl::Status s = pipeline::check_memory(crawl.options, crawl.workers.threads(), size, size); !s.ok()) {
    return s;
  }
  pipeline::resolve_ids(crawl);
  if (absl::Status s = pipeline::learn_boilerplate(crawl); !s.ok()) {
    return s;
  }
  pipeline::give_back_memory(crawl.options);
  absl::StatusOr<Signatures> signatures = pipeline::sign_articles(crawl);
  if (!signatures.ok()) {
    return signatures.status();
  }
  if (absl::Status s = pipeline::compare_and_group(crawl, *std::move(signatures)); !s.ok()) {
    return s;
  }
  if (crawl.cancelled()) {
    return absl::CancelledError("interrupted");
  }
  describe_boilerplate(crawl);
  Result& result = crawl.result;
  std::sort(result.skipped.begin(), result.skipped.end(), [](const Skipped& a, const Skipped& b) {
    return std::tie(a.place.source, a.place.line, a.place.offset_bytes) <
           std::tie(b.place.source, b.place.line, b.place.offset_bytes);
  });
  result.counts.temporary_bytes = crawl.file.most_bytes();
  result.scheme_id = scheme_name(crawl.shingle, crawl.sign);
  result.options_id = options_id(crawl.options);
  result.boilerplate_id = absl::StrFormat("%016x", crawl.boilerplate.id());
  return std::move(result);
}

}  // namespace

Detector::Detector(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {
  if (const auto kernel = parse_kernel(impl_->crawl.options.kernel)) {
    force_kernel(*kernel);
  }
}
Detector::~Detector() = default;

absl::Status Detector::add(Article article) {
  return with_room<absl::Status>([&] { return pipeline::take(impl_->crawl, std::move(article)); });
}

absl::Status Detector::read(const std::vector<std::string>& inputs, const ReadOptions& read) {
  return with_room<absl::Status>([&] { return pipeline::read_inputs(impl_->crawl, inputs, read); });
}

absl::StatusOr<Result> Detector::finish() {
  return with_room<absl::StatusOr<Result>>([&] { return group(impl_->crawl); });
}

absl::StatusOr<Detector::Shown> Detector::show(std::uint32_t article) const {
  const Crawl& crawl = impl_->crawl;
  const pipeline::Spooled spooled(crawl, article);
  const pipeline::TokensView& tokens = spooled.tokens;
  Shown shown;
  shown.text = spooled.text;
  for (std::size_t i = 0; i < tokens.lines.hash.size(); ++i) {
    if (!crawl.boilerplate.is_boilerplate(crawl.entries[article].site, tokens.lines.hash[i])) {
      continue;
    }
    if (!shown.stripped.empty() && shown.stripped.back().second == tokens.source_begin[i]) {
      shown.stripped.back().second = tokens.source_end[i];
    } else {
      shown.stripped.emplace_back(tokens.source_begin[i], tokens.source_end[i]);
    }
  }
  return shown;
}

}  // namespace newsecho
