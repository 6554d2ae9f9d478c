#include "base/page_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/pages.h"

namespace newsecho::base {

namespace {

constexpr std::size_t kUnit = std::size_t{1} << 16;    // a multiple of any system's pages
constexpr std::size_t kStep = std::size_t{1} << 24;    // by which the file grows
constexpr std::size_t kStride = std::size_t{1} << 24;  // let go at once
constexpr std::uint64_t kLeastShown = 8u << 20;        // less is not worth a round
constexpr std::size_t kLargest = std::size_t{1} << 40;
constexpr std::chrono::microseconds kLook{500};  // between looks at how much is resident

// What so many bytes take of the file.
std::size_t taken(std::size_t bytes) { return round_up(std::max<std::size_t>(bytes, 1), kUnit); }

std::string default_folder() {
  // The one place a variable of the system's convention is read; it changes no result.
  const char* folder = std::getenv("TMPDIR");
  return folder != nullptr && *folder != '\0' ? folder : "/tmp";
}

// What of the process lies in memory, and what of that is of files.
struct Resident {
  std::uint64_t all = 0, files = 0;
};

// Reads it again and again.
class ResidentMeter {
 public:
  ResidentMeter() : fd_(open("/proc/self/statm", O_RDONLY | O_CLOEXEC)), page_(sysconf(_SC_PAGESIZE)) {}
  ~ResidentMeter() {
    if (fd_ >= 0) {
      close(fd_);
    }
  }
  ResidentMeter(const ResidentMeter&) = delete;
  ResidentMeter& operator=(const ResidentMeter&) = delete;

  Resident look() const {
    char text[128];
    const ssize_t n = fd_ < 0 ? 0 : pread(fd_, text, sizeof text - 1, 0);
    if (n <= 0) {
      return {};
    }
    text[n] = '\0';
    unsigned long long size = 0;
    unsigned long long resident = 0;
    unsigned long long shared = 0;
    if (std::sscanf(text, "%llu %llu %llu", &size, &resident, &shared) != 3) {
      return {};
    }
    return {resident * static_cast<std::uint64_t>(page_), shared * static_cast<std::uint64_t>(page_)};
  }

 private:
  int fd_;
  long page_;
};

}  // namespace

// While it lasts, wait_for_room() waits.
class Pause {
 public:
  explicit Pause(bool needed) : needed_(needed) { set(needed_); }
  ~Pause() {
    if (needed_) {
      set(false);
      changed().notify_all();
    }
  }
  Pause(const Pause&) = delete;
  Pause& operator=(const Pause&) = delete;

  static void wait() {
    if (on_.load(std::memory_order_relaxed)) {
      std::unique_lock lock(mutex());
      changed().wait(lock, [] { return !on_.load(); });
    }
  }

 private:
  static std::mutex& mutex() {
    static std::mutex* const one = new std::mutex;
    return *one;
  }
  static std::condition_variable& changed() {
    static std::condition_variable* const one = new std::condition_variable;
    return *one;
  }
  static void set(bool on) {
    const std::lock_guard lock(mutex());
    on_ = on;
  }

  static inline std::atomic<bool> on_{false};
  bool needed_;
};

// Bytes of large arrays that lie in memory.
std::atomic<std::uint64_t>& arrays_in_memory() {
  static std::atomic<std::uint64_t> bytes{0};
  return bytes;
}

// Space is given out from the beginning to the end, and what is freed is a hole: addresses are not scarce.
class PageFile::Mapping {
 public:
  explicit Mapping(Limits limits) : limits_(std::move(limits)) {
    if (limits_.folder.empty()) {
      limits_.folder = default_folder();
    }
  }

