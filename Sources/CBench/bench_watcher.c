// The watcher: one thread that interrupts all others as they run.
//
// A timer or an event of each thread would interrupt it without any help. But then its processor has
// a timer to program and to serve for each sample, which on a virtual machine takes several times as
// long as a signal. Here that is done on another processor, by the watcher's; so where there is but
// one, there is no watcher.
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

/// Whether a thread whose processor clock was `cpu` a moment ago is at work.
static bool runs(int32_t id, uint64_t cpu) {
  // The clock of a thread that runs goes on between two looks.
  if (bench_nanoseconds_of(bench_clock_of_thread(id)) > cpu) return true;
  // One that waits for a processor, as the watcher's own may have been taken from it, would run.
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

static void interrupt(struct bench_thread *thread, int32_t id) {
  siginfo_t information = {.si_signo = signal_number, .si_code = SI_QUEUE};
  information.si_pid = getpid();
  information.si_uid = getuid();
  information.si_value.sival_ptr = thread;
  syscall(SYS_rt_tgsigqueueinfo, getpid(), id, signal_number, &information);
}

static void look_at(struct bench_thread *thread) {
  int32_t id = atomic_load_explicit(&thread->id, memory_order_acquire);
  if (id == 0) return;
  uint64_t cpu = bench_nanoseconds_of(bench_clock_of_thread(id));
  uint64_t ran = cpu > thread->seen ? cpu - thread->seen : 0;
  // 0 when it has ended.
  if (cpu != 0) thread->seen = cpu;
  if (!bench_sampler_is_on()) {
    thread->owed = 0;
    return;
  }
  if (ran == 0) return;
  thread->owed += ran;
  // Many threads that take turns on a processor are not interrupted at each of their turns.
  if (thread->owed < period / 2 || !runs(id, cpu)) return;
  atomic_fetch_add_explicit(&thread->due, thread->owed, memory_order_relaxed);
  thread->owed = 0;
  interrupt(thread, id);
}

static void *watch(void *unused) {
  bench_sampler_ignore_this_thread();
  prctl(PR_SET_NAME, "bench-watcher");
  prctl(PR_SET_TIMERSLACK, 1);
  sem_post(&is_ready);
  uint64_t next = bench_nanoseconds_of(CLOCK_MONOTONIC) + period;
  while (!atomic_load(&is_ending)) {
    struct timespec time = {(time_t)(next / 1000000000), (long)(next % 1000000000)};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
    uint64_t begin = bench_nanoseconds_of(CLOCK_MONOTONIC);
    uint32_t count = bench_threads_used();
    for (uint32_t index = 0; index < count; index++) look_at(bench_threads_at(index));
    uint64_t end = bench_nanoseconds_of(CLOCK_MONOTONIC);
    // Of thousands of threads it looks less often, rather than take more than half of a processor.
    uint64_t rested = end + (end - begin);
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
