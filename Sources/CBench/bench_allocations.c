// Defines the malloc family over glibc's own. The dynamic linker resolves every malloc of the
// process to the executable's, so the Swift runtime, Foundation and libc itself are counted too.
// An LD_PRELOAD library would be ignored by executables that define malloc, and hooks are gone
// from glibc since 2.34.
#define _GNU_SOURCE
#include "bench_allocations.h"

#include "bench_heap_internal.h"
#include "bench_sampler.h"

#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stddef.h>

/// What else is done with each allocation: one word, so that doing nothing costs one branch.
enum { COUNTING = 1, PROFILING = 2 };
static _Atomic uint32_t doing;
static _Atomic uint64_t allocation_count;
static _Atomic uint64_t allocation_bytes;
static _Atomic uint64_t allocations_in_handler;

void bench_allocations_start(void) {
  atomic_store(&allocation_count, 0);
  atomic_store(&allocation_bytes, 0);
  atomic_store(&allocations_in_handler, 0);
  atomic_fetch_or(&doing, COUNTING);
}

struct bench_allocations bench_allocations_stop(void) {
  atomic_fetch_and(&doing, ~(uint32_t)COUNTING);
  struct bench_allocations counted = {
      .count = atomic_load(&allocation_count),
      .bytes = atomic_load(&allocation_bytes),
  };
  return counted;
}

uint64_t bench_allocations_in_handler(void) { return atomic_load(&allocations_in_handler); }

void bench_allocations_profile(bool on) {
  if (on) {
    atomic_fetch_or(&doing, PROFILING);
  } else {
    atomic_fetch_and(&doing, ~(uint32_t)PROFILING);
  }
}

#if defined(__GLIBC__) && !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer) \
    && !__has_feature(memory_sanitizer)

bool bench_allocations_supported(void) { return true; }

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void *__libc_valloc(size_t);
extern void *__libc_pvalloc(size_t);
extern void __libc_free(void *);

static __attribute__((noinline)) void note(void *block, size_t bytes, uint32_t what,
                                           const void *caller) {
  if (what & COUNTING) {
    atomic_fetch_add_explicit(&allocation_count, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&allocation_bytes, bytes, memory_order_relaxed);
    if (bench_sampler_is_handling()) atomic_fetch_add(&allocations_in_handler, 1);
  }
  if (what & PROFILING) bench_heap_allocated(block, bytes, caller);
}

static inline void *counted(void *block, size_t bytes, const void *caller) {
  uint32_t what = atomic_load_explicit(&doing, memory_order_relaxed);
  if (__builtin_expect(what != 0, false) && block != NULL) note(block, bytes, what, caller);
  return block;
}

static inline void forget(void *block) {
  uint32_t what = atomic_load_explicit(&doing, memory_order_relaxed);
  if (__builtin_expect(what & PROFILING, 0)) bench_heap_freed(block);
}

void *malloc(size_t bytes) { return counted(__libc_malloc(bytes), bytes, __builtin_return_address(0)); }

void free(void *block) {
  forget(block);
  __libc_free(block);
}

void *calloc(size_t count, size_t size) {
  // glibc refuses a product that overflows, so it cannot overflow where a block came back.
  return counted(__libc_calloc(count, size), count * size, __builtin_return_address(0));
}

// Where the block is moved, another thread may be given its place at once: it is forgotten before.
// One that could not be made larger, which hardly happens, is forgotten as well.
void *realloc(void *block, size_t bytes) {
  forget(block);
  return counted(__libc_realloc(block, bytes), bytes, __builtin_return_address(0));
}

void *reallocarray(void *block, size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return NULL;
  }
  return realloc(block, bytes);
}

void *memalign(size_t alignment, size_t bytes) {
  return counted(__libc_memalign(alignment, bytes), bytes, __builtin_return_address(0));
}

void *aligned_alloc(size_t alignment, size_t bytes) { return memalign(alignment, bytes); }

int posix_memalign(void **out, size_t alignment, size_t bytes) {
  if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0) {
    return EINVAL;
  }
  int saved = errno;
  void *block = memalign(alignment, bytes);
  errno = saved;
  if (block == NULL) return ENOMEM;
  *out = block;
  return 0;
}

void *valloc(size_t bytes) { return counted(__libc_valloc(bytes), bytes, __builtin_return_address(0)); }

void *pvalloc(size_t bytes) { return counted(__libc_pvalloc(bytes), bytes, __builtin_return_address(0)); }

#else

bool bench_allocations_supported(void) { return false; }

#endif
