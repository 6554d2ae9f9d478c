#include "pipeline/run.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <sstream>

namespace newsecho::bench {
namespace {

// One line for the numbers, one for each stage; an error is a line of its own kind.
void tell(const absl::StatusOr<Measured>& result, int to) {
  std::ostringstream out;
  out.precision(17);
  if (!result.ok()) {
    out << "error " << result.status().message() << '\n';
  } else {
    out << "run " << result->articles << ' ' << result->bytes << ' ' << result->answer << ' ' << result->seconds
        << '\n';
    for (const auto& [stage, seconds] : result->stages) out << stage << ' ' << seconds << '\n';
  }
  const std::string text = out.str();
  for (std::size_t sent = 0; sent < text.size();) {
    const ssize_t n = write(to, text.data() + sent, text.size() - sent);
    if (n <= 0) return;
    sent += static_cast<std::size_t>(n);
  }
}

absl::StatusOr<Measured> listen(int from) {
  std::string text;
  char buffer[4096];
  for (ssize_t n; (n = read(from, buffer, sizeof buffer)) > 0;) text.append(buffer, static_cast<std::size_t>(n));
  std::istringstream in(text);
  std::string kind;
  in >> kind;
  if (kind == "error") {
    std::getline(in >> std::ws, text);
    return absl::InternalError(text);
  }
  Measured result;
  if (kind != "run" || !(in >> result.articles >> result.bytes >> result.answer >> result.seconds)) {
    return absl::InternalError("a measured run ended before it was done");
  }
  std::string stage;
  for (double seconds; in >> stage >> seconds;) result.stages.emplace_back(stage, seconds);
  return result;
}

double seconds_of(const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; }

}  // namespace

absl::StatusOr<Measured> measure(const std::function<absl::StatusOr<Measured>()>& work) {
  int ends[2];
  if (pipe(ends) != 0) return absl::InternalError("no pipe");
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0) return absl::InternalError("no child process");
  if (child == 0) {
    close(ends[0]);
    const auto begin = std::chrono::steady_clock::now();
    absl::StatusOr<Measured> result = work();
    if (result.ok()) result->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    tell(result, ends[1]);
    close(ends[1]);
    _exit(0);
  }
  close(ends[1]);
  absl::StatusOr<Measured> result = listen(ends[0]);
  close(ends[0]);
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) != child || !result.ok()) return result;
  result->cpu_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
  result->peak_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
  return result;
}

absl::StatusOr<Measured> best_of(int runs, const std::function<absl::StatusOr<Measured>()>& work) {
  absl::StatusOr<Measured> best = absl::InternalError("no run was asked for");
  for (int i = 0; i < runs; ++i) {
    absl::StatusOr<Measured> run = measure(work);
    if (!run.ok()) return run;
    if (best.ok() && run->answer != best->answer) return absl::InternalError("two runs gave different results");
    if (!best.ok() || run->seconds < best->seconds) best = std::move(run);
  }
  return best;
}

}  // namespace newsecho::bench
