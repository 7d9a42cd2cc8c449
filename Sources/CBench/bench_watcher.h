#ifndef BENCH_WATCHER_H
#define BENCH_WATCHER_H

#include <stdint.h>

/// Starts a thread that looks, so many times a second, which of the sampled threads run, and
/// interrupts those.
///
/// Of a thread that is interrupted, `due` is the processor time since it was last. Returns 0 or an
/// errno.
int32_t bench_watcher_start(uint32_t frequency, int32_t signal);

/// Ends it, if there is one: it interrupts nobody any more on return.
void bench_watcher_stop(void);

/// The child of a fork has no watcher.
void bench_watcher_forked(void);

#endif
