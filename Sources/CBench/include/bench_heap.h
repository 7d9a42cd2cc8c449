#ifndef BENCH_HEAP_H
#define BENCH_HEAP_H

#include <stdbool.h>
#include <stdint.h>

#include "bench_sampler.h"
#include "bench_walk.h"

/// Begins to sample what is allocated, by bytes: one byte in each stretch of `interval_bytes`, drawn
/// at random, and every block of at least so many bytes. Samples go to the sampler's queue as
/// BENCH_SAMPLE_ALLOCATED, with the bytes that each stands for, and, when a sampled block is freed,
/// as BENCH_SAMPLE_FREED without a stack.
///
/// A free that finds no room for a tenth of a second counts as a lost sample; its block seems to live.
///
/// Of an allocation, `size` is that of the block and `other` where it is.
///
/// Returns 0 or an errno: EBUSY when a sampler runs, ENOTSUP where allocations are not seen.
int32_t bench_heap_start(uint64_t interval_bytes, enum bench_walk walk, bool starts_paused);

/// Ends both; what is in the queue can still be taken.
void bench_heap_stop(void);

#endif
