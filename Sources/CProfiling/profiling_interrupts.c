#define _GNU_SOURCE
#include "profiling_interrupts.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static volatile int32_t target = -1;
static struct sigaction before_int, before_term;

static void note(int signal_number) {
  int saved = errno;
  unsigned char byte = (unsigned char)signal_number;
  ssize_t written = write(target, &byte, 1);
  (void)written;
  errno = saved;
}

/// Takes a signal, unless whoever started this process had it ignored, as a shell has of SIGINT for
/// what runs in the background.
static int take(int number, struct sigaction *before) {
  struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  if (sigaction(number, NULL, before) != 0) return -1;
  if (!(before->sa_flags & SA_SIGINFO) && before->sa_handler == SIG_IGN) return 0;
  return sigaction(number, &action, before);
}

int32_t profiling_catch_interrupts(int32_t descriptor) {
  if (target >= 0) return -EBUSY;
  target = descriptor;
  if (take(SIGINT, &before_int) != 0) {
    target = -1;
    return -errno;
  }
  if (take(SIGTERM, &before_term) != 0) {
    int reason = errno;
    sigaction(SIGINT, &before_int, NULL);
    target = -1;
    return -reason;
  }
  return 0;
}

void profiling_release_interrupts(void) {
  if (target < 0) return;
  sigaction(SIGINT, &before_int, NULL);
  sigaction(SIGTERM, &before_term, NULL);
  target = -1;
}
