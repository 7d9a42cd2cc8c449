#ifndef BENCH_CLOCKS_INTERNAL_H
#define BENCH_CLOCKS_INTERNAL_H

#include <stdint.h>
#include <time.h>

/// What a clock of the system says. Safe in a signal handler.
uint64_t bench_nanoseconds_of(clockid_t clock);

#endif
