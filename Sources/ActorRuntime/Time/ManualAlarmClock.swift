/// A clock that stands still until it is told to advance.
package final class ManualAlarmClock: AlarmClock {
  private struct State {
    var now = Duration.zero
    var queue = DeadlineQueue<@Sendable () -> Void>()
    var isClosed = false
  }

  private let state = Guarded(State())

  package init() {}

  /// How many alarms are set. A test can wait for this before it advances.
  package var alarmCount: Int { state.withLock { $0.queue.count } }

  package var now: Duration { state.withLock { $0.now } }

  package func set(after delay: Duration, _ ring: @escaping @Sendable () -> Void) -> AlarmID {
    let (id, isClosed) = state.withLock { state in
      (state.queue.insert(ring, at: state.now + delay), state.isClosed)
    }
    if isClosed { close() }
    return id
  }

  package func cancel(_ id: AlarmID) {
    // The alarm may be the last to hold something, whose end is none of the lock's business.
    let dropped = state.withLock { $0.queue.remove(id) }
    withExtendedLifetime(dropped) {}
  }

  /// Moves time forward, ringing what falls due in the order of the deadlines.
  ///
  /// Each alarm rings at its own instant: one that sets another can have that ring in the same
  /// advance.
  package func advance(by step: Duration) {
    precondition(step >= .zero, "time goes forward, got a step of \(step)")
    let target = state.withLock { $0.now + step }
    while let ring = state.withLock({ state -> (@Sendable () -> Void)? in
      guard let deadline = state.queue.earliest(), deadline <= target else {
        state.now = max(state.now, target)
        return nil
      }
      state.now = max(state.now, deadline)
      return state.queue.popDue(at: state.now)
    }) {
      ring()
    }
  }

  package func close() {
    while let ring = state.withLock({ state -> (@Sendable () -> Void)? in
      state.isClosed = true
      guard let deadline = state.queue.earliest() else { return nil }
      return state.queue.popDue(at: deadline)
    }) {
      ring()
    }
  }
}
