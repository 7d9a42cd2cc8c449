#ifndef BENCH_WATCHER_H
#define BENCH_WATCHER_H

#include <stdint.h>

/// Starts a thread that relieves others of what interrupts them, while they run on and on, and
/// interrupts them itself, so many times a second.
///
/// Returns 0 or an errno.
int32_t bench_watcher_start(uint32_t frequency, int32_t signal);

/// Ends it, if there is one: it interrupts nobody any more on return.
void bench_watcher_stop(void);

/// The child of a fork has no watcher.
void bench_watcher_forked(void);

#endif
