#ifndef BENCH_CLOCKS_INTERNAL_H
#define BENCH_CLOCKS_INTERNAL_H

#include <stdint.h>
#include <time.h>

/// What a clock of the system says, 0 for one that there is not. Safe in a signal handler.
uint64_t bench_nanoseconds_of(clockid_t clock);

/// The kernel's number for the processor clock of a thread of this process, as
/// pthread_getcpuclockid makes it.
static inline clockid_t bench_clock_of_thread(int32_t id) {
  return (clockid_t)((~(uint32_t)id << 3) | 6);
}

#endif
