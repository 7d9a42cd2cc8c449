#ifndef BENCH_PLACEMENT_H
#define BENCH_PLACEMENT_H

#include <stdint.h>

/// Asks the kernel to place code, stack and heap of programs that this process starts from now on
/// at the same addresses each time.
///
/// Returns 1 when that is new, 0 when it was so before, and a negative errno where it is refused.
int32_t bench_stop_address_randomization(void);

#endif
