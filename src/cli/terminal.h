// terminal.h — text for people: colours where they are wanted, nothing that could act on the terminal.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fmt/format.h"

namespace newsecho::cli {

// Returns the text without control characters, escape sequences and direction overrides; line ends and
// tabs become spaces. For everything that comes from the crawl.
std::string safe(std::string_view text);

// Columns the text takes on a terminal. REQUIRES: safe().
std::size_t width(std::string_view text);

// Returns as much of the text as `columns` hold, with "…" where something was cut off.
std::string fit(std::string_view text, std::size_t columns);

// Cuts off the text what `columns` hold, at least one code point. REQUIRES: safe(), not empty.
std::string take_columns(std::string_view& text, std::size_t columns);

enum class Stream { kOut, kErr };

bool is_terminal(Stream stream);
// At least 20; 100 where it is none. What a pipe feeds, such as a pager, has the width of the other stream's terminal.
std::size_t columns_of(Stream stream);

// "always", "never", or "auto": a terminal, and NO_COLOR is not set.
bool use_color(Stream stream, std::string_view when = "auto");

// Writes; what cannot be written is dropped, and output_error() tells of it: a reader that has seen enough, such
// as head, must not end the work.
void put(std::FILE* file, std::string_view text);

// The errno of the first failure on standard output, 0 if there was none.
int output_error();

template <typename... Args>
void say(std::FILE* file, fmt::format_string<Args...> format, Args&&... args) {
  put(file, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void say(fmt::format_string<Args...> format, Args&&... args) {
  put(stdout, fmt::format(format, std::forward<Args>(args)...));
}

struct Paint {
  bool on = false;
  std::string bold(std::string_view text) const { return wrap("1", text); }
  std::string dim(std::string_view text) const { return wrap("2", text); }
  std::string red(std::string_view text) const { return wrap("31", text); }
  std::string green(std::string_view text) const { return wrap("32", text); }
  std::string strong_red(std::string_view text) const { return wrap("1;4;31", text); }
  std::string strong_green(std::string_view text) const { return wrap("1;4;32", text); }
  std::string yellow(std::string_view text) const { return wrap("33", text); }

 private:
  std::string wrap(std::string_view code, std::string_view text) const;
};

// "1 story", "12,345 stories"; the plural is the singular and an s if not given
std::string counted(std::uint64_t number, std::string_view one, std::string_view many = "");
// "12,345"
std::string grouped(std::uint64_t number);
// "61.2 %"
std::string percent(double share);
// "45.1 MB"
std::string megabytes(std::uint64_t bytes);

// Rows of cells in columns as wide as their widest cell; the last column takes what room is left.
class Table {
 public:
  // One letter a column: 'r' right, 'l' left.
  explicit Table(std::string alignment) : alignment_(std::move(alignment)) {}
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  // The first row is the head; `columns` bounds a line.
  std::string text(const Paint& paint, std::size_t columns) const;

 private:
  std::string alignment_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace newsecho::cli
