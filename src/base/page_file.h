// page_file.h — memory that lies in a file: what a run keeps beyond its share of memory.
//
//   base::PageFile file({.folder = "/tmp", .arrays_bytes = 0, .bound_bytes = 512u << 20});
//   absl::StatusOr<base::FilePages> block = file.pages(4u << 20);   // zeroes, to be read and written as any memory
//   absl::Status s = file.write(block->get(), bytes);               // without a page of the block being looked at
//   LargeVector<Row> rows;                                          // in the file, too, beyond arrays_bytes
//
// The file is mapped as a whole and has no name: it goes with the process, however it ends. Pages that were looked at
// count as the process's memory; where it takes more than it may, they are let go: the system keeps what they hold in
// its cache, writes it out when it needs the room, and shows it again to who looks there.
//
// Errors    a full disk, a folder that cannot be written, with the remedy: a Status from pages(), NoRoom from arrays.
// Cost      a page looked at again takes about a microsecond as long as the system has it in its cache.
// Threads   any number.
// Limit     how much is resident is known on Linux only; elsewhere nothing is let go.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace newsecho::base {

// Thrown where an array finds no room in the file, since containers can say so in no other way.
class NoRoom : public std::bad_alloc {
 public:
  explicit NoRoom(absl::Status status) : status_(std::move(status)) {}
  const char* what() const noexcept override { return "no room in the temporary file"; }
  const absl::Status& status() const { return status_; }

 private:
  absl::Status status_;
};

struct FreeFilePages {
  std::size_t size_bytes = 0;
  void operator()(char*) const;
};
using FilePages = std::unique_ptr<char[], FreeFilePages>;

class PageFile {
 public:
  struct Limits {
    std::string folder;              // empty: the system's
    std::uint64_t arrays_bytes = 0;  // of large arrays that stay in memory
    std::uint64_t bound_bytes = 0;   // of the whole process; 0: none
    std::uint64_t shown_bytes = 0;   // of those arrays and what is shown of the file, where the process has no bound
  };

  // While it exists, arrays of the whole process may lie in it; of several, in the one made last.
  explicit PageFile(Limits limits);
  // What lies in it stays until it is freed.
  ~PageFile();
  PageFile(const PageFile&) = delete;
  PageFile& operator=(const PageFile&) = delete;

  // Returns zeroed pages in the file.
  absl::StatusOr<FilePages> pages(std::size_t bytes);
  // Copies bytes to pages of the file by a write: cheaper than to look at each page to fill it.
  absl::Status write(char* to, absl::Span<const char> bytes);
  // Copies bytes of the file's pages by a read: cheaper than to look at them where they will have been let go before
  // they are looked at again. Returns false when the system fails, nothing of use in `out`.
  bool read(const char* from, absl::Span<char> out) const;

  // Whether more lies in it than is shown at once.
  bool crowded() const;
  std::uint64_t most_bytes() const;  // that lay in it at one time

  class Mapping;

 private:
  std::shared_ptr<Mapping> mapping_;
};

// Waits while pages are let go. For threads that are about to look at pages, since they are faster to do so than these
// are let go.
void wait_for_room();

// For pages.cpp. Returns room for an array in the file; null where memory is to hold it. Throws NoRoom.
char* array_in_file(std::size_t bytes);
// Returns whether the array lay in a file, which has taken its room back.
bool free_array(void* at, std::size_t bytes);

}  // namespace newsecho::base
