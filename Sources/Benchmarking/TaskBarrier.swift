import Synchronization

/// Holds tasks until the last one has arrived, then lets all go.
@usableFromInline
final class TaskBarrier: Sendable {
  private struct Arrivals {
    var missing: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let arrivals: Mutex<Arrivals>
  private let opens: @Sendable () -> Void

  /// - Parameter opens: Runs once, in the last task to arrive, before any is let go.
  @usableFromInline
  init(count: Int, opens: @escaping @Sendable () -> Void) {
    precondition(count > 0, "a barrier waits for at least one task, got \(count)")
    arrivals = Mutex(Arrivals(missing: count))
    self.opens = opens
  }

  @usableFromInline
  func arrive() async {
    await withCheckedContinuation { continuation in
      let released = arrivals.withLock { arrivals in
        arrivals.missing -= 1
        arrivals.waiting.append(continuation)
        guard arrivals.missing == 0 else { return [CheckedContinuation<Void, Never>]() }
        return arrivals.waiting
      }
      guard !released.isEmpty else { return }
      opens()
      for continuation in released { continuation.resume() }
    }
  }
}
