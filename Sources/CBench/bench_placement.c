#include "bench_placement.h"

#include <errno.h>
#include <sys/personality.h>

int32_t bench_stop_address_randomization(void) {
  int before = personality(0xffffffff);
  if (before < 0) return -errno;
  if (before & ADDR_NO_RANDOMIZE) return 0;
  if (personality((unsigned long)before | ADDR_NO_RANDOMIZE) < 0) return -errno;
  int after = personality(0xffffffff);
  return after >= 0 && (after & ADDR_NO_RANDOMIZE) ? 1 : -EPERM;
}
