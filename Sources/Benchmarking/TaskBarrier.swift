import Synchronization

/// Holds tasks until the last one has arrived, then lets all go, and sees the last one leave.
@usableFromInline
final class TaskBarrier: Sendable {
  private struct Arrivals {
    var missing: Int
    var staying: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let arrivals: Mutex<Arrivals>
  private let opens: @Sendable () -> Void
  private let closes: @Sendable () -> Void

  /// - Parameters:
  ///   - opens: Runs once, in the last task to arrive, before any is let go.
  ///   - closes: Runs once, in the last task to leave.
  @usableFromInline
  init(
    count: Int, opens: @escaping @Sendable () -> Void, closes: @escaping @Sendable () -> Void
  ) {
    guard count > 0 else { fatalError("a barrier waits for at least one task, got \(count)") }
    arrivals = Mutex(Arrivals(missing: count, staying: count))
    self.opens = opens
    self.closes = closes
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

  @usableFromInline
  func leave() {
    let isLast = arrivals.withLock { arrivals in
      arrivals.staying -= 1
      return arrivals.staying == 0
    }
    if isLast { closes() }
  }
}
