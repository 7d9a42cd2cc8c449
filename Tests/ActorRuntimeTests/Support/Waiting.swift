import Glibc
import Synchronization

/// Lets others run until the condition holds; ends early only when the test is cancelled.
func yield(until condition: () -> Bool) async throws {
  while !condition() {
    try Task.checkCancellation()
    await Task.yield()
  }
}

/// Holds up threads until enough of them have come.
///
/// It gives up after many looks, so that a runtime which never brings them together fails a test
/// instead of hanging it.
final class Rendezvous: Sendable {
  private let arrived = Atomic<Int>(0)
  private let expected: Int

  init(of expected: Int) {
    self.expected = expected
  }

  func arrive() {
    arrived.add(1, ordering: .sequentiallyConsistent)
  }

  /// - Returns: False when the others did not come.
  func wait() -> Bool {
    for _ in 0..<5_000_000 {
      if arrived.load(ordering: .sequentiallyConsistent) >= expected { return true }
      sched_yield()
    }
    return false
  }

  var arrivals: Int { arrived.load(ordering: .sequentiallyConsistent) }
}
