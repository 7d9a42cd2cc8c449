#ifndef BENCH_WALK_INTERNAL_H
#define BENCH_WALK_INTERNAL_H

#include <stdint.h>

#include "bench_sampler.h"
#include "bench_walk.h"

/// The registers of interrupted code, as DWARF numbers them on x86-64; 16 is the address itself.
struct bench_registers {
  uint64_t value[17];
};

enum { REGISTER_RBX = 3, REGISTER_RBP = 6, REGISTER_RSP = 7, REGISTER_R14 = 14, REGISTER_RIP = 16 };

/// Remembers the rules of addresses: stacks of one thread share most of them.
struct bench_rule_memory {
  struct {
    /// The address doubled, and 1 for one that was interrupted.
    uint64_t key;
    uint32_t generation;
    uint8_t basis;
    struct bench_frame_row row;
  } slots[256];
};

/// What a walk is bounded by and may use.
struct bench_walk_space {
  /// The thread's stack; both 0 where that is not known.
  uint64_t stack_begin;
  uint64_t stack_end;
  /// NULL for a walk without.
  struct bench_rule_memory *memory;
};

/// Fills the stack of a sample, inside of a stretch in which the modules stay. Safe in a signal
/// handler.
///
/// Returns the outermost context of the Swift task that the stack carries, or 0.
uint64_t bench_walk_stack(struct bench_sample *sample, const struct bench_registers *registers,
                          const struct bench_walk_space *space, enum bench_walk walk);

/// Whether eight bytes can be read. Safe in a signal handler.
_Bool bench_is_readable(uint64_t address);

/// A stretch in which the installed modules stay. Safe in a signal handler.
uint32_t bench_walk_enter(void);
void bench_walk_leave(uint32_t token);
/// Waits until every stretch that had begun is over.
void bench_walk_wait(void);

/// Finds the calling thread's stack. Not for handlers.
void bench_find_own_stack(struct bench_walk_space *space);

#endif
