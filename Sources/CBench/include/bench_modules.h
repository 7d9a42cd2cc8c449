#ifndef BENCH_MODULES_H
#define BENCH_MODULES_H

#include <stddef.h>
#include <stdint.h>

/// A stretch of code that the dynamic linker has loaded.
struct bench_loaded_code {
  uint64_t start;
  uint64_t end;
  /// What memory's addresses are above the linker's.
  uint64_t bias;
  /// The object file's path; empty for the program itself.
  char path[1024];
};

/// How often code has been loaded and unloaded so far: a number that changes with it.
uint64_t bench_loaded_generation(void);

/// Writes what is loaded. The dynamic linker's lock is held meanwhile, and nothing is allocated.
///
/// Returns how many stretches there are, of which at most `capacity` were written.
size_t bench_loaded(struct bench_loaded_code *code, size_t capacity);

#endif
