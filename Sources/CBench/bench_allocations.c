// Defines the malloc family over glibc's own. The dynamic linker resolves every malloc of the
// process to the executable's, so the Swift runtime, Foundation and libc itself are counted too.
// An LD_PRELOAD library would be ignored by executables that define malloc, and hooks are gone
// from glibc since 2.34.
#define _GNU_SOURCE
#include "bench_allocations.h"

#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stddef.h>

static _Atomic bool counting;
static _Atomic uint64_t allocation_count;
static _Atomic uint64_t allocation_bytes;

void bench_allocations_start(void) {
  atomic_store(&allocation_count, 0);
  atomic_store(&allocation_bytes, 0);
  atomic_store(&counting, true);
}

struct bench_allocations bench_allocations_stop(void) {
  atomic_store(&counting, false);
  struct bench_allocations counted = {
      .count = atomic_load(&allocation_count),
      .bytes = atomic_load(&allocation_bytes),
  };
  return counted;
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

static inline void *counted(void *block, size_t bytes) {
  if (__builtin_expect(atomic_load_explicit(&counting, memory_order_relaxed), false) && block) {
    atomic_fetch_add_explicit(&allocation_count, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&allocation_bytes, bytes, memory_order_relaxed);
  }
  return block;
}

void *malloc(size_t bytes) { return counted(__libc_malloc(bytes), bytes); }

void free(void *block) { __libc_free(block); }

void *calloc(size_t count, size_t size) {
  // glibc refuses a product that overflows, so it cannot overflow where a block came back.
  return counted(__libc_calloc(count, size), count * size);
}

void *realloc(void *block, size_t bytes) { return counted(__libc_realloc(block, bytes), bytes); }

void *reallocarray(void *block, size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return NULL;
  }
  return realloc(block, bytes);
}

void *memalign(size_t alignment, size_t bytes) {
  return counted(__libc_memalign(alignment, bytes), bytes);
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

void *valloc(size_t bytes) { return counted(__libc_valloc(bytes), bytes); }

void *pvalloc(size_t bytes) { return counted(__libc_pvalloc(bytes), bytes); }

#else

bool bench_allocations_supported(void) { return false; }

#endif
