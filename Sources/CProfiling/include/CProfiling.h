/// The little C that recording needs and Swift cannot say.
///
/// - `profiling_events.h`: system calls on perf events, and the two ends of their ring.
/// - `profiling_process.h`: starts a program behind a gate, and watches a process.
/// - `profiling_memory.h`: a hint to the processor.
/// - `profiling_interrupts.h`: turns Ctrl-C into something that can be read.
#ifndef CPROFILING_H
#define CPROFILING_H

#include "profiling_events.h"
#include "profiling_interrupts.h"
#include "profiling_memory.h"
#include "profiling_process.h"

#endif
