#ifndef BENCH_OUTPUT_H
#define BENCH_OUTPUT_H

#include <stdio.h>

/// Makes the C library, and with it Swift's `print`, hand out each line as it is printed, so that
/// what was printed before a crash is seen. Swift cannot name `stdout`, a mutable global.
static inline void bench_line_buffer_output(void) { setvbuf(stdout, NULL, _IOLBF, 0); }

#endif
