// Which threads are sampled, and what interrupts each of them.
//
// Threads that are created while a sampler runs take themselves up, by a `pthread_create` of our
// own, which the dynamic linker prefers as it does the executable's malloc. The others are found in
// /proc/self/task.
#define _GNU_SOURCE
#include "bench_threads.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "bench_clocks_internal.h"

enum { MOST_THREADS = 4096 };

static struct bench_thread *threads;
/// Records behind were never used.
static _Atomic uint32_t used;
/// Held by whoever takes up or forgets a thread; never in a handler.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic bool open_for_threads;
static struct bench_threads_settings settings;
static uint64_t seen, refused;
/// Its destructor runs as a thread ends.
static pthread_key_t ending;
static bool has_ending;

static _Thread_local __attribute__((tls_model("initial-exec"))) struct bench_thread *own;
static _Thread_local __attribute__((tls_model("initial-exec"))) int32_t own_id;
static _Thread_local __attribute__((tls_model("initial-exec"))) bool is_ignored;
/// The profiler's own threads, which are never sampled; 0 for none.
static int32_t ignored[8];

// MARK: In handlers

struct bench_thread *bench_threads_own(void) {
  if (own_id == 0) own_id = (int32_t)syscall(SYS_gettid);
  struct bench_thread *thread = own;
  if (thread != NULL && atomic_load_explicit(&thread->id, memory_order_relaxed) == own_id) {
    return thread;
  }
  // Found by another thread, which could not say so here.
  uint32_t count = atomic_load_explicit(&used, memory_order_acquire);
  for (uint32_t index = 0; index < count; index++) {
    if (atomic_load_explicit(&threads[index].id, memory_order_relaxed) == own_id) {
      return own = &threads[index];
    }
  }
  return NULL;
}

// MARK: What interrupts a thread

static int32_t open_event(struct bench_thread *thread, int32_t id) {
  struct perf_event_attr attributes = {
      .size = sizeof attributes,
      .type = PERF_TYPE_SOFTWARE,
      .config = PERF_COUNT_SW_CPU_CLOCK,
      .sample_period = 1000000000ull / settings.frequency,
      .disabled = 1,
      .wakeup_events = 1,
      .exclude_hv = 1,
      .exclude_kernel = settings.includes_kernel ? 0 : 1,
  };
  int event = (int)syscall(SYS_perf_event_open, &attributes, id, -1, -1, PERF_FLAG_FD_CLOEXEC);
  if (event < 0) return errno;
  struct f_owner_ex owner = {F_OWNER_TID, id};
  if (fcntl(event, F_SETFL, O_ASYNC | O_NONBLOCK) != 0 ||
      fcntl(event, F_SETSIG, settings.signal) != 0 || fcntl(event, F_SETOWN_EX, &owner) != 0 ||
      ioctl(event, PERF_EVENT_IOC_ENABLE, 0) != 0) {
    int reason = errno;
    close(event);
    return reason;
  }
  thread->event = event;
  return 0;
}

static int set_timer(timer_t timer, bool is_on) {
  long interval = is_on ? 1000000000l / settings.frequency : 0;
  struct itimerspec times = {
      .it_interval = {interval / 1000000000, interval % 1000000000},
      .it_value = {interval / 1000000000, interval % 1000000000},
  };
  return timer_settime(timer, 0, &times, NULL);
}

static int32_t open_timer(struct bench_thread *thread, int32_t id, bool is_wall) {
  struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = settings.signal};
  event._sigev_un._tid = id;
  clockid_t clock = is_wall ? CLOCK_MONOTONIC : bench_clock_of_thread(id);
  timer_t timer;
  if (timer_create(clock, &event, &timer) != 0) return errno;
  if (set_timer(timer, true) != 0) {
    int reason = errno;
    timer_delete(timer);
    return reason;
  }
  thread->timer = timer;
  thread->has_timer = true;
  return 0;
}

static int32_t interrupt(struct bench_thread *thread, int32_t id) {
  int32_t failure = EPERM;
  if (settings.source == BENCH_SOURCE_EVENTS) {
    failure = open_event(thread, id);
    // Each event takes a descriptor, and a program may have none left; timers take none.
    if (failure != EMFILE && failure != ENFILE) return failure;
  }
  return open_timer(thread, id, settings.source == BENCH_SOURCE_WALL_TIMERS);
}

static void silence(struct bench_thread *thread) {
  if (thread->event >= 0) close(thread->event);
  if (thread->has_timer) timer_delete(thread->timer);
  thread->event = -1;
  thread->has_timer = false;
}

