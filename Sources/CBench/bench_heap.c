// Samples what is allocated. Called from the malloc family, so nothing here may allocate without
// being ready to be called again from within.
#define _GNU_SOURCE
#include "bench_heap.h"

#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "bench_allocations.h"
#include "bench_clocks.h"
#include "bench_heap_internal.h"
#include "bench_queue.h"
#include "bench_random.h"

enum {
  /// Slots of a cache line.
  BUCKET = 8,
  BUCKETS = 1 << 15,
  FILTER = 1 << 16,
  USUAL_SLOTS = 8192,
  /// Milliseconds that a thread waits for room to say what it allocated or freed.
  PATIENCE = 100,
};

static uint64_t interval;
static enum bench_walk walk_kind;
static _Atomic bool is_sampling;

/// The sampled blocks that live, so that a free can tell whether it matters; in front of them a
/// count for each hash, which fits into the nearest cache.
static _Atomic uint64_t living[BUCKETS][BUCKET] __attribute__((aligned(64)));
static _Atomic uint8_t filter[FILTER];

/// Where this thread stands: bytes to its next sample, and from there to the end of that stretch.
static _Thread_local __attribute__((tls_model("initial-exec"))) struct {
  uint64_t to_sample;
  uint64_t to_end;
  uint64_t random;
  bool has_begun;
  bool is_inside;
} here;

static uint64_t hash_of(uint64_t address) { return (address >> 4) * 0x9e3779b97f4a7c15ull; }

static bool note_living(uint64_t address) {
  uint64_t hash = hash_of(address);
  _Atomic uint64_t *bucket = living[hash >> 49];
  for (int slot = 0; slot < BUCKET; slot++) {
    uint64_t none = 0;
    if (atomic_compare_exchange_strong(&bucket[slot], &none, address)) {
      atomic_fetch_add(&filter[hash >> 32 & (FILTER - 1)], 1);
      return true;
    }
  }
  return false;
}

static bool was_living(uint64_t address) {
  uint64_t hash = hash_of(address);
  if (atomic_load_explicit(&filter[hash >> 32 & (FILTER - 1)], memory_order_relaxed) == 0) {
    return false;
  }
  _Atomic uint64_t *bucket = living[hash >> 49];
  for (int slot = 0; slot < BUCKET; slot++) {
    uint64_t expected = address;
    if (atomic_compare_exchange_strong(&bucket[slot], &expected, 0)) {
      atomic_fetch_sub(&filter[hash >> 32 & (FILTER - 1)], 1);
      return true;
    }
  }
  return false;
}

/// How many of the sampled bytes lie in the next `bytes` of this thread.
static uint64_t samples_in(uint64_t bytes) {
  if (!here.has_begun) {
    here.has_begun = true;
    here.to_sample = bench_draw(&here.random) % interval;
    here.to_end = interval - here.to_sample;
  }
  uint64_t samples = 0;
  while (bytes > here.to_sample) {
    bytes -= here.to_sample;
    samples++;
    uint64_t into = bench_draw(&here.random) % interval;
    here.to_sample = here.to_end + into;
    here.to_end = interval - into;
  }
  here.to_sample -= bytes;
  return samples;
}

/// Room for a sample, or none after some patience, which is counted: unlike a signal handler this may
/// wait, and a program that allocates fast is far ahead of whoever takes samples out.
static struct bench_sample *claim(void) {
  int saved = errno;
  struct bench_sample *sample = bench_sampler_claim();
  for (int wait = 0; sample == NULL && wait < PATIENCE; wait++) {
    struct timespec millisecond = {.tv_nsec = 1000000};
    nanosleep(&millisecond, NULL);
    sample = bench_sampler_claim();
  }
  if (sample == NULL) bench_queue_lose();
  errno = saved;
  return sample;
}

static void note_allocation(void *block, size_t bytes, uint64_t weight, const void *caller) {
  struct bench_sample *sample = claim();
  if (sample == NULL) return;
  sample->time = bench_wall_nanoseconds();
  sample->weight = weight;
  sample->other = (uint64_t)(uintptr_t)block;
  sample->thread = (int32_t)syscall(SYS_gettid);
  sample->kind = BENCH_SAMPLE_ALLOCATED;
  sample->size = bytes;
  bench_walk_here(sample, walk_kind, caller);
  bench_sampler_publish(sample);
}

__attribute__((noinline)) void bench_heap_allocated(void *block, size_t bytes,
                                                    const void *caller) {
  if (here.is_inside || !bench_sampler_is_on() || bench_sampler_ignores_this_thread()) return;
  uint64_t weight = bytes >= interval ? bytes : samples_in(bytes) * interval;
  if (weight == 0) return;
  here.is_inside = true;
  if (note_living((uint64_t)(uintptr_t)block)) note_allocation(block, bytes, weight, caller);
  here.is_inside = false;
}

__attribute__((noinline)) void bench_heap_freed(void *block) {
  if (block == NULL || !was_living((uint64_t)(uintptr_t)block) || !atomic_load(&is_sampling)) return;
  struct bench_sample *sample = claim();
  if (sample == NULL) return;
  sample->time = bench_wall_nanoseconds();
  sample->other = (uint64_t)(uintptr_t)block;
  sample->thread = (int32_t)syscall(SYS_gettid);
  sample->kind = BENCH_SAMPLE_FREED;
  sample->count = 0;
  sample->awaiting = 0;
  bench_sampler_publish(sample);
}

int32_t bench_heap_start(uint64_t interval_bytes, enum bench_walk walk, bool starts_paused) {
  if (!bench_allocations_supported()) return ENOTSUP;
  if (interval_bytes == 0) return EINVAL;
  int32_t failure = bench_sampler_reserve(USUAL_SLOTS, starts_paused);
  if (failure != 0) return failure;
  interval = interval_bytes;
  walk_kind = walk;
  for (size_t bucket = 0; bucket < BUCKETS; bucket++) {
    for (int slot = 0; slot < BUCKET; slot++) atomic_store(&living[bucket][slot], 0);
  }
  for (size_t index = 0; index < FILTER; index++) atomic_store(&filter[index], 0);
  atomic_store(&is_sampling, true);
  bench_allocations_profile(true);
  return 0;
}

void bench_heap_stop(void) {
  bench_allocations_profile(false);
  atomic_store(&is_sampling, false);
  bench_sampler_stop();
}
