#ifndef BENCH_AFFINITY_H
#define BENCH_AFFINITY_H

#include <stdbool.h>
#include <stdint.h>

/// The numbers of the processors that this process may run on, ascending.
///
/// Returns how many were written to `cpus`; 0 where the kernel does not say.
int32_t bench_usable_cpus(int32_t *cpus, int32_t capacity);

/// Binds the calling thread to one processor. False where the kernel refuses.
bool bench_pin_thread(int32_t cpu);

/// Gives the calling thread back what it could use before it was pinned.
void bench_unpin_thread(void);

#endif
