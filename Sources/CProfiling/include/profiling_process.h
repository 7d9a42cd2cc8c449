#ifndef PROFILING_PROCESS_H
#define PROFILING_PROCESS_H

#include <stdbool.h>
#include <stdint.h>

/// A program to start.
struct profiling_program {
  /// Ends with NULL. The first is looked up in PATH when it has no slash.
  char *const *arguments;
  /// What becomes the descriptors 0, 1, 2 and so on of the program, which gets no others.
  const int32_t *descriptors;
  int32_t descriptor_count;
  /// The child's end of a pair of connected sockets. An errno, an int32_t, comes back through it
  /// when the program cannot be started; it is closed when it has been.
  int32_t line;
  /// Whether the program's first instruction waits for a byte from the line. When the other end is
  /// closed without one, the process ends with status 127 and without the program.
  bool is_gated;
};

/// Starts a process, ready to execute the program. Returns its id, or the negative of an errno.
///
/// `posix_spawn` cannot wait between the two, and events can only be opened for a process that
/// exists.
int32_t profiling_start(const struct profiling_program *program);

/// A descriptor that becomes readable when the process ends, or the negative of an errno.
int32_t profiling_process_descriptor(int32_t process);

/// A file without a name that no started program inherits, or the negative of an errno.
int32_t profiling_memory_file(void);

#endif
