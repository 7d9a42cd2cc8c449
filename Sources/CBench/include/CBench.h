/// The little C that Swift cannot say.
///
/// - `bench_affinity.h`: which processors a thread may run on.
/// - `bench_barrier.h`: tells the optimizer that a value is used, in zero or one instruction.
/// - `bench_clocks.h`: clocks and kernel counters, read at the edges of a sample.
/// - `bench_allocations.h`: counts what the malloc family hands out.
/// - `bench_output.h`: line buffering of standard output.
/// - `bench_placement.h`: where the kernel places what this process starts.
/// - `bench_sampler.h`: interrupts threads as they run and notes their stacks.
/// - `bench_walk.h`: finds callers by call-frame tables or frame pointers, and suspended ones.
/// - `bench_awaits.h`: how long Swift tasks are suspended, and where.
/// - `bench_heap.h`: samples what is allocated, and what of it lives.
/// - `bench_modules.h`: what code is loaded, as the dynamic linker tells.
#ifndef CBENCH_H
#define CBENCH_H

#include "bench_affinity.h"
#include "bench_allocations.h"
#include "bench_awaits.h"
#include "bench_barrier.h"
#include "bench_clocks.h"
#include "bench_heap.h"
#include "bench_modules.h"
#include "bench_output.h"
#include "bench_placement.h"
#include "bench_sampler.h"
#include "bench_walk.h"

#endif