// MARK: Taking up and forgetting

static void after_fork(void);
static void leave(void *unused);

static void before_fork(void) { pthread_mutex_lock(&lock); }
static void after_fork_in_parent(void) { pthread_mutex_unlock(&lock); }

static void prepare_once(void) {
  has_ending = pthread_key_create(&ending, leave) == 0;
  pthread_atfork(before_fork, after_fork_in_parent, after_fork);
}

static void prepare(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, prepare_once);
}

static struct bench_thread *record_of(int32_t id) {
  uint32_t count = atomic_load(&used);
  for (uint32_t index = 0; index < count; index++) {
    if (atomic_load(&threads[index].id) == id) return &threads[index];
  }
  return NULL;
}

/// With the lock held.
static int32_t take_up(int32_t id, const struct bench_walk_space *space) {
  struct bench_thread *thread = record_of(id);
  if (thread == NULL) {
    thread = record_of(0);
    uint32_t count = atomic_load(&used);
    seen++;
    if (thread == NULL) {
      if (count == MOST_THREADS) {
        refused++;
        return EAGAIN;
      }
      thread = &threads[count];
    }
    thread->event = -1;
    thread->has_timer = false;
    thread->wall = thread->cpu = 0;
    atomic_store(&thread->is_watched, false);
    atomic_store(&thread->due, 0);
    thread->space = (struct bench_walk_space){0};
    if (space != NULL) thread->space = *space;
    thread->space.memory = &thread->memory;
    // From here on the handler may find it.
    atomic_store_explicit(&thread->id, id, memory_order_release);
    if (thread == &threads[count]) atomic_store_explicit(&used, count + 1, memory_order_release);
    int32_t failure = interrupt(thread, id);
    if (failure != 0) {
      // One that has ended meanwhile was not refused.
      if (failure == ESRCH || failure == EINVAL) {
        seen--;
      } else {
        refused++;
      }
      atomic_store(&thread->id, 0);
    }
    return failure;
  }
  if (space != NULL) {
    thread->space.stack_begin = space->stack_begin;
    thread->space.stack_end = space->stack_end;
  }
  return 0;
}

static void forget(struct bench_thread *thread) {
  silence(thread);
  atomic_store(&thread->id, 0);
}

/// Takes up the calling thread, whose stack only it can find.
static int32_t enter(void) {
  if (is_ignored) return 0;
  struct bench_walk_space space = {0};
  bench_find_own_stack(&space);
  if (own_id == 0) own_id = (int32_t)syscall(SYS_gettid);
  pthread_mutex_lock(&lock);
  int32_t failure = atomic_load(&open_for_threads) ? take_up(own_id, &space) : 0;
  pthread_mutex_unlock(&lock);
  if (has_ending) pthread_setspecific(ending, &own);
  return failure;
}

static void leave(void *unused) {
  (void)unused;
  pthread_mutex_lock(&lock);
  // Its number may be another thread's next.
  for (size_t index = 0; index < sizeof ignored / sizeof *ignored; index++) {
    if (ignored[index] == own_id) ignored[index] = 0;
  }
  struct bench_thread *thread = threads != NULL && own_id != 0 ? record_of(own_id) : NULL;
  if (thread != NULL) forget(thread);
  own = NULL;
  pthread_mutex_unlock(&lock);
}

void bench_sampler_ignore_this_thread(void) {
  if (own_id == 0) own_id = (int32_t)syscall(SYS_gettid);
  prepare();
  pthread_mutex_lock(&lock);
  is_ignored = true;
  struct bench_thread *thread = threads != NULL ? record_of(own_id) : NULL;
  if (thread != NULL) forget(thread);
  for (size_t index = 0; index < sizeof ignored / sizeof *ignored; index++) {
    if (ignored[index] == 0 || ignored[index] == own_id) {
      ignored[index] = own_id;
      break;
    }
  }
  pthread_mutex_unlock(&lock);
  if (has_ending) pthread_setspecific(ending, &own);
}

bool bench_sampler_ignores_this_thread(void) { return is_ignored; }

static bool ignores(int32_t id) {
  for (size_t index = 0; index < sizeof ignored / sizeof *ignored; index++) {
    if (ignored[index] == id) return true;
  }
  return false;
}

static bool lives(int32_t id) { return syscall(SYS_tgkill, getpid(), id, 0) == 0; }

