// interrupt.h — Ctrl-C as a question the work asks, so that it can clean up.
#pragma once

namespace newsecho::cli {

// From here on the first SIGINT, SIGTERM or SIGHUP is noted; a second one ends the program at once.
void watch_interrupts();

bool interrupted();

// The exit code a shell expects after the signal that came: 128 + its number.
int interrupt_code();

}  // namespace newsecho::cli
