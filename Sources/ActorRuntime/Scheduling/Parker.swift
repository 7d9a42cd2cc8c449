import Glibc

/// Lets one thread sleep until another wakes it. A wake-up that comes first is kept.
///
/// Only one thread may park on it. Apart from keeping the type small, that keeps us clear of
/// glibc bug 25847, in which a condition variable with several waiters loses a wake-up.
final class Parker: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let isAwaited = UnsafeMutablePointer<Bool>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
    isAwaited.initialize(to: true)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
    isAwaited.deallocate()
  }

  /// Lets the parked thread go on, or the next `park` return at once.
  func unpark() {
    pthread_mutex_lock(mutex)
    isAwaited.pointee = false
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  /// Sleeps until woken.
  func park() {
    pthread_mutex_lock(mutex)
    while isAwaited.pointee { pthread_cond_wait(condition, mutex) }
    isAwaited.pointee = true
    pthread_mutex_unlock(mutex)
  }

  /// Sleeps until woken, for `limit` at most; false when the time ran out.
  @discardableResult
  func park(for limit: Duration) -> Bool {
    var deadline = timespec()
    clock_gettime(CLOCK_MONOTONIC, &deadline)
    let (seconds, attoseconds) = max(limit, .zero).components
    let nanoseconds = deadline.tv_nsec + Int(attoseconds / 1_000_000_000)
    deadline.tv_sec += Int(seconds) + nanoseconds / 1_000_000_000
    deadline.tv_nsec = nanoseconds % 1_000_000_000
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while isAwaited.pointee {
      if pthread_cond_timedwait(condition, mutex, &deadline) == ETIMEDOUT && isAwaited.pointee {
        return false
      }
    }
    isAwaited.pointee = true
    return true
  }
}
