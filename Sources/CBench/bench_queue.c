// A bounded queue that many may put into from signal handlers and one takes out of: each slot has
// a number that says whose turn it is. After D. Vyukov's bounded queue.
#define _GNU_SOURCE
#include "bench_queue.h"

#include <stdatomic.h>
#include <stddef.h>
#include <sys/mman.h>

struct slot {
  _Atomic uint64_t turn;
  struct bench_sample sample;
};

static struct slot *slots;
static uint64_t slot_count;
static _Atomic uint64_t put;
static uint64_t taken;
static _Atomic uint64_t lost;

bool bench_queue_open(uint32_t capacity) {
  uint64_t wanted = 64;
  while (wanted < capacity) wanted *= 2;
  // A handler that came late may still hold a slot, so memory is never given back.
  if (wanted > slot_count) {
    void *memory = mmap(NULL, wanted * sizeof *slots, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return false;
    slots = memory;
  }
  slot_count = wanted;
  for (uint64_t index = 0; index < slot_count; index++) {
    atomic_store_explicit(&slots[index].turn, index, memory_order_relaxed);
  }
  atomic_store(&lost, 0);
  taken = 0;
  atomic_store(&put, 0);
  return true;
}

uint64_t bench_queue_lost(void) { return atomic_load(&lost); }

void bench_queue_lose(void) { atomic_fetch_add_explicit(&lost, 1, memory_order_relaxed); }

struct bench_sample *bench_sampler_claim(void) {
  if (slots == NULL) return NULL;
  uint64_t ticket = atomic_load_explicit(&put, memory_order_relaxed);
  while (true) {
    struct slot *slot = &slots[ticket & (slot_count - 1)];
    uint64_t turn = atomic_load_explicit(&slot->turn, memory_order_acquire);
    if (turn == ticket) {
      if (atomic_compare_exchange_weak_explicit(&put, &ticket, ticket + 1, memory_order_relaxed,
                                                memory_order_relaxed)) {
        return &slot->sample;
      }
    } else if (turn < ticket) {
      return NULL;
    } else {
      ticket = atomic_load_explicit(&put, memory_order_relaxed);
    }
  }
}

void bench_sampler_publish(struct bench_sample *sample) {
  struct slot *slot = (struct slot *)((char *)sample - offsetof(struct slot, sample));
  uint64_t turn = atomic_load_explicit(&slot->turn, memory_order_relaxed);
  atomic_store_explicit(&slot->turn, turn + 1, memory_order_release);
}

const struct bench_sample *bench_sampler_next(void) {
  if (slots == NULL) return NULL;
  struct slot *slot = &slots[taken & (slot_count - 1)];
  if (atomic_load_explicit(&slot->turn, memory_order_acquire) != taken + 1) return NULL;
  return &slot->sample;
}

void bench_sampler_release(void) {
  struct slot *slot = &slots[taken & (slot_count - 1)];
  atomic_store_explicit(&slot->turn, taken + slot_count, memory_order_release);
  taken++;
}