void bench_sampler_follow_threads(void) {
  // Of memory, no thread is followed.
  if (!atomic_load(&open_for_threads)) return;
  DIR *folder = opendir("/proc/self/task");
  if (folder == NULL) return;
  pthread_mutex_lock(&lock);
  uint32_t count = atomic_load(&used);
  for (uint32_t index = 0; index < count; index++) {
    int32_t id = atomic_load(&threads[index].id);
    if (id != 0 && !lives(id)) forget(&threads[index]);
  }
  struct dirent *entry;
  while (atomic_load(&open_for_threads) && (entry = readdir(folder)) != NULL) {
    int32_t id = atoi(entry->d_name);
    if (id > 0 && !ignores(id)) take_up(id, NULL);
  }
  pthread_mutex_unlock(&lock);
  closedir(folder);
}

int32_t bench_threads_open(const struct bench_threads_settings *wanted) {
  prepare();
  if (threads == NULL) {
    void *memory = mmap(NULL, MOST_THREADS * sizeof *threads, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return errno;
    threads = memory;
  }
  pthread_mutex_lock(&lock);
  settings = *wanted;
  seen = refused = 0;
  atomic_store(&open_for_threads, true);
  pthread_mutex_unlock(&lock);
  int32_t failure = enter();
  if (failure != 0) {
    bench_threads_close();
    return failure;
  }
  bench_sampler_follow_threads();
  return 0;
}

void bench_threads_close(void) {
  pthread_mutex_lock(&lock);
  atomic_store(&open_for_threads, false);
  uint32_t count = atomic_load(&used);
  for (uint32_t index = 0; index < count; index++) {
    if (atomic_load(&threads[index].id) != 0) forget(&threads[index]);
  }
  pthread_mutex_unlock(&lock);
}

void bench_threads_watch(struct bench_thread *thread, int32_t id, bool is_watched) {
  pthread_mutex_lock(&lock);
  if (atomic_load(&thread->id) == id) {
    if (thread->event >= 0) {
      ioctl(thread->event, is_watched ? PERF_EVENT_IOC_DISABLE : PERF_EVENT_IOC_ENABLE, 0);
    }
    if (thread->has_timer) set_timer(thread->timer, !is_watched);
    atomic_store(&thread->is_watched, is_watched);
  }
  pthread_mutex_unlock(&lock);
}

uint32_t bench_threads_used(void) { return atomic_load_explicit(&used, memory_order_acquire); }

struct bench_thread *bench_threads_at(uint32_t index) { return &threads[index]; }

void bench_threads_count(uint64_t *threads_seen, uint64_t *threads_refused) {
  pthread_mutex_lock(&lock);
  *threads_seen = seen;
  *threads_refused = refused;
  pthread_mutex_unlock(&lock);
}

// MARK: Fork

// The child has one thread and none of the parent's timers. Events are the parent's still, so all
// that is to be done is to let go of their descriptors.
static void after_fork(void) {
  bench_sampler_forked();
  atomic_store(&open_for_threads, false);
  own_id = 0;
  uint32_t count = atomic_load(&used);
  for (uint32_t index = 0; index < count; index++) {
    if (threads[index].event >= 0) close(threads[index].event);
    threads[index].event = -1;
    threads[index].has_timer = false;
    atomic_store(&threads[index].id, 0);
  }
  pthread_mutex_unlock(&lock);
}

// MARK: New threads

#if defined(__GLIBC__) && !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer) \
    && !__has_feature(memory_sanitizer)

typedef int (*create_function)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

struct beginning {
  void *(*function)(void *);
  void *argument;
};

static void *begin(void *memory) {
  struct beginning beginning = *(struct beginning *)memory;
  free(memory);
  enter();
  // Nothing of ours stays on the stack.
  __attribute__((musttail)) return beginning.function(beginning.argument);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                   void *(*function)(void *), void *argument) {
  static _Atomic(create_function) real;
  create_function create = atomic_load(&real);
  if (create == NULL) {
    create = (create_function)dlsym(RTLD_NEXT, "pthread_create");
    atomic_store(&real, create);
  }
  if (create == NULL) return EAGAIN;
  struct beginning *beginning = NULL;
  if (atomic_load_explicit(&open_for_threads, memory_order_relaxed)) {
    beginning = malloc(sizeof *beginning);
  }
  if (beginning == NULL) return create(thread, attributes, function, argument);
  *beginning = (struct beginning){function, argument};
  int failure = create(thread, attributes, begin, beginning);
  if (failure != 0) free(beginning);
  return failure;
}

#endif