  ~Mapping() {
    {
      const std::lock_guard lock(watch_mutex_);
      over_ = true;
    }
    wake_.notify_all();
    if (watch_.joinable()) {
      watch_.join();
    }
    if (begin_ != nullptr) {
      munmap(begin_, room_);
    }
    if (fd_ >= 0) {
      close(fd_);
    }
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  const Limits& limits() const { return limits_; }

  absl::StatusOr<char*> allocate(std::size_t bytes) {
    const std::size_t size = taken(bytes);
    const std::lock_guard lock(mutex_);
    if (begin_ == nullptr) {
      if (absl::Status s = open_file(); !s.ok()) {
        return s;
      }
    }
    if (room_ - used_ < size) {
      return absl::ResourceExhaustedError("the temporary file would be too large; split the crawl");
    }
    if (used_ + size > grown_) {
      const std::size_t more = std::min(round_up(used_ + size - grown_, kStep), room_ - grown_);
      if (const int error = grow(more); error != 0) {
        return cannot_write(error);
      }
      grown_ += more;
    }
    char* const at = begin_ + used_;
    note(used_, size, 1);
    used_ += size;
    live_ += size;
    most_ = std::max<std::uint64_t>(most_, live_);
    return at;
  }

  absl::Status write(const char* to, absl::Span<const char> bytes) const {
    while (!bytes.empty()) {
      const ssize_t n = pwrite(fd_, bytes.data(), bytes.size(), to - begin_);
      if (n < 0 && errno != EINTR) {
        return cannot_write(errno);
      }
      const auto written = static_cast<std::size_t>(std::max<ssize_t>(n, 0));
      bytes.remove_prefix(written);
      to += written;
    }
    return absl::OkStatus();
  }

  bool read(const char* from, absl::Span<char> out) const {
    while (!out.empty()) {
      const ssize_t n = pread(fd_, out.data(), out.size(), from - begin_);
      if (n == 0 || (n < 0 && errno != EINTR)) {
        return false;
      }
      const auto got = static_cast<std::size_t>(std::max<ssize_t>(n, 0));
      out.remove_prefix(got);
      from += got;
    }
    return true;
  }

  bool crowded() const { return live_.load(std::memory_order_relaxed) > most_shown(); }

  bool holds(const void* at) const {
    const char* const begin = begin_;
    return begin != nullptr && at >= begin && at < begin + room_;
  }

  // Returns whether nothing is left in it.
  bool free(void* at, std::size_t bytes) {
    const std::size_t size = taken(bytes);
#ifdef MADV_REMOVE
    madvise(at, size, MADV_REMOVE);  // where that cannot be done, the file stays as large as it was
#endif
    const std::lock_guard lock(mutex_);
    note(static_cast<std::size_t>(static_cast<char*>(at) - begin_), size, -1);
    live_ -= size;
    return live_ == 0;
  }

  std::uint64_t most_bytes() const {
    const std::lock_guard lock(mutex_);
    return most_;
  }
  bool empty() const {
    const std::lock_guard lock(mutex_);
    return live_ == 0;
  }

 private:
  absl::Status cannot_write(int error) const {
    return absl::ResourceExhaustedError(absl::StrCat("cannot write the temporary file in ", limits_.folder, ": ",
                                                     error == EFBIG
                                                         ? "file size limit reached; raise it (ulimit -f)"
                                                         : absl::StrCat(std::strerror(error), "; free space"),
                                                     " or name another folder with --tmp"));
  }

  absl::Status open_file() {
    std::string name = limits_.folder + "/newsecho-pages-XXXXXX";
    fd_ = mkstemp(name.data());
    if (fd_ < 0) {
      return absl::UnavailableError(absl::StrCat("cannot make a temporary file in ", limits_.folder, ": ",
                                                 std::strerror(errno), "; name another folder with --tmp"));
    }
    unlink(name.c_str());
    // Where a process may not have so many addresses, fewer do.
    for (room_ = kLargest; room_ >= kStep; room_ /= 2) {
      void* const at = mmap(nullptr, room_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, fd_, 0);
      if (at != MAP_FAILED) {
        begin_ = static_cast<char*>(at);
        break;
      }
    }
    if (begin_ == nullptr) {
      return absl::ResourceExhaustedError(absl::StrCat("cannot map a temporary file: ", std::strerror(errno)));
    }
#ifdef MADV_RANDOM
    if (bounded()) {
      madvise(begin_, room_, MADV_RANDOM);  // else a look at one page shows up to 2 MB around it
    }
#endif
    live_in_ = std::vector<std::atomic<int>>(room_ / kStride);
    program_bytes_ = ResidentMeter().look().files;
    watch_ = std::thread([this] { watch(); });
    return absl::OkStatus();
  }

  // Returns 0, or the number of the error. Space is taken now: a page that finds none later would end the process.
  int grow(std::size_t bytes) const {
#ifdef __APPLE__
    return ftruncate(fd_, static_cast<off_t>(grown_ + bytes)) == 0 ? 0 : errno;
#else
    int error = EINTR;
    while (error == EINTR) {
      error = posix_fallocate(fd_, static_cast<off_t>(grown_), static_cast<off_t>(bytes));
    }
    return error;
#endif
  }

  // Counts what lies in each stride.
  void note(std::size_t at, std::size_t size, int by) {
    for (std::size_t i = at / kStride; i <= (at + size - 1) / kStride; ++i) {
      live_in_[i] += by;
    }
  }

  bool bounded() const { return limits_.bound_bytes > 0; }
  // A part of the bound is left for what is looked at until it is let go.
  std::uint64_t most_shown() const {
    if (bounded()) {
      return limits_.bound_bytes / 16 * 9;
    }
    const std::uint64_t arrays = arrays_in_memory().load(std::memory_order_relaxed);
    return std::max(limits_.shown_bytes, arrays + kLeastShown) - arrays;
  }

  void watch() {
    const ResidentMeter meter;
    const auto above = [&](std::uint64_t limit) {
      const Resident now = meter.look();
      const std::uint64_t shown = now.files - std::min(now.files, program_bytes_);
      return shown > kLeastShown && (bounded() ? now.all : shown) > limit;
    };
    std::size_t hand = 0;  // a stride; goes round: what was let go longest ago is next
    std::unique_lock lock(watch_mutex_);
    while (!wake_.wait_for(lock, kLook, [this] { return over_; })) {
      const std::uint64_t most = most_shown();
      if (!above(most)) {
        continue;
      }
      const Pause pause(bounded());  // those who look at pages are faster than this thread
      const std::size_t strides = (used_ + kStride - 1) / kStride;
      for (std::size_t i = 0, gone = 0; i < strides; ++i) {
        hand = hand + 1 < strides ? hand + 1 : 0;
        if (live_in_[hand].load(std::memory_order_relaxed) == 0) {
          continue;
        }
        madvise(begin_ + hand * kStride, kStride, MADV_DONTNEED);
        if (++gone % 4 == 0 && !above(most - most / 16)) {
          break;
        }
      }
    }
  }

  Limits limits_;
  mutable std::mutex mutex_;
  int fd_ = -1;
  std::atomic<char*> begin_{nullptr};
  std::size_t room_ = 0, grown_ = 0;
  std::atomic<std::size_t> used_ = 0;
  std::vector<std::atomic<int>> live_in_;  // stride by stride
  std::atomic<std::uint64_t> live_ = 0;
  std::uint64_t most_ = 0;           // that was alive
  std::uint64_t program_bytes_ = 0;  // resident of other files, which nobody lets go
  std::mutex watch_mutex_;           // of over_; nobody waits for it in the middle of work
  std::condition_variable wake_;
  bool over_ = false;
  std::thread watch_;
};

namespace {

// All files of the process: the last is the one that arrays go to. One that was given up stays as long as anything
// lies in it.
struct Files {
  std::mutex mutex;
  std::vector<std::shared_ptr<PageFile::Mapping>> open, left;
  std::atomic<std::size_t> count{0};
};

Files& files() {
  static Files* const all = new Files;  // arrays may be freed after all statics are gone
  return *all;
}

std::shared_ptr<PageFile::Mapping> file_for_arrays() {
  Files& all = files();
  if (all.count.load(std::memory_order_acquire) == 0) {
    return nullptr;
  }
  const std::lock_guard lock(all.mutex);
  return all.open.empty() ? nullptr : all.open.back();
}

}  // namespace

PageFile::PageFile(Limits limits) : mapping_(std::make_shared<Mapping>(std::move(limits))) {
  Files& all = files();
  const std::lock_guard lock(all.mutex);
  all.open.push_back(mapping_);
  ++all.count;
}

PageFile::~PageFile() {
  Files& all = files();
  const std::lock_guard lock(all.mutex);
  all.open.erase(std::find(all.open.begin(), all.open.end(), mapping_));
  if (mapping_->empty()) {
    --all.count;
  } else {
    all.left.push_back(mapping_);
  }
}

absl::StatusOr<FilePages> PageFile::pages(std::size_t bytes) {
  const absl::StatusOr<char*> at = mapping_->allocate(bytes);
  if (!at.ok()) {
    return at.status();
  }
  return FilePages(*at, FreeFilePages{bytes});
}

absl::Status PageFile::write(char* to, absl::Span<const char> bytes) { return mapping_->write(to, bytes); }

bool PageFile::read(const char* from, absl::Span<char> out) const { return mapping_->read(from, out); }

bool PageFile::crowded() const { return mapping_->crowded(); }

std::uint64_t PageFile::most_bytes() const { return mapping_->most_bytes(); }

char* array_in_file(std::size_t bytes) {
  if (bytes < kUnit) {
    return nullptr;
  }
  const std::shared_ptr<PageFile::Mapping> file = file_for_arrays();
  std::atomic<std::uint64_t>& in_memory = arrays_in_memory();
  if (in_memory.fetch_add(bytes) + bytes <= (file == nullptr ? ~std::uint64_t{0} : file->limits().arrays_bytes)) {
    return nullptr;
  }
  in_memory -= bytes;
  absl::StatusOr<char*> at = file->allocate(bytes);
  if (!at.ok()) {
    throw NoRoom(std::move(at).status());
  }
  return *at;
}

namespace {

// Returns whether the memory lay in a file, which has taken its room back.
bool free_in_file(void* at, std::size_t bytes) {
  Files& all = files();
  std::shared_ptr<PageFile::Mapping> file;
  if (all.count.load(std::memory_order_acquire) > 0) {
    const std::lock_guard lock(all.mutex);
    for (const auto* list : {&all.open, &all.left}) {
      for (const std::shared_ptr<PageFile::Mapping>& one : *list) {
        file = one->holds(at) ? one : file;
      }
    }
  }
  if (file == nullptr) {
    return false;
  }
  if (file->free(at, bytes)) {
    const std::lock_guard lock(all.mutex);
    const auto given_up = std::find(all.left.begin(), all.left.end(), file);
    if (given_up != all.left.end()) {
      all.left.erase(given_up);
      --all.count;
    }
  }
  return true;
}

}  // namespace

void wait_for_room() { Pause::wait(); }

void FreeFilePages::operator()(char* at) const { free_in_file(at, size_bytes); }

bool free_array(void* at, std::size_t bytes) {
  if (bytes < kUnit) {
    return false;
  }
  const bool in_file = free_in_file(at, bytes);
  arrays_in_memory() -= in_file ? 0 : bytes;
  return in_file;
}

}  // namespace newsecho::base
