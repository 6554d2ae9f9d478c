#include "cli/progress.h"

#include <cmath>
#include <cstdio>

#include "cli/terminal.h"
#include "fmt/format.h"

namespace newsecho::cli {

std::string progress_text(const Progress& progress, double seconds) {
  std::string text = fmt::format("{:<11}", progress.stage);
  if (progress.done >= 0) text += fmt::format("{:3.0f} %  ", 100 * progress.done);
  if (progress.articles > 0) text += grouped(progress.articles) + " articles  ";
  // Rates and remainders of a stage that has only begun mislead.
  if (seconds < 0.5) return text;
  if (progress.bytes > 0) text += fmt::format("{:.0f} MB/s  ", static_cast<double>(progress.bytes) / 1e6 / seconds);
  if (progress.done > 0.01) {
    const auto left = static_cast<std::uint64_t>(std::llround(seconds / progress.done - seconds));
    text += left < 3600 ? fmt::format("{}:{:02} left", left / 60, left % 60)
                        : fmt::format("{}:{:02}:{:02} left", left / 3600, left / 60 % 60, left % 60);
  }
  return text;
}

ProgressLine::ProgressLine(bool wanted) : on_(wanted && is_terminal(Stream::kErr)) {}

void ProgressLine::show(const Progress& progress) {
  if (!on_) return;
  const Clock::time_point now = Clock::now();
  if (stage_ != progress.stage) {
    stage_ = progress.stage;
    since_ = now;
  }
  const std::string text = progress_text(progress, std::chrono::duration<double>(now - since_).count());
  say(stderr, "\r\x1b[K{}", fit(text, columns_of(Stream::kErr) - 1));
  std::fflush(stderr);
  written_ = true;
}

void ProgressLine::clear() {
  if (!written_) return;
  say(stderr, "\r\x1b[K");
  std::fflush(stderr);
  written_ = false;
}

}  // namespace newsecho::cli
