// The sampler: what a signal makes of itself in the interrupted thread.
//
// REVIEW: every call that the handler makes, and why it may
//
//   bench_threads_own       reads this thread's own variables, whose place is fixed when the program
//                           starts (initial-exec), and numbers in memory that is never given back
//   syscall(SYS_gettid)     a system call and no more
//   bench_nanoseconds_of    clock_gettime, async-signal-safe by POSIX; of CLOCK_MONOTONIC no system
//                           call either
//   bench_sampler_claim     compares and exchanges numbers in memory that is never given back
//   bench_queue_lose        adds to a number
//   bench_walk_stack        see bench_walk.c: reads memory, and syscall(SYS_rt_sigprocmask)
//   bench_awaits_ran        adds to a number in static memory
//   bench_sampler_publish   stores a number
//   memcpy, memset          of sizes known to the compiler, which makes instructions of them
//
// Nothing else is called: no allocation, no lock, no function of the dynamic linker, nothing of
// Swift's runtime. `errno` is what it was before.
#define _GNU_SOURCE
#include "bench_sampler.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <time.h>
#include <ucontext.h>

#include "bench_affinity.h"
#include "bench_awaits.h"
#include "bench_clocks_internal.h"
#include "bench_heap_internal.h"
#include "bench_queue.h"
#include "bench_threads.h"
#include "bench_walk_internal.h"
#include "bench_watcher.h"

enum {
  USUAL_SLOTS = 4096,
  /// Threads that wait are sampled too, and there may be hundreds.
  WALL_SLOTS = 8192,
  /// Four buckets for each power of two of nanoseconds.
  COST_BUCKETS = 4 * 40,
};

/// From the moment that somebody begins until everything has ended.
static _Atomic bool is_reserved;
static _Atomic bool is_running;
static _Atomic bool is_paused;
static _Atomic uint32_t turns;
static struct bench_sampler_options options;
static enum bench_sampler_source source;
static uint64_t period;
static int32_t installed_signal;
static _Atomic uint64_t costs[COST_BUCKETS];
static _Thread_local __attribute__((tls_model("initial-exec"))) bool is_handling;

// MARK: The handler

#if defined(__x86_64__)

static const bool is_supported = true;

static void copy_registers(struct bench_registers *registers, const ucontext_t *context) {
  static const uint8_t places[17] = {REG_RAX, REG_RDX, REG_RCX, REG_RBX, REG_RSI, REG_RDI,
                                     REG_RBP, REG_RSP, REG_R8,  REG_R9,  REG_R10, REG_R11,
                                     REG_R12, REG_R13, REG_R14, REG_R15, REG_RIP};
  for (int index = 0; index < 17; index++) {
    registers->value[index] = (uint64_t)context->uc_mcontext.gregs[places[index]];
  }
}

#else

static const bool is_supported = false;

static void copy_registers(struct bench_registers *registers, const ucontext_t *context) {
  (void)registers;
  (void)context;
}

#endif

static void walk_interrupted(struct bench_sample *sample, const void *context,
                             const struct bench_thread *thread, enum bench_walk walk) {
  struct bench_registers registers;
  copy_registers(&registers, context);
  static const struct bench_walk_space unknown;
  sample->task =
      bench_walk_stack(sample, &registers, thread != NULL ? &thread->space : &unknown, walk);
}

void bench_walk_interrupted(struct bench_sample *sample, const void *context,
                            enum bench_walk walk) {
  uint32_t token = bench_walk_enter();
  walk_interrupted(sample, context, bench_threads_own(), walk);
  bench_walk_leave(token);
}

static uint32_t bucket_of(uint64_t cost) {
  if (cost < 4) return (uint32_t)cost;
  uint32_t exponent = 63 - (uint32_t)__builtin_clzll(cost);
  uint32_t bucket = exponent * 4 + (uint32_t)(cost >> (exponent - 2) & 3);
  return bucket < COST_BUCKETS ? bucket : COST_BUCKETS - 1;
}

