#ifndef BENCH_WALK_H
#define BENCH_WALK_H

#include <stddef.h>
#include <stdint.h>

#include "bench_sampler.h"

/// How to find a caller from anywhere in a stretch of code: the Swift type `CallFrameRow`, whose
/// documentation says what each field means.
struct bench_frame_row {
  uint32_t start;
  int32_t cfa_offset;
  int16_t rbp_offset;
  int16_t rbx_offset;
  int16_t extra;
  uint8_t rule_and_register;
  uint8_t flags;
};

/// A piece of code in memory and its rows.
struct bench_code_module {
  /// Where it is in memory.
  uint64_t start;
  uint64_t end;
  /// What memory's addresses are above the linker's.
  uint64_t bias;
  /// The linker's address that rows are relative to.
  uint64_t base;
  const struct bench_frame_row *rows;
  uint32_t row_count;
  /// For each 2^block_shift bytes after the base, and one more, the last row that begins there or
  /// before.
  uint32_t block_count;
  const uint32_t *blocks;
  uint32_t block_shift;
};

/// Makes these modules, ascending and copied, the ones that stacks are walked by. Waits until no
/// handler uses those before, so that they may be freed. Returns 0 or an errno.
int32_t bench_walk_install(const struct bench_code_module *modules, size_t count);

/// Where the code is that carries a Swift task on: `swift::runJobInEstablishedExecutorContext`.
void bench_walk_set_job_entry(uint64_t start, uint64_t end);

/// Walks the stack of the code that a signal interrupted, given the `ucontext_t` of its handler.
void bench_walk_interrupted(struct bench_sample *sample, const void *context,
                            enum bench_walk walk);

/// Walks the stack of the calling thread, outside of any handler, from the frame that `caller`, a
/// return address, leads to.
void bench_walk_here(struct bench_sample *sample, enum bench_walk walk, const void *caller);

#endif
