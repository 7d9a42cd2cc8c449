#define _GNU_SOURCE
#include "profiling_events.h"

#include <errno.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int32_t checked(long result) { return result < 0 ? -errno : (int32_t)result; }

int32_t profiling_event_open(const struct perf_event_attr *attributes, int32_t thread,
                             int32_t processor) {
  return checked(syscall(SYS_perf_event_open, attributes, thread, processor, -1,
                         PERF_FLAG_FD_CLOEXEC));
}

int32_t profiling_event_enable(int32_t event) {
  return checked(ioctl(event, PERF_EVENT_IOC_ENABLE, 0));
}

int32_t profiling_event_disable(int32_t event) {
  return checked(ioctl(event, PERF_EVENT_IOC_DISABLE, 0));
}

int32_t profiling_event_redirect(int32_t event, int32_t other) {
  return checked(ioctl(event, PERF_EVENT_IOC_SET_OUTPUT, other));
}

int32_t profiling_event_id(int32_t event, uint64_t *id) {
  return checked(ioctl(event, PERF_EVENT_IOC_ID, id));
}

uint64_t profiling_ring_head(const struct perf_event_mmap_page *ring) {
  return __atomic_load_n(&ring->data_head, __ATOMIC_ACQUIRE);
}

void profiling_ring_release(struct perf_event_mmap_page *ring, uint64_t tail) {
  __atomic_store_n(&ring->data_tail, tail, __ATOMIC_RELEASE);
}