static void take(const siginfo_t *information, const ucontext_t *context) {
  struct bench_thread *thread = bench_threads_own();
  if (thread == NULL) return;
  uint64_t now = bench_nanoseconds_of(CLOCK_MONOTONIC);
  uint64_t weight = period, other = 0;
  // A timer that fires later than it was to says how often it would have fired meanwhile.
  if (information->si_code == SI_TIMER && information->si_overrun > 0) {
    weight += period * (uint64_t)information->si_overrun;
  }
  if (information->si_code == SI_QUEUE) weight = 0;
  weight += atomic_exchange_explicit(&thread->due, 0, memory_order_relaxed);
  if (weight == 0) return;
  bool is_wall = source == BENCH_SOURCE_WALL_TIMERS;
  if (is_wall) {
    uint64_t cpu = bench_nanoseconds_of(CLOCK_THREAD_CPUTIME_ID);
    if (thread->wall != 0) weight = now - thread->wall;
    uint64_t ran = thread->wall != 0 ? cpu - thread->cpu : weight;
    other = ran < weight ? weight - ran : 0;
    thread->wall = now;
    thread->cpu = cpu;
  }
  if (atomic_load_explicit(&is_paused, memory_order_relaxed)) return;
  struct bench_sample *sample = bench_sampler_claim();
  if (sample == NULL) {
    bench_queue_lose();
    return;
  }
  sample->time = now;
  sample->weight = weight;
  sample->other = other;
  sample->thread = atomic_load_explicit(&thread->id, memory_order_relaxed);
  sample->kind = is_wall ? BENCH_SAMPLE_WALL : BENCH_SAMPLE_RUNNING;
  walk_interrupted(sample, context, thread, options.walk);
  // On a thread, the task waited for nothing that it could be woken from.
  if (sample->task != 0) bench_awaits_ran(sample->task, weight);
  bench_sampler_publish(sample);
  uint64_t cost = bench_nanoseconds_of(CLOCK_MONOTONIC) - now;
  atomic_fetch_add_explicit(&costs[bucket_of(cost)], 1, memory_order_relaxed);
}

static void handle(int number, siginfo_t *information, void *context) {
  (void)number;
  // Only what timers, events and the watcher sent: a signal of the program's own is none of our
  // business. What the watcher did not send has nothing due.
  int code = information->si_code;
  if (code != SI_TIMER && code != SI_QUEUE && code <= 0) return;
  int saved = errno;
  is_handling = true;
  uint32_t token = bench_walk_enter();
  if (atomic_load(&is_running)) take(information, context);
  bench_walk_leave(token);
  is_handling = false;
  errno = saved;
}

bool bench_sampler_is_handling(void) { return is_handling; }

// MARK: Starting and stopping

static bool is_free(int number) {
  struct sigaction action;
  return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_DFL &&
         !(action.sa_flags & SA_SIGINFO);
}

/// SIGPROF where the program has no use for it: libdispatch lets its threads have no other.
///
/// The handler stays for good: a signal may be on its way when sampling ends, and without a handler
/// it would end the program.
static int32_t install_handler(void) {
  if (installed_signal != 0) return 0;
  int number = is_free(SIGPROF) ? SIGPROF : 0;
  for (int candidate = SIGRTMIN + 8; number == 0 && candidate <= SIGRTMAX; candidate++) {
    if (is_free(candidate)) number = candidate;
  }
  if (number == 0) return ENOSPC;
  struct sigaction action = {.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK};
  action.sa_sigaction = handle;
  sigfillset(&action.sa_mask);
  if (sigaction(number, &action, NULL) != 0) return errno;
  installed_signal = number;
  return 0;
}

static int32_t open_best(struct bench_sampler_status *status) {
  static const struct {
    enum bench_sampler_source source;
    bool includes_kernel;
  } ways[] = {
      {BENCH_SOURCE_EVENTS, true},
      {BENCH_SOURCE_EVENTS, false},
      {BENCH_SOURCE_CPU_TIMERS, true},
      {BENCH_SOURCE_WALL_TIMERS, true},
  };
  int32_t failure = ENOSYS;
  for (size_t index = 0; index < sizeof ways / sizeof *ways; index++) {
    if (options.wall && ways[index].source != BENCH_SOURCE_WALL_TIMERS) continue;
    source = ways[index].source;
    struct bench_threads_settings settings = {
        .frequency = options.frequency,
        .source = source,
        .signal = installed_signal,
        .includes_kernel = ways[index].includes_kernel,
    };
    failure = bench_threads_open(&settings);
    if (failure == 0) {
      status->source = source;
      return 0;
    }
    if (status->refusal == 0 || source == BENCH_SOURCE_EVENTS) status->refusal = failure;
  }
  return failure;
}

