#define _GNU_SOURCE
#include "CInsideProbe.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static void do_nothing(int number, siginfo_t *information, void *context) {
  (void)number;
  (void)information;
  (void)context;
}

int32_t probe_interrupt(uint32_t frequency, bool by_signal) {
  struct perf_event_attr attributes = {
      .size = sizeof attributes,
      .type = PERF_TYPE_SOFTWARE,
      .config = PERF_COUNT_SW_CPU_CLOCK,
      .sample_period = 1000000000ull / frequency,
      .disabled = 1,
      .wakeup_events = 1,
      .exclude_hv = 1,
  };
  int event = (int)syscall(SYS_perf_event_open, &attributes, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
  if (event < 0) return -errno;
  if (by_signal) {
    struct sigaction action = {.sa_flags = SA_SIGINFO | SA_RESTART};
    action.sa_sigaction = do_nothing;
    sigfillset(&action.sa_mask);
    struct f_owner_ex owner = {F_OWNER_TID, (pid_t)syscall(SYS_gettid)};
    if (sigaction(SIGUSR1, &action, NULL) != 0 ||
        fcntl(event, F_SETFL, O_ASYNC | O_NONBLOCK) != 0 ||
        fcntl(event, F_SETSIG, SIGUSR1) != 0 || fcntl(event, F_SETOWN_EX, &owner) != 0) {
      int reason = errno;
      close(event);
      return -reason;
    }
  }
  ioctl(event, PERF_EVENT_IOC_ENABLE, 0);
  return event;
}

void probe_interrupt_end(int32_t event) { close(event); }
