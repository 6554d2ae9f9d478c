#include "cli/standard_input.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <vector>

#include "cli/interrupt.h"
#include "fmt/format.h"

namespace newsecho::cli {
namespace {

std::string why(int error) { return std::generic_category().message(error); }

absl::Status copy(int to, const std::string& folder) {
  std::vector<char> bytes(1 << 20);
  while (true) {
    if (interrupted()) return absl::CancelledError("interrupted");
    const ssize_t got = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return absl::UnavailableError(fmt::format("cannot read standard input: {}", why(errno)));
    if (got == 0) return absl::OkStatus();
    for (ssize_t at = 0; at < got;) {
      const ssize_t written = ::write(to, bytes.data() + at, static_cast<std::size_t>(got - at));
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) {
        return absl::ResourceExhaustedError(fmt::format(
            "cannot keep standard input in {}: {}; free space or name another folder with --tmp", folder, why(errno)));
      }
      at += written;
    }
  }
}

}  // namespace

absl::Status make_standard_input_rewindable(const std::string& tmp) {
  struct stat about {};
  const bool file = ::fstat(STDIN_FILENO, &about) == 0 && S_ISREG(about.st_mode);
  if (file && ::lseek(STDIN_FILENO, 0, SEEK_CUR) == 0) return absl::OkStatus();
  std::error_code error;
  const std::filesystem::path folder =
      tmp.empty() ? std::filesystem::temp_directory_path(error) : std::filesystem::path(tmp);
  std::string name = (folder / "newsecho-stdin-XXXXXX").string();
  const int fd = ::mkstemp(name.data());
  if (fd < 0) {
    return absl::PermissionDeniedError(fmt::format(
        "cannot keep standard input in {}: {}; name another folder with --tmp", folder.string(), why(errno)));
  }
  ::unlink(name.c_str());
  absl::Status copied = copy(fd, folder.string());
  if (copied.ok() && (::lseek(fd, 0, SEEK_SET) != 0 || ::dup2(fd, STDIN_FILENO) < 0)) {
    copied = absl::UnavailableError(fmt::format("cannot read standard input again: {}", why(errno)));
  }
  ::close(fd);
  return copied;
}

}  // namespace newsecho::cli
