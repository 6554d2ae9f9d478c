#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utf8proc.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "fmt/format.h"

namespace newsecho::cli {
namespace {

constexpr utf8proc_int32_t kReplacement = 0xfffd;

// Cuts one code point off the text; what is no UTF-8 is one replacement character a byte.
utf8proc_int32_t next_point(std::string_view& text) {
  utf8proc_int32_t point = kReplacement;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const utf8proc_ssize_t read = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &point);
  text.remove_prefix(read > 0 ? static_cast<std::size_t>(read) : 1);
  return read > 0 ? point : kReplacement;
}

void append_point(std::string& out, utf8proc_int32_t point) {
  utf8proc_uint8_t bytes[4];
  const utf8proc_ssize_t size = utf8proc_encode_char(point, bytes);
  out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

// Drops what follows an escape character and belongs to its sequence (ECMA-48): CSI up to its final
// byte, the string sequences up to their terminator.
void skip_sequence(std::string_view& text) {
  if (text.empty()) return;
  const char kind = text.front();
  if (kind == '[') {
    std::size_t end = 1;
    while (end < text.size() && text[end] >= 0x20 && text[end] < 0x40) ++end;
    text.remove_prefix(std::min(text.size(), end + 1));
  } else if (std::strchr("]PX^_", kind) != nullptr) {
    const std::size_t end = text.find_first_of("\a\x1b");
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!text.empty() && text.front() == '\\') text.remove_prefix(1);
  }
}

int descriptor(Stream stream) { return stream == Stream::kOut ? STDOUT_FILENO : STDERR_FILENO; }

int point_width(utf8proc_int32_t point) { return std::max(0, utf8proc_charwidth(point)); }

}  // namespace

std::string safe(std::string_view text) {
  constexpr utf8proc_int32_t kJoiner = 0x200d, kNonJoiner = 0x200c, kEscape = 0x1b, kControlSequence = 0x9b;
  std::string out;
  while (!text.empty()) {
    const utf8proc_int32_t point = next_point(text);
    switch (utf8proc_category(point)) {
      case UTF8PROC_CATEGORY_CC:
        if (point == kEscape) skip_sequence(text);
        if (point == kControlSequence) {
          std::string rest = "[" + std::string(text);
          std::string_view view = rest;
          skip_sequence(view);
          text.remove_prefix(text.size() - view.size());
        }
        if (point == '\n' || point == '\t' || point == '\r') out += ' ';
        break;
      case UTF8PROC_CATEGORY_ZL:
      case UTF8PROC_CATEGORY_ZP:
        out += ' ';
        break;
      case UTF8PROC_CATEGORY_CF:
        // Words of several scripts are not spelt right without the joiners.
        if (point == kJoiner || point == kNonJoiner) append_point(out, point);
        break;
      default:
        append_point(out, point);
    }
  }
  return out;
}

std::size_t width(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) columns += static_cast<std::size_t>(point_width(next_point(text)));
  return columns;
}

std::string fit(std::string_view text, std::size_t columns) {
  if (width(text) <= columns) return std::string(text);
  std::string out;
  std::size_t used = 1;  // the ellipsis
  while (!text.empty()) {
    const utf8proc_int32_t point = next_point(text);
    used += static_cast<std::size_t>(point_width(point));
    if (used > columns) break;
    append_point(out, point);
  }
  return columns == 0 ? "" : out + "…";
}

std::string take_columns(std::string_view& text, std::size_t columns) {
  std::string out;
  std::size_t used = 0;
  while (!text.empty()) {
    std::string_view rest = text;
    const utf8proc_int32_t point = next_point(rest);
    used += static_cast<std::size_t>(point_width(point));
    if (used > columns && !out.empty()) break;
    append_point(out, point);
    text = rest;
  }
  return out;
}

bool is_terminal(Stream stream) { return ::isatty(descriptor(stream)) == 1; }

std::size_t columns_of(Stream stream) {
  constexpr std::size_t kLeast = 20;  // narrower ones break the lines themselves
  winsize size{};
  if (::ioctl(descriptor(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return std::max<std::size_t>(kLeast, size.ws_col);
  struct stat about {};
  const bool pipe = ::fstat(descriptor(stream), &about) == 0 && S_ISFIFO(about.st_mode);
  const Stream other = stream == Stream::kOut ? Stream::kErr : Stream::kOut;
  if (pipe && ::ioctl(descriptor(other), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return std::max<std::size_t>(kLeast, size.ws_col);
  return 100;
}

bool use_color(Stream stream, std::string_view when) {
  if (when != "auto") return when == "always";
  const char* off = std::getenv("NO_COLOR");
  const char* kind = std::getenv("TERM");
  return is_terminal(stream) && (off == nullptr || *off == '\0') && (kind == nullptr || std::strcmp(kind, "dumb") != 0);
}

namespace {
int first_error = 0;
}

void put(std::FILE* file, std::string_view text) {
  if (file == stdout && first_error != 0) return;
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (!written && file == stdout) first_error = errno == 0 ? EIO : errno;
}

int output_error() {
  if (first_error == 0 && std::fflush(stdout) != 0) first_error = errno;
  return first_error;
}

std::string Paint::wrap(std::string_view code, std::string_view text) const {
  return on ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  if (number == 1) return fmt::format("1 {}", one);
  return fmt::format("{} {}{}", grouped(number), many.empty() ? one : many, many.empty() ? "s" : "");
}

std::string percent(double share) { return fmt::format("{:.1f} %", 100 * share); }

std::string megabytes(std::uint64_t bytes) {
  const double mb = static_cast<double>(bytes) / 1e6;
  return fmt::format("{:.{}f} MB", mb, mb < 10 ? 2 : mb < 100 ? 1 : 0);
}

std::string Table::text(const Paint& paint, std::size_t columns) const {
  std::vector<std::size_t> widths(alignment_.size());
  for (const auto& row : rows_) {
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], width(row[c]));
  }
  std::size_t before_last = 0;
  for (std::size_t c = 0; c + 1 < widths.size(); ++c) before_last += widths[c] + 2;
  constexpr std::size_t kLeastLast = 20;
  const std::size_t last = std::max(kLeastLast, columns > before_last ? columns - before_last : 0);
  std::string out;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    std::string line;
    for (std::size_t c = 0; c < rows_[r].size(); ++c) {
      const bool is_last = c + 1 == alignment_.size();
      const std::string cell = is_last ? fit(rows_[r][c], last) : rows_[r][c];
      const std::string pad(widths[c] - std::min(widths[c], width(cell)), ' ');
      if (alignment_[c] == 'r') line += pad;
      line += cell;
      if (alignment_[c] == 'l' && !is_last) line += pad;
      if (!is_last) line += "  ";
    }
    out += r == 0 ? paint.bold(line) : line;
    out += '\n';
  }
  return out;
}

}  // namespace newsecho::cli
