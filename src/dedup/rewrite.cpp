#include <algorithm>
#include <chrono>
#include <filesystem>
#include <system_error>

#include "base/file.h"
#include "dedup/layout.h"
#include "dedup/record.h"
#include "fmt/format.h"
#include "newsecho/dedup.h"

namespace newsecho {
namespace {

using dedup::Layout;

class FileRewriter : public Rewriter {
 public:
  FileRewriter(std::vector<std::string> sources, Layout layout, Keep keep, const ReadOptions& read,
               const DedupOptions& options)
      : sources_(std::move(sources)),
        layout_(std::move(layout)),
        keep_(std::move(keep)),
        read_(read),
        options_(options) {}

  absl::Status make_outputs() {
    if (!options_.removed.empty() && resolved(options_.removed) == resolved(options_.output)) {
      return absl::InvalidArgumentError(
          fmt::format("{} cannot hold both what is kept and what is removed; name two files", options_.output));
    }
    for (const std::string& name : {options_.output, options_.removed}) {
      if (std::any_of(sources_.begin(), sources_.end(),
                      [&](const std::string& source) { return same(name, source); })) {
        return absl::InvalidArgumentError(
            fmt::format("{} is read, so it cannot be written: records that are unreadable or removed would be lost; "
                        "name another file",
                        name));
      }
    }
    absl::StatusOr<std::unique_ptr<WholeFile>> output = WholeFile::create(options_.output);
    if (!output.ok()) return output.status();
    output_ = *std::move(output);
    if (options_.removed.empty()) return absl::OkStatus();
    absl::StatusOr<std::unique_ptr<WholeFile>> removed = WholeFile::create(options_.removed);
    if (!removed.ok()) return removed.status();
    removed_ = *std::move(removed);
    return absl::OkStatus();
  }

  const std::vector<std::string>& sources() const override { return sources_; }

  absl::StatusOr<Rewritten> write(const Result& result) override {
    Rewritten done;
    done.articles = result.articles.size();
    done.unreadable = result.skipped.size();
    const std::vector<bool> stays = chosen(result, done);
    std::string line;
    dedup::append_header(layout_, options_.annotate, line);
    output_->write(line);
    if (removed_ != nullptr) removed_->write(line);
    if (absl::Status s = copy(result, stays, done); !s.ok()) return s;
    // Both are brought to the disk before the first gets its name.
    if (absl::Status s = output_->close(); !s.ok()) return s;
    if (removed_ != nullptr) {
      if (absl::Status s = removed_->commit(); !s.ok()) return s;
    }
    if (absl::Status s = output_->commit(); !s.ok()) return s;
    return done;
  }

 private:
  // Whatever the two are called: by link, by another path, as standard input.
  static bool same(const std::string& name, const std::string& source) {
    std::error_code error;
    return name != "-" && std::filesystem::equivalent(name, source == "-" ? "/dev/stdin" : source, error) && !error;
  }

  static std::string resolved(const std::string& name) {
    std::error_code error;
    const auto path = std::filesystem::weakly_canonical(name, error);
    return name == "-" || error ? name : path.string();
  }

  std::vector<bool> chosen(const Result& result, Rewritten& done) const {
    std::vector<bool> stays(result.articles.size(), options_.annotate);
    if (options_.annotate) return stays;
    for (const std::uint32_t article : choose(result, keep_)) {
      stays[article] = true;
      const bool of_site = keep_.rule == Keep::kSite && result.articles[article].site == keep_.site;
      done.of_site += of_site ? 1 : 0;
    }
    return stays;
  }

  // Reads the sources once more. Articles are in the order of the input, so that each is in the chunk at hand
  // or in a later one.
  absl::Status copy(const Result& result, const std::vector<bool>& stays, Rewritten& done) {
    if (absl::Status s = dedup::rewind_standard_input(sources_); !s.ok()) return s;
    auto reader = Reader::open(sources_, read_);
    if (!reader.ok()) return reader.status();
    std::size_t at = 0;
    std::string line;
    std::uint64_t bytes = 0;
    for (Chunk chunk; at < result.articles.size();) {
      if (options_.cancelled && options_.cancelled()) return absl::CancelledError("interrupted");
      const absl::StatusOr<bool> more = (*reader)->next(chunk);
      if (!more.ok()) return more.status();
      if (!*more) {
        return absl::DataLossError(
            fmt::format("{} was changed while it was read; run again", sources_[result.articles[at].place.source]));
      }
      for (; at < result.articles.size() && holds(chunk, result.articles[at].place); ++at) {
        const Place& place = result.articles[at].place;
        const std::string_view record =
            std::string_view(chunk.bytes).substr(place.offset_bytes - chunk.offset_bytes, place.size_bytes);
        ++(stays[at] ? done.kept : done.removed);
        (stays[at] ? done.kept_bytes : done.removed_bytes) += record.size();
        WholeFile* file = stays[at] ? output_.get() : removed_.get();
        if (file == nullptr) continue;
        line.clear();
        if (options_.annotate) {
          const Assignment& to = result.assignments[at];
          const dedup::Note note{result.articles[result.stories[to.story].original()].id, name(to.relation)};
          dedup::append_record(layout_, record, &note, line);
        } else {
          dedup::append_record(layout_, record, nullptr, line);
        }
        file->write(line);
      }
      // A full disk ends the work now, not at its end.
      if (absl::Status s = output_->status(); !s.ok()) return s;
      if (removed_ != nullptr && !removed_->status().ok()) return removed_->status();
      bytes += chunk.bytes.size();
      tell(at, bytes, result.articles.size());
    }
    return absl::OkStatus();
  }

  static bool holds(const Chunk& chunk, const Place& place) {
    return place.source == chunk.source && place.offset_bytes >= chunk.offset_bytes &&
           place.offset_bytes + place.size_bytes <= chunk.offset_bytes + chunk.bytes.size();
  }

  void tell(std::uint64_t articles, std::uint64_t bytes, std::uint64_t all) {
    const auto now = std::chrono::steady_clock::now();
    if (!options_.progress || now - told_ < std::chrono::milliseconds(100)) return;
    told_ = now;
    options_.progress({"write", articles, bytes, static_cast<double>(articles) / static_cast<double>(all)});
  }

  std::vector<std::string> sources_;
  Layout layout_;
  Keep keep_;
  ReadOptions read_;
  DedupOptions options_;
  std::unique_ptr<WholeFile> output_, removed_;
  std::chrono::steady_clock::time_point told_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Rewriter>> Rewriter::open(const std::vector<std::string>& inputs,
                                                         const ReadOptions& read, const DedupOptions& options) {
  absl::StatusOr<Keep> keep = parse_keep(options.keep);
  if (!keep.ok()) return keep.status();
  auto reader = Reader::open(inputs, read);
  if (!reader.ok()) return reader.status();
  absl::StatusOr<Layout> layout = dedup::common_layout((*reader)->sources(), read);
  if (!layout.ok()) return layout.status();
  auto rewriter =
      std::make_unique<FileRewriter>((*reader)->sources(), *std::move(layout), *std::move(keep), read, options);
  if (absl::Status s = rewriter->make_outputs(); !s.ok()) return s;
  return rewriter;
}

}  // namespace newsecho
