#define _GNU_SOURCE
#include "profiling_process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MAX_DESCRIPTORS = 8, OUT_OF_THE_WAY = MAX_DESCRIPTORS + 1 };

/// Makes the program's descriptors 0, 1, 2 and so on, and the line the next one; closes all others,
/// also the parent's end of the line, so that the parent's death is seen. Returns the line.
static int arrange(const struct profiling_program *program) {
  int32_t moved[MAX_DESCRIPTORS];
  for (int32_t i = 0; i < program->descriptor_count; i++) {
    moved[i] = fcntl(program->descriptors[i], F_DUPFD_CLOEXEC, OUT_OF_THE_WAY);
    if (moved[i] < 0) return -1;
  }
  int line = fcntl(program->line, F_DUPFD_CLOEXEC, OUT_OF_THE_WAY);
  if (line < 0) return -1;
  for (int32_t i = 0; i < program->descriptor_count; i++) {
    if (dup2(moved[i], i) < 0) return -1;
  }
  int32_t kept = program->descriptor_count;
  if (dup3(line, kept, O_CLOEXEC) < 0) return -1;
#ifdef SYS_close_range
  if (syscall(SYS_close_range, (unsigned)kept + 1, ~0U, 0) == 0) return kept;
#endif
  // A kernel before 5.9.
  long limit = sysconf(_SC_OPEN_MAX);
  for (int descriptor = kept + 1; descriptor < limit; descriptor++) close(descriptor);
  return kept;
}

/// Runs between fork and exec, where only async-signal-safe functions are allowed.
static void become(const struct profiling_program *program) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  signal(SIGPIPE, SIG_DFL);
  // Whoever started this process may have had it ignored, and the program is ended by it.
  signal(SIGTERM, SIG_DFL);
  int line = arrange(program);
  if (line < 0) return;
  if (program->is_gated) {
    char byte;
    ssize_t count;
    do {
      count = read(line, &byte, 1);
    } while (count < 0 && errno == EINTR);
    if (count != 1) return;
  }
  execvp(program->arguments[0], program->arguments);
  int32_t reason = errno;
  ssize_t written = write(line, &reason, sizeof reason);
  (void)written;
}

int32_t profiling_start(const struct profiling_program *program) {
  if (program->descriptor_count > MAX_DESCRIPTORS) return -EINVAL;
  pid_t process = fork();
  if (process < 0) return -errno;
  if (process == 0) {
    become(program);
    _exit(127);
  }
  return process;
}

int32_t profiling_process_descriptor(int32_t process) {
  long descriptor = syscall(SYS_pidfd_open, process, 0);
  return descriptor < 0 ? -errno : (int32_t)descriptor;
}

int32_t profiling_memory_file(void) {
  int descriptor = memfd_create("output", MFD_CLOEXEC);
  return descriptor < 0 ? -errno : descriptor;
}
