#ifndef BENCH_HEAP_INTERNAL_H
#define BENCH_HEAP_INTERNAL_H

#include <stddef.h>

/// What the malloc family calls while allocations are sampled; `caller` is where it was called.
void bench_heap_allocated(void *block, size_t bytes, const void *caller);
void bench_heap_freed(void *block);

/// Whether the malloc family calls the two.
void bench_allocations_profile(_Bool on);

#endif
