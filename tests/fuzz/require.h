// require.h — what a fuzz target expects; a broken expectation ends it, which libFuzzer takes for a crash.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace newsecho::fuzz {

inline void require(bool holds, const char* expectation) {
  if (holds) return;
  std::fprintf(stderr, "expected: %s\n", expectation);
  std::abort();
}

}  // namespace newsecho::fuzz
