import Glibc
import Synchronization

/// Opens once, for threads and tasks that wait for it. Handlers may block on it in tests only.
final class Latch: @unchecked Sendable {
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  private let opened = Atomic<Bool>(false)

  init() {
    sem_init(semaphore, 0, 0)
  }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  var isOpen: Bool { opened.load(ordering: .acquiring) }

  func open() {
    opened.store(true, ordering: .releasing)
    sem_post(semaphore)
  }

  /// Blocks the thread.
  func wait() {
    while sem_wait(semaphore) != 0 {}
    sem_post(semaphore)
  }
}

/// Returns when the condition holds. The time limit of the suite is what ends a vain wait.
func eventually(_ condition: () -> Bool) async {
  while !condition() { await Task.yield() }
}
