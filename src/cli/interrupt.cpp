#include "cli/interrupt.h"

#include <csignal>
#include <initializer_list>

namespace newsecho::cli {
namespace {

volatile std::sig_atomic_t caught = 0;

void note(int signal) { caught = signal; }

}  // namespace

void watch_interrupts() {
  struct sigaction action {};
  action.sa_handler = note;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
  // A reader that went away, or a file size limit, is an error of the write like any other.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

bool interrupted() { return caught != 0; }

int interrupt_code() { return 128 + (caught == 0 ? SIGINT : static_cast<int>(caught)); }

}  // namespace newsecho::cli
