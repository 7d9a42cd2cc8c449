#ifndef BENCH_RANDOM_H
#define BENCH_RANDOM_H

#include <stdint.h>

#include "bench_clocks.h"

/// The next of a sequence of numbers drawn at random: xorshift, after G. Marsaglia, *Xorshift RNGs*,
/// Journal of Statistical Software 8 (2003). A state of 0 is seeded first, differently each time.
static inline uint64_t bench_draw(uint64_t *state) {
  uint64_t bits = *state;
  if (bits == 0) {
    uint64_t seed = bench_wall_nanoseconds() ^ (uint64_t)(uintptr_t)state;
    bits = seed * 0x9e3779b97f4a7c15ull | 1;
  }
  bits ^= bits << 13;
  bits ^= bits >> 7;
  bits ^= bits << 17;
  return *state = bits;
}

#endif
