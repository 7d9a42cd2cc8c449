/// Rings by the monotonic clock of the machine, from one thread of its own.
///
/// The thread sleeps until the earliest deadline and is woken only for an alarm due before that.
/// Asking again and again with the same timeout therefore costs no wake-up: the thread sleeps
/// towards a deadline that is gone by then, and finds the next one when it gets there.
///
/// The thread lives until `close`.
package final class SystemAlarmClock: AlarmClock {
  private struct State {
    var queue = DeadlineQueue<@Sendable () -> Void>()
    var sleepsUntil = SystemAlarmClock.never
    var isClosed = false
  }

  /// Some 35,000 years, which the kernel's clock can still count to. Later deadlines mean the same.
  private static let never = Duration.seconds(1 << 40)

  private let state = Guarded(State())
  private let parker = Parker()
  private let origin = ContinuousClock.now
  private let thread = Guarded<NativeThread?>(nil)

  package init() {
    let started = NativeThread { [self] in run() }
    thread.withLock { $0 = started }
  }

  package func set(after delay: Duration, _ ring: @escaping @Sendable () -> Void) -> AlarmID {
    let deadline = min(elapsed + delay, Self.never)
    let (id, isClosed, mustWake) = state.withLock { state in
      (
        state.queue.insert(ring, at: deadline),
        state.isClosed,
        deadline < state.sleepsUntil
      )
    }
    if isClosed {
      ringAll()
    } else if mustWake {
      parker.unpark()
    }
    return id
  }

  package func cancel(_ id: AlarmID) {
    // The alarm may be the last to hold something, whose end is none of the lock's business.
    let dropped = state.withLock { $0.queue.remove(id) }
    withExtendedLifetime(dropped) {}
  }

  package func close() {
    state.withLock { $0.isClosed = true }
    parker.unpark()
    thread.withLock { $0.take() }?.join()
    ringAll()
  }

  private var elapsed: Duration { origin.duration(to: .now) }

  private func run() {
    while true {
      ringDue(until: elapsed)
      let wait = state.withLock { state -> Duration? in
        guard !state.isClosed else { return nil }
        state.sleepsUntil = state.queue.earliest() ?? Self.never
        return state.sleepsUntil
      }
      guard let wait else { return }
      if wait == Self.never { parker.park() } else { parker.park(for: wait - elapsed) }
    }
  }

  private func ringAll() {
    ringDue(until: Self.never)
  }

  private func ringDue(until now: Duration) {
    while let ring = state.withLock({ $0.queue.popDue(at: now) }) { ring() }
  }
}
