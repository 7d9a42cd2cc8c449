#ifndef BENCH_QUEUE_H
#define BENCH_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#include "bench_sampler.h"

/// Makes an empty queue with room for so many samples, 65,536 at most. Nobody may put or take meanwhile.
bool bench_queue_open(uint32_t capacity);

/// Takes the sampler for another source of samples, until `bench_sampler_stop`. Returns 0 or an errno.
int32_t bench_sampler_reserve(uint32_t slots, bool starts_paused);

/// Counts a sample that found no room. Safe in a signal handler.
void bench_queue_lose(void);

/// How many samples found no room.
uint64_t bench_queue_lost(void);

#endif
