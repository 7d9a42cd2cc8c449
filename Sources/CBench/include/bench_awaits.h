#ifndef BENCH_AWAITS_H
#define BENCH_AWAITS_H

#include <stdbool.h>
#include <stdint.h>

/// Begins to tell how long Swift tasks are suspended, and where: when a task is woken, its stack of
/// suspended callers goes to the sampler's queue as BENCH_SAMPLE_AWAITED.
///
/// A wait that is at least as long as `interval_nanoseconds` is told with its length. Of shorter
/// ones each is told with a probability of its length to the interval, as one of that length, so
/// that sums are right and the queue is not flooded.
///
/// Waits are taken from one wake-up of a task to its next, without the time in between in which
/// samples found it on a thread. A task that waits for an actor is woken through that, which is not told; the time shows
/// with the task's next wait.
///
/// False where the program has no Swift concurrency, or one that is not known.
bool bench_awaits_start(uint64_t interval_nanoseconds);

void bench_awaits_stop(void);

/// Takes off for how long a task was seen on a thread. Safe in a signal handler.
void bench_awaits_ran(uint64_t task, uint64_t nanoseconds);

#endif
