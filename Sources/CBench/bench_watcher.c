// The watcher: one thread that interrupts those that run on and on.
//
// What interrupts a thread by itself, an event or a timer of its own, has its processor program and
// serve a timer for each sample, which on a virtual machine takes several times as long as a signal.
// Here that is done on another processor, by the watcher's; so where there is but one, there is no
// watcher.
//
// A signal takes some microseconds to arrive. A thread that waits often may have run and wait again by
// then, and what it waits in would be blamed for what it runs; so such threads keep what they have.
#define _GNU_SOURCE
#include "bench_watcher.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "bench_clocks_internal.h"
#include "bench_sampler.h"
#include "bench_threads.h"

static pthread_t watcher;
static _Atomic bool is_started;
static _Atomic bool is_ending;
static sem_t is_ready;
static uint64_t period;
static int32_t signal_number;

/// Whether a thread would run if it had a processor.
static bool waits_for_processor(int32_t id) {
  char text[512];
  snprintf(text, sizeof text, "/proc/self/task/%d/stat", id);
  int file = open(text, O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  ssize_t length = read(file, text, sizeof text - 1);
  close(file);
  if (length <= 0) return false;
  text[length] = 0;
  // The state is behind the name, which is in parentheses and may have some itself.
  const char *name_end = strrchr(text, ')');
  return name_end != NULL && strncmp(name_end, ") R", 3) == 0;
}

static void interrupt(int32_t id) {
  siginfo_t information = {.si_signo = signal_number, .si_code = SI_QUEUE};
  information.si_pid = getpid();
  information.si_uid = getuid();
  syscall(SYS_rt_tgsigqueueinfo, getpid(), id, signal_number, &information);
}

enum {
  /// Each tick that a thread runs through counts for it, and each in which it runs and waits counts
  /// against it, twice. With so many for it, it is watched, until there are none.
  TICKS_TO_WATCH = 4,
  MOST_TICKS = 16,
};

/// Whether the watcher is to interrupt the thread, after a tick in which it `ran` at all or `ran_on`.
static void judge(struct bench_thread *thread, int32_t id, uint64_t ran, bool ran_on) {
  // One that waits is not interrupted in any case.
  if (ran == 0) return;
  int32_t *ticks = &thread->watch.ticks;
  if (ran_on) {
    if (*ticks < MOST_TICKS) *ticks += 1;
  } else {
    *ticks = *ticks > 2 ? *ticks - 2 : 0;
  }
  bool is_watched = atomic_load(&thread->is_watched);
  if (is_watched ? *ticks == 0 : *ticks >= TICKS_TO_WATCH) {
    bench_threads_watch(thread, id, !is_watched);
  }
}

/// - Parameter elapsed: Nanoseconds since the last look.
/// - Parameter is_whole: Whether samples were taken all that time.
static void look_at(struct bench_thread *thread, uint64_t elapsed, bool is_whole) {
  int32_t id = atomic_load_explicit(&thread->id, memory_order_acquire);
  if (id == 0) return;
  struct bench_watch *watch = &thread->watch;
  clockid_t clock = bench_clock_of_thread(id);
  uint64_t cpu = bench_nanoseconds_of(clock);
  if (watch->id != id) {
    *watch = (struct bench_watch){.id = id, .cpu = cpu};
    return;
  }
  // 0 when it has ended.
  uint64_t ran = cpu > watch->cpu ? cpu - watch->cpu : 0;
  watch->cpu = cpu;
  bool was_watched = atomic_load(&thread->is_watched);
  if (was_watched) watch->owed = bench_sampler_is_on() ? watch->owed + ran : 0;
  bool ran_on = ran >= elapsed - elapsed / 10;
  if (is_whole) judge(thread, id, ran, ran_on);
  if (!was_watched) return;
  bool is_watched = atomic_load(&thread->is_watched);
  if (is_watched) {
    if (watch->owed < period / 2) return;
    // The clock of one that runs goes on between two looks. Else it waits, unless it ran until now and
    // the watcher itself has taken its processor.
    if (bench_nanoseconds_of(clock) <= cpu && !(ran_on && waits_for_processor(id))) return;
  }
  atomic_fetch_add_explicit(&thread->due, watch->owed, memory_order_relaxed);
  watch->owed = 0;
  // What is due is left to the event of one that is watched no longer.
  if (is_watched) interrupt(id);
}

static void *watch(void *unused) {
  bench_sampler_ignore_this_thread();
  prctl(PR_SET_NAME, "bench-watcher");
  prctl(PR_SET_TIMERSLACK, 1);
  sem_post(&is_ready);
  uint64_t last = bench_nanoseconds_of(CLOCK_MONOTONIC), next = last + period;
  uint32_t turns = 0;
  while (!atomic_load(&is_ending)) {
    struct timespec time = {(time_t)(next / 1000000000), (long)(next % 1000000000)};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
    uint64_t now = bench_nanoseconds_of(CLOCK_MONOTONIC);
    uint32_t turns_now = bench_sampler_turns();
    bool is_whole = turns_now == turns && bench_sampler_is_on();
    uint32_t count = bench_threads_used();
    for (uint32_t index = 0; index < count; index++) {
      look_at(bench_threads_at(index), now - last, is_whole);
    }
    turns = turns_now;
    last = now;
    // Of thousands of threads it looks less often, rather than take more than half of a processor.
    uint64_t end = bench_nanoseconds_of(CLOCK_MONOTONIC), rested = end + (end - now);
    next += period;
    if (next < rested) next = rested;
  }
  return unused;
}

int32_t bench_watcher_start(uint32_t frequency, int32_t signal) {
  siginfo_t nothing = {.si_code = SI_QUEUE};
  if (syscall(SYS_rt_tgsigqueueinfo, getpid(), syscall(SYS_gettid), 0, &nothing) != 0) {
    return errno;
  }
  period = 1000000000ull / frequency;
  signal_number = signal;
  atomic_store(&is_ending, false);
  // What an earlier watcher knew.
  uint32_t count = bench_threads_used();
  for (uint32_t index = 0; index < count; index++) bench_threads_at(index)->watch.id = 0;
  if (sem_init(&is_ready, 0, 0) != 0) return errno;
  // What is sent to the program is for its own threads.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int failure = pthread_create(&watcher, NULL, watch, NULL);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (failure == 0) {
    while (sem_wait(&is_ready) != 0) {}
    atomic_store(&is_started, true);
  }
  sem_destroy(&is_ready);
  return failure;
}

void bench_watcher_stop(void) {
  if (!atomic_exchange(&is_started, false)) return;
  atomic_store(&is_ending, true);
  pthread_join(watcher, NULL);
}

void bench_watcher_forked(void) { atomic_store(&is_started, false); }
