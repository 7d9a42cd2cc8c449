#ifndef BENCH_SAMPLER_H
#define BENCH_SAMPLER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Interrupts the threads of this process as they run and notes their stacks, for a thread of the
/// profiler's own to write down. One sampler runs at a time.

enum {
  BENCH_SAMPLE_ADDRESSES = 256,
  BENCH_SAMPLE_AWAITING = 64,
};

enum bench_sample_kind {
  /// A thread was interrupted as it ran.
  BENCH_SAMPLE_RUNNING = 0,
  /// A thread was interrupted as time passed, whether it ran or not.
  BENCH_SAMPLE_WALL = 1,
  BENCH_SAMPLE_ALLOCATED = 2,
  BENCH_SAMPLE_FREED = 3,
  /// A task was woken that had been suspended.
  BENCH_SAMPLE_AWAITED = 4,
};

struct bench_sample {
  /// Nanoseconds of CLOCK_MONOTONIC.
  uint64_t time;
  /// RUNNING: nanoseconds of processor time that it stands for. WALL: nanoseconds since the thread
  /// was sampled last. ALLOCATED: bytes. AWAITED: nanoseconds.
  uint64_t weight;
  /// WALL: of its weight, the nanoseconds in which the thread did not run. ALLOCATED and FREED:
  /// where the block begins.
  uint64_t other;
  /// ALLOCATED: the bytes of the block.
  uint64_t size;
  /// The address of a Swift task's outermost context, which tells it from all others while it
  /// lives; 0 outside of tasks.
  uint64_t task;
  /// As the kernel numbers threads.
  int32_t thread;
  uint8_t kind;
  /// Whether the outermost address is in the thread's first function.
  uint8_t is_rooted;
  uint16_t count;
  /// How many of the addresses belong to the running part of a task; those behind only carry it on.
  uint16_t async_at;
  uint16_t awaiting;
  /// The interrupted address, then those that calls return to, innermost first. An address that a
  /// signal interrupted further out is one more than it is.
  uint64_t addresses[BENCH_SAMPLE_ADDRESSES];
  /// Where suspended callers go on, innermost first.
  uint64_t callers[BENCH_SAMPLE_AWAITING];
};

enum bench_sampler_source {
  /// perf's software clock of each thread: exact, at any rate.
  BENCH_SOURCE_EVENTS = 0,
  /// A timer of each thread's processor clock, which fires with the kernel's tick.
  BENCH_SOURCE_CPU_TIMERS = 1,
  /// A timer of the wall clock for each thread.
  BENCH_SOURCE_WALL_TIMERS = 2,
};

enum bench_walk {
  BENCH_WALK_FRAME_POINTERS = 0,
  BENCH_WALK_TABLES = 1,
};

struct bench_sampler_options {
  /// Samples a second.
  uint32_t frequency;
  enum bench_walk walk;
  /// Whether threads that wait are sampled too, which takes timers of the wall clock.
  bool wall;
  bool starts_paused;
  /// Samples that find room while nobody takes them; 0 for the usual number.
  uint32_t slots;
};

struct bench_sampler_status {
  enum bench_sampler_source source;
  /// Why a better source was not taken, as an errno; 0 when the best was.
  int32_t refusal;
  /// Whether a thread of the sampler's own interrupts those that run on and on, which costs them less.
  bool is_watched;
};

struct bench_sampler_counts {
  uint64_t taken;
  /// Samples that found no room.
  uint64_t lost;
  /// Threads that were seen, and those of them that could not be sampled.
  uint64_t threads;
  uint64_t threads_refused;
  /// What the handler took, in nanoseconds, within 10 %.
  uint64_t handler_median;
  uint64_t handler_ninetieth;
};

/// Begins to sample all threads, those there are and those to come. Returns 0 or an errno: EBUSY
/// when a sampler runs.
int32_t bench_sampler_start(const struct bench_sampler_options *options,
                            struct bench_sampler_status *status);

/// No sample is taken until `bench_sampler_resume`. Both only set a flag.
void bench_sampler_pause(void);
void bench_sampler_resume(void);
bool bench_sampler_is_on(void);
/// How often one of both was called.
uint32_t bench_sampler_turns(void);
/// Whether another start would find the sampler busy.
bool bench_sampler_is_taken(void);

/// Takes up threads that were not caught when they began, and forgets those that have ended. To be
/// called now and then.
void bench_sampler_follow_threads(void);

/// Ends sampling. No handler is at work any more on return; what it noted can still be taken.
void bench_sampler_stop(void);

struct bench_sampler_counts bench_sampler_counts(void);

/// The calling thread is never sampled, and what it allocates is not profiled.
void bench_sampler_ignore_this_thread(void);
bool bench_sampler_ignores_this_thread(void);

/// Whether the calling thread is inside of the handler: for a test that it allocates nothing.
bool bench_sampler_is_handling(void);

/// The oldest sample that is whole, or NULL. One thread at a time takes them.
const struct bench_sample *bench_sampler_next(void);
/// Gives the room of that sample back.
void bench_sampler_release(void);

/// Room for a sample, or NULL when there is none. Safe in a signal handler.
struct bench_sample *bench_sampler_claim(void);
/// The sample is whole.
void bench_sampler_publish(struct bench_sample *sample);

#endif
