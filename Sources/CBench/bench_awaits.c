// The runtime calls a hook, where there is one, with each job that becomes ready to run. A job that
// is a task is suspended at that moment, so its chain of contexts is the stack it waited in.
#define _GNU_SOURCE
#include "bench_awaits.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bench_clocks.h"
#include "bench_queue.h"
#include "bench_random.h"

#define SWIFT __attribute__((swiftcall))

/// The beginning of a job, and of a task, as swift/ABI/Task.h has it.
struct job {
  void *metadata;
  uint64_t references;
  void *scheduler_private[2];
  uint32_t flags;
  uint32_t id;
  void *voucher;
  void *reserved;
  /// Where a task goes on.
  void *resume;
  /// Of tasks only.
  const struct context *context;
};

/// A function that awaits another.
struct context {
  const struct context *parent;
  void *resume;
};

enum { JOB_KIND_MASK = 0xff, JOB_KIND_TASK = 0, SLOTS = 1 << 16 };

/// When a task was woken last, and how long it has been on a thread since. Two tasks that want the same slot take it
/// from each other, and the wait that is on then is not told.
struct wake {
  _Atomic uint64_t task;
  _Atomic uint64_t time;
  _Atomic uint64_t ran;
};

typedef SWIFT void (*enqueue)(void *job);
typedef SWIFT void (*enqueue_hook)(void *job, enqueue original);

static struct wake wakes[SLOTS];
static _Atomic bool telling;
static uint64_t interval;
static enqueue_hook global_before, main_before;
static _Thread_local uint64_t random_state;

static struct wake *wake_of(uint64_t task) {
  return &wakes[(task * 0x9e3779b97f4a7c15u) >> 48];
}

/// The last of a task's contexts, which tells it from others, and how many there are.
static uint64_t outermost(const struct context *context, uint16_t *depth) {
  uint64_t last = 0;
  *depth = 0;
  while (context != NULL && context->resume != NULL && *depth < BENCH_SAMPLE_AWAITING) {
    last = (uint64_t)(uintptr_t)context;
    context = context->parent;
    *depth += 1;
  }
  return last;
}

static void tell(const struct job *job, uint64_t task, uint16_t depth, uint64_t time,
                 uint64_t waited) {
  if (waited < interval) {
    if (bench_draw(&random_state) % interval >= waited) return;
    waited = interval;
  }
  struct bench_sample *sample = bench_sampler_claim();
  if (sample == NULL) {
    bench_queue_lose();
    return;
  }
  sample->time = time;
  sample->weight = waited;
  sample->other = waited;
  sample->task = task;
  sample->thread = (int32_t)syscall(SYS_gettid);
  sample->kind = BENCH_SAMPLE_AWAITED;
  sample->count = 1;
  sample->async_at = 1;
  sample->addresses[0] = (uint64_t)(uintptr_t)job->resume;
  const struct context *context = job->context;
  for (uint16_t index = 0; index < depth; index++) {
    sample->callers[index] = (uint64_t)(uintptr_t)context->resume;
    context = context->parent;
  }
  sample->awaiting = depth;
  sample->is_rooted = depth < BENCH_SAMPLE_AWAITING;
  bench_sampler_publish(sample);
}

static void note(const struct job *job) {
  if (!atomic_load_explicit(&telling, memory_order_relaxed)) return;
  if ((job->flags & JOB_KIND_MASK) != JOB_KIND_TASK) return;
  uint16_t depth;
  uint64_t task = outermost(job->context, &depth);
  if (task == 0) return;
  uint64_t time = bench_wall_nanoseconds();
  struct wake *wake = wake_of(task);
  uint64_t since = atomic_load_explicit(&wake->time, memory_order_relaxed);
  uint64_t ran = atomic_exchange_explicit(&wake->ran, 0, memory_order_relaxed);
  bool is_known = atomic_load_explicit(&wake->task, memory_order_relaxed) == task;
  atomic_store_explicit(&wake->task, task, memory_order_relaxed);
  atomic_store_explicit(&wake->time, time, memory_order_relaxed);
  if (is_known && time > since + ran && bench_sampler_is_on()) {
    tell(job, task, depth, time, time - since - ran);
  }
}

static void pass_on(enqueue_hook before, void *job, enqueue original) {
  note(job);
  if (before != NULL) {
    before(job, original);
  } else {
    original(job);
  }
}

static SWIFT void on_global(void *job, enqueue original) { pass_on(global_before, job, original); }

static SWIFT void on_main(void *job, enqueue original) { pass_on(main_before, job, original); }

static bool hook(const char *name, enqueue_hook ours, enqueue_hook *before) {
  enqueue_hook *place = dlsym(RTLD_DEFAULT, name);
  if (place == NULL) return false;
  if (*place != ours) {
    *before = *place;
    *place = ours;
  }
  return true;
}

/// Whether the runtime lays jobs out as above: the lower half of a task's number stands in its job.
static bool is_known_layout(void) {
  uint64_t (*number_of)(void *job) =
      (uint64_t(*)(void *))dlsym(RTLD_DEFAULT, "swift_task_getJobTaskId");
  if (number_of == NULL) return false;
  // Of another kind than tasks, whose numbers have an upper half besides.
  struct job job = {.flags = JOB_KIND_TASK + 1, .id = 0x5a5a5a5a};
  return (uint32_t)number_of(&job) == job.id;
}

bool bench_awaits_start(uint64_t interval_nanoseconds) {
  if (interval_nanoseconds == 0 || !is_known_layout()) return false;
  interval = interval_nanoseconds;
  for (size_t slot = 0; slot < SLOTS; slot++) atomic_store(&wakes[slot].task, 0);
  if (!hook("swift_task_enqueueGlobal_hook", on_global, &global_before)) return false;
  hook("swift_task_enqueueMainExecutor_hook", on_main, &main_before);
  atomic_store(&telling, true);
  return true;
}

// The hooks stay: another may have been put before them, and would be lost.
void bench_awaits_stop(void) { atomic_store(&telling, false); }

void bench_awaits_ran(uint64_t task, uint64_t nanoseconds) {
  struct wake *wake = wake_of(task);
  if (atomic_load_explicit(&wake->task, memory_order_relaxed) == task) {
    atomic_fetch_add_explicit(&wake->ran, nanoseconds, memory_order_relaxed);
  }
}
