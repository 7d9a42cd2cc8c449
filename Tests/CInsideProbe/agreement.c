#define _GNU_SOURCE
#include "CInsideProbe.h"

#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <ucontext.h>

#include "bench_walk.h"

// Of libunwind.h: a cursor is opaque, 127 words; on x86-64 register 16 is the instruction pointer.
enum { CURSOR_WORDS = 127, UNW_REG_IP = 16, UNW_INIT_SIGNAL_FRAME = 1, MOST = 200 };
static int (*init_local2)(void *cursor, void *context, int flag);
static int (*step)(void *cursor);
static int (*get_reg)(void *cursor, int reg, uint64_t *value);

static struct probe_agreement agreement;
static struct bench_sample sample;

static void compare(int number, siginfo_t *information, void *context) {
  (void)number;
  (void)information;
  int saved = errno;
  static uint64_t theirs[MOST];
  static uint64_t cursor[CURSOR_WORDS];
  int count = 0, last = 1;
  if (init_local2(cursor, context, UNW_INIT_SIGNAL_FRAME) == 0) {
    do {
      uint64_t address;
      if (get_reg(cursor, UNW_REG_IP, &address) != 0 || address == 0) break;
      theirs[count++] = address;
    } while (count < MOST && (last = step(cursor)) > 0);
  }
  bench_walk_interrupted(&sample, context, BENCH_WALK_TABLES);
  agreement.samples++;
  agreement.rooted += sample.is_rooted;
  agreement.rooted_by_libunwind += last == 0;
  if (sample.count == count && memcmp(sample.addresses, theirs, 8 * (size_t)count) == 0) {
    agreement.equal++;
  }
  errno = saved;
}

bool probe_agreement_start(void) {
  void *library = dlopen("libunwind.so.8", RTLD_NOW);
  if (library == NULL) return false;
  init_local2 = (int (*)(void *, void *, int))dlsym(library, "_ULx86_64_init_local2");
  step = (int (*)(void *))dlsym(library, "_ULx86_64_step");
  get_reg = (int (*)(void *, int, uint64_t *))dlsym(library, "_ULx86_64_get_reg");
  if (init_local2 == NULL || step == NULL || get_reg == NULL) return false;
  memset(&agreement, 0, sizeof agreement);
  struct sigaction action = {.sa_flags = SA_SIGINFO | SA_RESTART};
  action.sa_sigaction = compare;
  sigfillset(&action.sa_mask);
  // libdispatch's threads, and those that they start, let it through to nobody.
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGVTALRM);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  struct itimerval timer = {{0, 1000}, {0, 1000}};
  return sigaction(SIGVTALRM, &action, NULL) == 0 && setitimer(ITIMER_VIRTUAL, &timer, NULL) == 0;
}

struct probe_agreement probe_agreement_stop(void) {
  struct itimerval none = {{0, 0}, {0, 0}};
  setitimer(ITIMER_VIRTUAL, &none, NULL);
  return agreement;
}
