// file.h — writes a file that is either whole under its name or not there at all.
//
//   absl::StatusOr<std::unique_ptr<WholeFile>> file = WholeFile::create("out/stories.jsonl.zst");
//   (*file)->write(line);                     // an error is kept ...
//   absl::Status done = (*file)->commit();    // ... and returned here
//
// The bytes go to a temporary file beside the final name. commit() renames it; without commit() the
// destructor removes it. ".gz", ".zst" and ".xz" names are compressed. "-" is standard output, and what
// exists and is no ordinary file (a device, a pipe) is written in place.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/compress.h"

namespace newsecho {

class WholeFile {
 public:
  static absl::StatusOr<std::unique_ptr<WholeFile>> create(const std::string& name, Effort effort = Effort::kUsual);
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  // After the first error nothing is written any more.
  void write(std::string_view bytes);

  // The first error so far, so that a long loop can end early.
  const absl::Status& status() const { return status_; }

  // Brings everything to the temporary file; what is left to commit() can hardly fail.
  absl::Status close();
  absl::Status commit();

  std::uint64_t bytes() const { return bytes_; }  // as they lie on disk

 private:
  WholeFile() = default;
  void flush();
  void put(std::string_view left);

  std::string name_, temporary_;  // no temporary: written in place
  int fd_ = -1;
  bool owns_fd_ = true, closed_ = false;
  std::unique_ptr<Compressor> compressor_;
  std::string buffer_;
  std::uint64_t bytes_ = 0;
  absl::Status status_;
};

// Returns the status of a failed system call: what was tried, why it failed, what to do.
absl::Status write_failed(std::string_view name, int error_number);
absl::Status read_failed(std::string_view name, int error_number);

// Returns the bytes of a file as they lie on disk.
absl::StatusOr<std::string> read_file(const std::string& name);

// Makes the folder (and those above it) if need be and writes a probe into it, so that an output that
// cannot be written is known before hours of work.
absl::Status make_writable_folder(const std::string& folder);

}  // namespace newsecho
