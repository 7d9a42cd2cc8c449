#ifndef PROFILING_INTERRUPTS_H
#define PROFILING_INTERRUPTS_H

#include <stdint.h>

/// Writes the number of each SIGINT and SIGTERM, a byte, to `descriptor` in place of what the
/// process did with them before; one that it ignores stays ignored. Returns 0, or the negative of an errno; EBUSY when that is
/// already done for another.
///
/// A handler in C, because a Swift closure may initialize a global or count a reference, and
/// neither is safe in one. Dispatch's signal sources need the signals to be ignored, which started
/// programs would inherit.
int32_t profiling_catch_interrupts(int32_t descriptor);

/// Gives both signals back the meaning they had.
void profiling_release_interrupts(void);

#endif
