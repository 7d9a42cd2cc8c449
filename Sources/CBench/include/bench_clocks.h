#ifndef BENCH_CLOCKS_H
#define BENCH_CLOCKS_H

#include <stdint.h>

/// Whose processor time, faults and context switches are read.
enum bench_scope {
  /// The calling thread: right for a body that runs on one thread.
  BENCH_SCOPE_THREAD = 0,
  /// All threads of this process: right for everything else.
  BENCH_SCOPE_PROCESS = 1,
};

/// What clocks and kernel counters said at one edge of a sample. All values only grow.
struct bench_edge {
  uint64_t wall_nanoseconds;
  uint64_t cpu_nanoseconds;
  int64_t minor_faults;
  int64_t major_faults;
  int64_t voluntary_switches;
  int64_t involuntary_switches;
};

/// Reads the counters, then the processor clock, then the wall clock, so that the wall clock
/// starts last.
void bench_edge_open(struct bench_edge *edge, enum bench_scope scope);

/// Reads in the opposite order of `bench_edge_open`, so that the wall clock stops first.
void bench_edge_close(struct bench_edge *edge, enum bench_scope scope);

/// Nanoseconds of CLOCK_MONOTONIC.
uint64_t bench_wall_nanoseconds(void);

/// The compiler that built this library, as it names itself.
const char *bench_c_compiler(void);

#endif
