// Functions with every kind of name that a symbol table can have. See `make`.
#include <stdio.h>
#include <stdlib.h>

volatile int sink;

static inline __attribute__((always_inline)) int innermost(int n) {
  for (int i = 0; i < n; i++) sink += i;
  return sink;
}

static inline __attribute__((always_inline)) int between(int n) {
  sink ^= n;
  return innermost(n) + 1;
}

__attribute__((noinline)) int outer(int n) {
  sink = n;
  if (n > 3) return between(n * 2) + innermost(n);
  return between(n) - sink;
}

__attribute__((noinline)) static int hidden(int n) { return sink * n + 1; }

// One address, four names: the strong global one without underscores is to be shown.
__attribute__((noinline)) int __strong_name(int n) { return sink + n; }
extern int strong_name(int) __attribute__((alias("__strong_name")));
extern int much_longer_weak_name(int) __attribute__((weak, alias("__strong_name")));
static int local_name(int) __attribute__((alias("__strong_name"), used));

// Two names that differ in nothing but their length.
__attribute__((noinline)) int twin(int n) { return sink - n; }
extern int twin_longer(int) __attribute__((alias("twin")));

extern int bare(int);
extern int bare_second(int);

int main(int argc, char **argv) {
  int n = outer(argc) + hidden(argc) + strong_name(argc) + twin(argc) + bare(argc);
  n += bare_second(n);
  const char *home = getenv(argv[0]);
  if (home) puts(home);
  return n & 1;
}
