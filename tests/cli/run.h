// run.h — runs the built tool as a shell would: in a folder of its own, what it printed and its exit code kept.
//
//   const Ran r = run({"cluster", "a.jsonl", "-o", "out"}, {.folder = folder.path()});
//   EXPECT_EQ(r.code, 0) << r.err;
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "support.h"

namespace newsecho::test {

struct RunOptions {
  std::string folder = {};            // to run in
  std::string in = {};                // standard input; /dev/null if empty
  int signal = 0;                     // sent after that many milliseconds, once the tool handles it
  int signal_after_ms = 0;            //
  std::function<bool()> before = {};  // called in the new process; false ends it with kNotPrepared
  static constexpr int kNotPrepared = 99;
};

struct Ran {
  int code = -1;  // 128 + n when signal n ended it
  std::string out, err;
  std::uint64_t peak_bytes = 0;  // of memory that was resident
};

// Returns whether the process has a handler for that signal, or has ended and will never have one.
inline bool is_watching(pid_t process, int signal) {
  for (const std::string& line : lines_of(slurp("/proc/" + std::to_string(process) + "/status"))) {
    if (line.rfind("State:\tZ", 0) == 0) return true;
    if (line.rfind("SigCgt:", 0) == 0) return (std::stoull(line.substr(7), nullptr, 16) >> (signal - 1) & 1) != 0;
  }
  return true;
}

inline Ran run(const std::vector<std::string>& words, const RunOptions& options) {
  Folder streams;
  const std::string in = options.in.empty() ? "/dev/null" : streams.write("in", options.in);
  const std::string out = streams / "out", err = streams / "err";
  std::vector<std::string> line = {NEWSECHO_TOOL};
  line.insert(line.end(), words.begin(), words.end());
  std::vector<char*> argv;
  for (std::string& word : line) argv.push_back(word.data());
  argv.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(::open(in.c_str(), O_RDONLY), 0);
    ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666), 1);
    ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666), 2);
    if ((!options.folder.empty() && ::chdir(options.folder.c_str()) != 0) || (options.before && !options.before())) {
      ::_exit(RunOptions::kNotPrepared);
    }
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  if (options.signal != 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(options.signal_after_ms));
    // On a busy machine the tool may not have begun by then, and would end as any program does.
    while (options.signal != SIGKILL && !is_watching(child, options.signal)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    ::kill(child, options.signal);
  }
  int status = 0;
  rusage usage{};
  ::wait4(child, &status, 0, &usage);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), slurp(out), slurp(err),
          static_cast<std::uint64_t>(usage.ru_maxrss) * 1024};
}

// Gives up what root may do beyond others; for RunOptions::before.
inline bool as_nobody() {
  constexpr uid_t kNobody = 65534;
  return ::geteuid() != 0 || ::setuid(kNobody) == 0;
}

// The first column of assignments.csv, without its header.
inline std::vector<std::string> assigned_ids(const std::string& folder) {
  std::vector<std::string> ids;
  for (const std::string& line : lines_of(slurp(folder + "/assignments.csv")))
    ids.push_back(line.substr(0, line.find(',')));
  if (!ids.empty()) ids.erase(ids.begin());
  return ids;
}

}  // namespace newsecho::test
