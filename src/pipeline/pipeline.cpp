// The whole path of data, top to bottom: read, normalise (both in read_inputs), boilerplate, shingle and
// sign (in sign_articles), index, verify and cluster (in compare_and_group); report takes the result.
#include "newsecho/pipeline.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_format.h"
#include "base/cpu.h"
#include "base/hash.h"
#include "pipeline/crawl.h"

namespace newsecho {

using pipeline::Crawl;

struct Detector::Impl {
  explicit Impl(Options options) : crawl(std::move(options)) {}
  Crawl crawl;
  Boilerplate boilerplate;
};

namespace {

// Puts the learned lines into words: the text of each from its first example.
absl::Status describe_boilerplate(Crawl& crawl, const Boilerplate& boilerplate) {
  std::vector<char> bytes;
  std::vector<char> text;
  std::vector<std::uint32_t> title;
  Tokens tokens;
  std::vector<std::uint32_t> by_id(crawl.id_order.size());
  for (std::uint32_t i = 0; i < by_id.size(); ++i) {
    by_id[crawl.id_order[i]] = i;
  }
  for (const Boilerplate::Line& line : boilerplate.lines()) {
    const std::uint32_t first = by_id[line.examples.front()];
    const pipeline::Entry& entry = crawl.entries[first];
    if (absl::Status s = crawl.spool.load(entry.tokens, bytes); !s.ok()) {
      return s;
    }
    if (absl::Status s = crawl.spool.load(entry.text, text); !s.ok()) {
      return s;
    }
    pipeline::decode(bytes, tokens, title);
    BoilerplateLine out;
    const auto at = std::find_if(tokens.segments.begin(), tokens.segments.end(),
                                 [&](const Segment& s) { return s.hash == line.hash; });
    if (at != tokens.segments.end()) {
      out.line.assign(text.data() + at->source_begin, at->source_end - at->source_begin);
    }
    out.site = line.site == 0 ? "" : crawl.info(first).site;
    out.pages = line.pages;
    for (const std::uint32_t place : line.examples) {
      out.examples.push_back(crawl.info(by_id[place]).id);
    }
    crawl.result.boilerplate.push_back(std::move(out));
  }
  std::sort(crawl.result.boilerplate.begin(), crawl.result.boilerplate.end(),
            [](const BoilerplateLine& a, const BoilerplateLine& b) {
              return std::tie(a.site, b.pages, a.line) < std::tie(b.site, a.pages, b.line);
            });
  return absl::OkStatus();
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

}  // namespace

Detector::Detector(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {
  if (const auto kernel = parse_kernel(impl_->crawl.options.kernel)) {
    force_kernel(*kernel);
  }
}
Detector::~Detector() = default;

absl::Status Detector::add(Article article) { return pipeline::take(impl_->crawl, std::move(article)); }

absl::Status Detector::read(const std::vector<std::string>& inputs, const ReadOptions& read) {
  return pipeline::read_inputs(impl_->crawl, inputs, read);
}

absl::StatusOr<Result> Detector::finish() {
  Crawl& crawl = impl_->crawl;
  const pipeline::CrawlSize size = crawl.size();
  if (absl::Status s = pipeline::check_memory(crawl.options, crawl.workers.threads(), size, size); !s.ok()) {
    return s;
  }
  if (absl::Status s = pipeline::resolve_ids(crawl); !s.ok()) {
    return s;
  }
  absl::StatusOr<Boilerplate> boilerplate = pipeline::learn_boilerplate(crawl);
  if (!boilerplate.ok()) {
    return boilerplate.status();
  }
  impl_->boilerplate = *std::move(boilerplate);
  pipeline::give_back_memory(crawl.options);
  absl::StatusOr<Signatures> signatures = pipeline::sign_articles(crawl, impl_->boilerplate);
  if (!signatures.ok()) {
    return signatures.status();
  }
  if (absl::Status s = pipeline::compare_and_group(crawl, *std::move(signatures)); !s.ok()) {
    return s;
  }
  if (crawl.cancelled()) {
    return absl::CancelledError("interrupted");
  }
  if (absl::Status s = describe_boilerplate(crawl, impl_->boilerplate); !s.ok()) {
    return s;
  }
  Result& result = crawl.result;
  std::sort(result.skipped.begin(), result.skipped.end(), [](const Skipped& a, const Skipped& b) {
    return std::tie(a.place.source, a.place.line, a.place.offset_bytes) <
           std::tie(b.place.source, b.place.line, b.place.offset_bytes);
  });
  result.scheme_id = scheme_name(crawl.shingle, crawl.sign);
  result.options_id = options_id(crawl.options);
  result.boilerplate_id = absl::StrFormat("%016x", impl_->boilerplate.id());
  return std::move(result);
}

absl::StatusOr<Detector::Shown> Detector::show(std::uint32_t article) const {
  const Crawl& crawl = impl_->crawl;
  std::vector<char> bytes;
  std::vector<std::uint32_t> title;
  Tokens tokens;
  Shown shown;
  if (absl::Status s = crawl.spool.load(crawl.entries[article].text, bytes); !s.ok()) {
    return s;
  }
  shown.text.assign(bytes.begin(), bytes.end());
  if (absl::Status s = crawl.spool.load(crawl.entries[article].tokens, bytes); !s.ok()) {
    return s;
  }
  pipeline::decode(bytes, tokens, title);
  for (const Segment& segment : tokens.segments) {
    if ((tokens.flags[segment.begin] & kStripped) == 0) {
      continue;
    }
    if (!shown.stripped.empty() && shown.stripped.back().second == segment.source_begin) {
      shown.stripped.back().second = segment.source_end;
    } else {
      shown.stripped.emplace_back(segment.source_begin, segment.source_end);
    }
  }
  return shown;
}

}  // namespace newsecho
