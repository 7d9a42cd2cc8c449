#include <stdlib.h>

/// Of the Swift module Profiling, where a program has that.
extern void profiling_launched(void) __attribute__((weak));

/// Runs before `main`, after the libraries have been set up.
__attribute__((constructor)) static void launch(void) {
  if (getenv("BENCH_PROFILE") != NULL && profiling_launched) profiling_launched();
}
