#ifndef BENCH_ALLOCATIONS_H
#define BENCH_ALLOCATIONS_H

#include <stdbool.h>
#include <stdint.h>

/// What the malloc family handed out between two instants, over all threads.
struct bench_allocations {
  /// Successful calls that gave memory. A `realloc` counts as one, with its new size.
  uint64_t count;
  /// The bytes asked for, not what the allocator rounds them up to.
  uint64_t bytes;
};

/// Whether this build counts: false under a sanitizer, which brings a malloc of its own, and
/// without glibc. A build that counts uses glibc's allocator, whatever LD_PRELOAD says.
bool bench_allocations_supported(void);

/// Starts counting from zero. Counting costs a few nanoseconds for each allocation; while it is
/// off, each allocation costs one predictable branch.
void bench_allocations_start(void);

/// Stops counting and returns what was counted.
struct bench_allocations bench_allocations_stop(void);

/// How many of the counted calls were made inside of the sampler's signal handler, which must make
/// none: for a test.
uint64_t bench_allocations_in_handler(void);

#endif
