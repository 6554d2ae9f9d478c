#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <random>
#include <system_error>

#include "absl/status/status.h"
#include "fmt/format.h"

namespace newsecho {
namespace {

constexpr std::size_t kBufferBytes = 1 << 20;

std::string error_text(int error_number) { return std::generic_category().message(error_number); }

// Opens `<name>.<random>.tmp`; the mode leaves the usual permissions to the umask.
int open_temporary(const std::string& name, std::string& temporary) {
  std::random_device random;
  for (int attempt = 0; attempt < 100; ++attempt) {
    temporary = fmt::format("{}.{:08x}.tmp", name, random());
    int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd >= 0 || errno != EEXIST) return fd;
  }
  return -1;
}

}  // namespace

absl::Status write_failed(std::string_view name, int error_number) {
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
      return absl::ResourceExhaustedError(
          fmt::format("cannot write {}: disk full; free space or choose another folder with -o", name));
    case EFBIG:
      return absl::ResourceExhaustedError(fmt::format(
          "cannot write {}: file size limit reached; raise it (ulimit -f) or choose another folder with -o", name));
    case ENOENT:
      return absl::NotFoundError(
          fmt::format("cannot write {}: its folder does not exist; create it or choose another with -o", name));
    default:
      return absl::PermissionDeniedError(
          fmt::format("cannot write {}: {}; choose another place with -o", name, error_text(error_number)));
  }
}

absl::Status read_failed(std::string_view name, int error_number) {
  std::string text = fmt::format("cannot read {}: {}", name, error_text(error_number));
  return error_number == ENOENT ? absl::NotFoundError(text) : absl::PermissionDeniedError(text);
}

absl::StatusOr<std::unique_ptr<WholeFile>> WholeFile::create(const std::string& name, Effort effort) {
  std::unique_ptr<WholeFile> file(new WholeFile);
  file->name_ = name;
  file->compressor_ = compressor_for(name, effort);
  if (name == "-") {
    file->fd_ = STDOUT_FILENO;
    file->owns_fd_ = false;
    return file;
  }
  std::error_code error;
  // Through a link the file it names is replaced, not the link.
  if (std::filesystem::is_symlink(name, error)) {
    if (auto target = std::filesystem::weakly_canonical(name, error); !error) file->name_ = target.string();
  }
  const auto kind = std::filesystem::status(file->name_, error).type();
  if (kind == std::filesystem::file_type::directory) return write_failed(name, EISDIR);
  const bool in_place = kind != std::filesystem::file_type::regular && kind != std::filesystem::file_type::not_found;
  file->fd_ =
      in_place ? ::open(file->name_.c_str(), O_WRONLY | O_CLOEXEC) : open_temporary(file->name_, file->temporary_);
  if (file->fd_ < 0) {
    const int reason = errno;
    file->temporary_.clear();  // there is none to remove
    return write_failed(name, reason);
  }
  return file;
}

WholeFile::~WholeFile() {
  if (fd_ >= 0 && owns_fd_) ::close(fd_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void WholeFile::write(std::string_view bytes) {
  if (!status_.ok()) return;
  if (compressor_) {
    status_ = compressor_->add(bytes, buffer_);
  } else if (bytes.size() < kBufferBytes) {
    buffer_.append(bytes);
  } else {
    flush();
    put(bytes);
  }
  if (buffer_.size() >= kBufferBytes) flush();
}

void WholeFile::flush() {
  put(buffer_);
  buffer_.clear();
}

void WholeFile::put(std::string_view left) {
  while (status_.ok() && !left.empty()) {
    const ssize_t written = ::write(fd_, left.data(), left.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      status_ = write_failed(name_, errno);
      break;
    }
    left.remove_prefix(static_cast<std::size_t>(written));
    bytes_ += static_cast<std::uint64_t>(written);
  }
}

absl::Status WholeFile::close() {
  if (closed_) return status_;
  closed_ = true;
  if (status_.ok() && compressor_) status_ = compressor_->finish(buffer_);
  flush();
  const int fd = fd_;
  fd_ = -1;
  // Some file systems tell of a full disk only here.
  if (owns_fd_ && ::close(fd) != 0 && status_.ok()) status_ = write_failed(name_, errno);
  return status_;
}

absl::Status WholeFile::commit() {
  if (absl::Status closed = close(); !closed.ok()) return closed;
  if (temporary_.empty()) return absl::OkStatus();
  if (std::rename(temporary_.c_str(), name_.c_str()) != 0) return status_ = write_failed(name_, errno);
  temporary_.clear();
  return absl::OkStatus();
}

absl::StatusOr<std::string> read_file(const std::string& name) {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(name.c_str(), "rbe"), &std::fclose);
  if (!file) return read_failed(name, errno);
  std::string bytes;
  char step[1 << 16];
  std::size_t got;
  while ((got = std::fread(step, 1, sizeof step, file.get())) > 0) bytes.append(step, got);
  if (std::ferror(file.get())) return read_failed(name, errno);
  return bytes;
}

absl::Status make_writable_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return write_failed(folder, error.value());
  if (!std::filesystem::is_directory(folder, error)) return write_failed(folder, ENOTDIR);
  const std::string probe = (std::filesystem::path(folder) / "probe").string();
  std::string temporary;
  const int fd = open_temporary(probe, temporary);
  if (fd < 0) return write_failed(folder, errno);
  ::close(fd);
  ::unlink(temporary.c_str());
  return absl::OkStatus();
}

}  // namespace newsecho
