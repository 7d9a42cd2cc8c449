// A bounded queue that many may put into from signal handlers and one takes out of. Room that was
// given back is used again first, so that few pages are ever touched and those stay in the cache: a
// page that was never touched would cost a handler more than a walk.
//
// Two stacks of slots by number: of free ones (R. K. Treiber's, with a count beside its top, since
// what was on top may come back), and of those that are whole, which is taken all at once and turned
// around, so its top needs no count.
#define _GNU_SOURCE
#include "bench_queue.h"

#include <stdatomic.h>
#include <stddef.h>
#include <sys/mman.h>

/// 170 MB of addresses, of which only what is used is memory.
enum { MOST_SLOTS = 1 << 16 };

/// Slots are known by their number and one; 0 is none.
struct queue {
  struct bench_sample samples[MOST_SLOTS];
  /// What is below a slot in its stack.
  _Atomic uint32_t below[MOST_SLOTS + 1];
};

static struct queue *queue;
static uint32_t room;
/// How many slots were ever used.
static _Atomic uint32_t used;
/// The top of the free ones, and above it how often that changed.
static _Atomic uint64_t free_top;
static _Atomic uint32_t whole_top;
/// What was taken and not yet given back, the oldest first.
static uint32_t oldest;
static _Atomic uint64_t lost;

bool bench_queue_open(uint32_t capacity) {
  // Whoever comes late may still hold a slot, so memory is never given back.
  if (queue == NULL) {
    void *memory = mmap(NULL, sizeof *queue, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return false;
    queue = memory;
  }
  while (bench_sampler_next() != NULL) bench_sampler_release();
  room = capacity < MOST_SLOTS ? capacity : MOST_SLOTS;
  atomic_store(&lost, 0);
  return true;
}

uint64_t bench_queue_lost(void) { return atomic_load(&lost); }

void bench_queue_lose(void) { atomic_fetch_add_explicit(&lost, 1, memory_order_relaxed); }

struct bench_sample *bench_sampler_claim(void) {
  if (queue == NULL) return NULL;
  uint64_t top = atomic_load_explicit(&free_top, memory_order_acquire);
  while ((uint32_t)top != 0) {
    uint32_t slot = (uint32_t)top;
    uint64_t rest = atomic_load_explicit(&queue->below[slot], memory_order_relaxed);
    if (atomic_compare_exchange_weak_explicit(&free_top, &top, ((top >> 32) + 1) << 32 | rest,
                                              memory_order_acquire, memory_order_acquire)) {
      return &queue->samples[slot - 1];
    }
  }
  uint32_t next = atomic_load_explicit(&used, memory_order_relaxed);
  while (next < room) {
    if (atomic_compare_exchange_weak_explicit(&used, &next, next + 1, memory_order_relaxed,
                                              memory_order_relaxed)) {
      return &queue->samples[next];
    }
  }
  return NULL;
}

void bench_sampler_publish(struct bench_sample *sample) {
  uint32_t slot = (uint32_t)(sample - queue->samples) + 1;
  uint32_t top = atomic_load_explicit(&whole_top, memory_order_relaxed);
  do {
    atomic_store_explicit(&queue->below[slot], top, memory_order_relaxed);
  } while (!atomic_compare_exchange_weak_explicit(&whole_top, &top, slot, memory_order_release,
                                                  memory_order_relaxed));
}

const struct bench_sample *bench_sampler_next(void) {
  if (queue == NULL) return NULL;
  if (oldest == 0) {
    uint32_t slot = atomic_exchange_explicit(&whole_top, 0, memory_order_acquire);
    while (slot != 0) {
      uint32_t older = atomic_load_explicit(&queue->below[slot], memory_order_relaxed);
      atomic_store_explicit(&queue->below[slot], oldest, memory_order_relaxed);
      oldest = slot;
      slot = older;
    }
  }
  return oldest != 0 ? &queue->samples[oldest - 1] : NULL;
}

void bench_sampler_release(void) {
  uint32_t slot = oldest;
  oldest = atomic_load_explicit(&queue->below[slot], memory_order_relaxed);
  uint64_t top = atomic_load_explicit(&free_top, memory_order_relaxed);
  do {
    atomic_store_explicit(&queue->below[slot], (uint32_t)top, memory_order_relaxed);
  } while (!atomic_compare_exchange_weak_explicit(&free_top, &top, ((top >> 32) + 1) << 32 | slot,
                                                  memory_order_release, memory_order_relaxed));
}
