#ifndef BENCH_BARRIER_H
#define BENCH_BARRIER_H

#include <stdint.h>

/// Makes the optimizer believe that the memory behind `pointer` is read and written here.
///
/// No instruction is emitted for the barrier itself. Swift's own ways to say this are either
/// deleted together with the work that feeds them (an empty `@inline(never)` function) or cost
/// 2 to 4 ns a call (`@_optimize(none)`); inline assembly does neither.
static inline __attribute__((always_inline)) void bench_escape(const void *pointer) {
  __asm__ volatile("" : : "r"(pointer) : "memory");
}

/// Returns `value` through a register that the optimizer cannot see into, so that what is
/// computed from a constant is computed anew in each iteration.
static inline __attribute__((always_inline)) uint64_t bench_launder(uint64_t value) {
  __asm__ volatile("" : "+r"(value));
  return value;
}

#endif