int32_t bench_sampler_reserve(uint32_t slots, bool starts_paused) {
  bool expected = false;
  if (!atomic_compare_exchange_strong(&is_reserved, &expected, true)) return EBUSY;
  if (!bench_queue_open(slots)) {
    atomic_store(&is_reserved, false);
    return ENOMEM;
  }
  for (size_t index = 0; index < COST_BUCKETS; index++) atomic_store(&costs[index], 0);
  atomic_store(&is_paused, starts_paused);
  atomic_store(&is_running, true);
  return 0;
}

int32_t bench_sampler_start(const struct bench_sampler_options *wanted,
                            struct bench_sampler_status *status) {
  memset(status, 0, sizeof *status);
  if (!is_supported) return ENOTSUP;
  if (wanted->frequency == 0) return EINVAL;
  uint32_t usual = wanted->wall ? WALL_SLOTS : USUAL_SLOTS;
  int32_t failure =
      bench_sampler_reserve(wanted->slots != 0 ? wanted->slots : usual, wanted->starts_paused);
  if (failure != 0) return failure;
  options = *wanted;
  period = 1000000000ull / options.frequency;
  failure = install_handler();
  // Who watches needs another processor than who is watched. It begins before threads are followed,
  // as it is to be none of them.
  int32_t cpus[2];
  if (failure == 0 && !options.wall && bench_usable_cpus(cpus, 2) == 2) {
    status->is_watched = bench_watcher_start(options.frequency, installed_signal) == 0;
  }
  if (failure == 0) failure = open_best(status);
  // Those interrupt by the wall clock, and whoever runs or not.
  if (source == BENCH_SOURCE_WALL_TIMERS && status->is_watched) {
    bench_watcher_stop();
    status->is_watched = false;
  }
  if (failure != 0) bench_sampler_stop();
  return failure;
}

static void turn(bool pauses) {
  atomic_store_explicit(&is_paused, pauses, memory_order_relaxed);
  atomic_fetch_add_explicit(&turns, 1, memory_order_relaxed);
}

void bench_sampler_pause(void) { turn(true); }

void bench_sampler_resume(void) { turn(false); }

uint32_t bench_sampler_turns(void) { return atomic_load_explicit(&turns, memory_order_relaxed); }

bool bench_sampler_is_on(void) {
  return atomic_load_explicit(&is_running, memory_order_relaxed) &&
         !atomic_load_explicit(&is_paused, memory_order_relaxed);
}

bool bench_sampler_is_taken(void) { return atomic_load(&is_reserved); }

void bench_sampler_stop(void) {
  bench_watcher_stop();
  bench_threads_close();
  atomic_store(&is_running, false);
  bench_walk_wait();
  atomic_store(&is_reserved, false);
}

void bench_sampler_forked(void) {
  atomic_store(&is_running, false);
  bench_allocations_profile(false);
  bench_awaits_stop();
  bench_watcher_forked();
}

/// Each sample has a cost.
static uint64_t count_taken(void) {
  uint64_t all = 0;
  for (size_t index = 0; index < COST_BUCKETS; index++) all += atomic_load(&costs[index]);
  return all;
}

static uint64_t cost_at(double share) {
  uint64_t all = count_taken(), below = 0;
  for (size_t index = 0; index < COST_BUCKETS; index++) {
    below += atomic_load(&costs[index]);
    if (all > 0 && (double)below >= share * (double)all) {
      if (index < 12) return index;
      // The middle of the bucket.
      return ((4 + index % 4) * 2 + 1) << (index / 4 - 3);
    }
  }
  return 0;
}

struct bench_sampler_counts bench_sampler_counts(void) {
  struct bench_sampler_counts counts = {
      .taken = count_taken(),
      .lost = bench_queue_lost(),
      .handler_median = cost_at(0.5),
      .handler_ninetieth = cost_at(0.9),
  };
  bench_threads_count(&counts.threads, &counts.threads_refused);
  return counts;
}
