#ifndef CINSIDEPROBE_H
#define CINSIDEPROBE_H

#include <stdbool.h>
#include <stdint.h>

/// Our walk and libunwind's, of the same interrupted code.
struct probe_agreement {
  uint64_t samples;
  /// Stacks that are the same, address by address.
  uint64_t equal;
  /// Stacks that ours follows to the thread's first function, and those that libunwind does.
  uint64_t rooted;
  uint64_t rooted_by_libunwind;
};

/// Begins to interrupt this process a thousand times a second and to walk its stack in both ways.
/// Only for a program that loads no library meanwhile, since libunwind waits for the dynamic linker.
///
/// False where there is no libunwind.
bool probe_agreement_start(void);

struct probe_agreement probe_agreement_stop(void);

/// Has the calling thread interrupted so many times a second of its processor's time, by an event that
/// records nothing, or that sends a signal whose handler does nothing.
///
/// Returns a descriptor for `probe_interrupt_end`, or the negative of an errno.
int32_t probe_interrupt(uint32_t frequency, bool by_signal);
void probe_interrupt_end(int32_t event);

#endif
