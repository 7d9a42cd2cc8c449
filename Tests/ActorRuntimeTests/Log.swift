import Glibc

/// Collects what handlers report, in the order they report it.
///
/// It locks with pthreads because the thread sanitizer knows those: the contended path of
/// `Synchronization.Mutex` is in a library it has not instrumented, and is reported as a race.
final class Log<Entry: Sendable>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var lines: [Entry] = []

  init() {
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  var entries: [Entry] {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return lines
  }

  func append(_ entry: Entry) {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    lines.append(entry)
  }
}
