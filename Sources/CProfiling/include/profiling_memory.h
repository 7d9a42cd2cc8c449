#ifndef PROFILING_MEMORY_H
#define PROFILING_MEMORY_H

/// Has the processor fetch what is at an address, which need not be valid, while it goes on.
static inline void profiling_prefetch(const void *address) { __builtin_prefetch(address); }

#endif
