#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "base/hash.h"
#include "base/stream.h"
#include "newsecho/pipeline.h"
#include "newsecho/report.h"
#include "pipeline/run.h"

namespace newsecho::bench {

namespace fs = std::filesystem;

namespace {

// Piece by piece: read as a whole, the file would count as memory of the run.
absl::StatusOr<std::uint64_t> hash_of_file(const std::string& name) {
  const absl::StatusOr<std::unique_ptr<Stream>> file = Stream::open(name);
  if (!file.ok()) return file.status();
  std::uint64_t hash = 0;
  for (std::string piece;; piece.clear()) {
    const absl::StatusOr<std::size_t> read = (*file)->read(piece, 1 << 16);
    if (!read.ok()) return read.status();
    if (*read == 0) return hash;
    hash = base::combine(hash, base::hash_text(piece));
  }
}

}  // namespace

absl::StatusOr<Measured> run_whole(const std::string& crawl, const Options& options,
                                   const std::function<absl::Status(const Result&)>& check) {
  Detector detector(options);
  if (absl::Status s = detector.read({crawl}); !s.ok()) return s;
  absl::StatusOr<Result> found = detector.finish();
  if (!found.ok()) return found.status();

  const auto begin = std::chrono::steady_clock::now();
  const fs::path folder = fs::temp_directory_path() / ("newsecho-bench-" + std::to_string(getpid()));
  absl::Status written = prepare_folder(folder.string());
  if (written.ok()) written = write_report(*found, detector, folder.string(), {});
  const double report = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  const absl::StatusOr<std::uint64_t> assignments = hash_of_file((folder / "assignments.csv").string());
  std::error_code ignored;
  fs::remove_all(folder, ignored);
  if (!written.ok()) return written;
  if (!assignments.ok()) return assignments.status();
  if (check) {
    if (absl::Status s = check(*found); !s.ok()) return s;
  }

  Measured result;
  result.articles = found->counts.articles;
  result.answer = *assignments;
  // A stage may run more than once: verification does, before and after story frequencies are known.
  for (const StageCount& stage : found->counts.stages) {
    if (stage.stage == "read") result.bytes += stage.bytes;
    auto at = result.stages.begin();
    while (at != result.stages.end() && at->first != stage.stage) ++at;
    if (at == result.stages.end()) at = result.stages.insert(at, {stage.stage, 0});
    at->second += stage.seconds;
  }
  result.stages.emplace_back("report", report);
  return result;
}

}  // namespace newsecho::bench
