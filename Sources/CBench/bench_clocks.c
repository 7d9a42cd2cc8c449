#define _GNU_SOURCE
#include "bench_clocks.h"

#include <sys/resource.h>

#include "bench_clocks_internal.h"

uint64_t bench_nanoseconds_of(clockid_t clock) {
  struct timespec now = {0};
  clock_gettime(clock, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static clockid_t cpu_clock_of(enum bench_scope scope) {
  return scope == BENCH_SCOPE_THREAD ? CLOCK_THREAD_CPUTIME_ID : CLOCK_PROCESS_CPUTIME_ID;
}

static void read_counters(struct bench_edge *edge, enum bench_scope scope) {
  struct rusage usage;
  getrusage(scope == BENCH_SCOPE_THREAD ? RUSAGE_THREAD : RUSAGE_SELF, &usage);
  edge->minor_faults = usage.ru_minflt;
  edge->major_faults = usage.ru_majflt;
  edge->voluntary_switches = usage.ru_nvcsw;
  edge->involuntary_switches = usage.ru_nivcsw;
}

void bench_edge_open(struct bench_edge *edge, enum bench_scope scope) {
  read_counters(edge, scope);
  edge->cpu_nanoseconds = bench_nanoseconds_of(cpu_clock_of(scope));
  edge->wall_nanoseconds = bench_nanoseconds_of(CLOCK_MONOTONIC);
}

void bench_edge_close(struct bench_edge *edge, enum bench_scope scope) {
  edge->wall_nanoseconds = bench_nanoseconds_of(CLOCK_MONOTONIC);
  edge->cpu_nanoseconds = bench_nanoseconds_of(cpu_clock_of(scope));
  read_counters(edge, scope);
}

uint64_t bench_wall_nanoseconds(void) { return bench_nanoseconds_of(CLOCK_MONOTONIC); }

const char *bench_c_compiler(void) { return __VERSION__; }
