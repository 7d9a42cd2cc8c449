#define _GNU_SOURCE
#include "bench_affinity.h"

#include <sched.h>

static _Thread_local cpu_set_t before_pinning;

int32_t bench_usable_cpus(int32_t *cpus, int32_t capacity) {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 0;
  int32_t count = 0;
  for (int cpu = 0; cpu < CPU_SETSIZE && count < capacity; cpu++) {
    if (CPU_ISSET(cpu, &set)) cpus[count++] = cpu;
  }
  return count;
}

bool bench_pin_thread(int32_t cpu) {
  if (cpu < 0 || cpu >= CPU_SETSIZE) return false;
  if (sched_getaffinity(0, sizeof before_pinning, &before_pinning) != 0) return false;
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(cpu, &set);
  return sched_setaffinity(0, sizeof set, &set) == 0;
}

void bench_unpin_thread(void) { sched_setaffinity(0, sizeof before_pinning, &before_pinning); }
