#ifndef BENCH_THREADS_H
#define BENCH_THREADS_H

#include <stdbool.h>
#include <stdint.h>

#include "bench_sampler.h"
#include "bench_walk_internal.h"

/// What the watcher knows of a thread; nobody else looks.
struct bench_watch {
  /// Of the thread that it is about: the record may be another's by now.
  int32_t id;
  /// Those that it ran through, less those in which it also waited.
  int32_t ticks;
  /// Its processor clock at the last look.
  uint64_t cpu;
  /// Nanoseconds that it has run, while watched, that no sample stands for.
  uint64_t owed;
};

/// A thread that is sampled. Records stay where they are; one whose thread has ended is used again.
struct bench_thread {
  /// 0 for a free record.
  _Atomic int32_t id;
  struct bench_walk_space space;
  struct bench_rule_memory memory;
  /// When it was sampled last, and its processor clock then.
  uint64_t wall;
  uint64_t cpu;
  /// Whether the watcher interrupts it, and nothing else.
  _Atomic bool is_watched;
  /// Nanoseconds of the time that it was watched, for which the next sample stands.
  _Atomic uint64_t due;
  struct bench_watch watch;
  /// What interrupts it: a descriptor of an event, or -1.
  int32_t event;
  bool has_timer;
  void *timer;
};

struct bench_threads_settings {
  uint32_t frequency;
  enum bench_sampler_source source;
  int32_t signal;
  bool includes_kernel;
};

/// Takes up all threads there are, and from now on each that is created.
///
/// Returns 0, or an errno when not even the calling thread can be interrupted so.
int32_t bench_threads_open(const struct bench_threads_settings *settings);

void bench_threads_close(void);

/// The record of the calling thread, or NULL. Safe in a signal handler.
struct bench_thread *bench_threads_own(void);

/// Has the watcher interrupt a thread instead of what does so by itself, or the other way round.
void bench_threads_watch(struct bench_thread *thread, int32_t id, bool is_watched);

/// Records with smaller indices may have a thread.
uint32_t bench_threads_used(void);
struct bench_thread *bench_threads_at(uint32_t index);

/// The child of a fork has no sampler: called there, before anything else.
void bench_sampler_forked(void);

void bench_threads_count(uint64_t *seen, uint64_t *refused);

#endif
