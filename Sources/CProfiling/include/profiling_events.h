#ifndef PROFILING_EVENTS_H
#define PROFILING_EVENTS_H

#include <linux/perf_event.h>
#include <stdint.h>

/// Opens an event of a thread on one processor; -1 stands for all processors.
///
/// Returns a descriptor that no started program inherits, or the negative of an errno, as all
/// functions here do.
int32_t profiling_event_open(const struct perf_event_attr *attributes, int32_t thread,
                             int32_t processor);

/// Lets an event count, with those that child threads and processes have inherited.
int32_t profiling_event_enable(int32_t event);

/// Stops an event. No sample is taken after the return.
int32_t profiling_event_disable(int32_t event);

/// Sends what `event` records to the ring of `other`, which is on the same processor.
int32_t profiling_event_redirect(int32_t event, int32_t other);

/// The number by which the event's records name it.
int32_t profiling_event_id(int32_t event, uint64_t *id);

/// How many bytes the kernel has written in all; what lies below may be read after this.
uint64_t profiling_ring_head(const struct perf_event_mmap_page *ring);

/// Gives the ring back to the kernel up to `tail`; reads before this are finished.
void profiling_ring_release(struct perf_event_mmap_page *ring, uint64_t tail);

#endif
