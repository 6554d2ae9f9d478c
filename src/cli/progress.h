// progress.h — one line on the terminal that says how far the run is.
#pragma once

#include <chrono>
#include <string>

#include "newsecho/pipeline.h"

namespace newsecho::cli {

class ProgressLine {
 public:
  // Writes nothing unless `wanted` and standard error is a terminal.
  explicit ProgressLine(bool wanted);
  ~ProgressLine() { clear(); }

  void show(const Progress& progress);
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  bool on_, written_ = false;
  std::string stage_;
  Clock::time_point since_;
};

// "read  12,000 articles  45.1 MB/s  0:07 left"
std::string progress_text(const Progress& progress, double seconds);

}  // namespace newsecho::cli
