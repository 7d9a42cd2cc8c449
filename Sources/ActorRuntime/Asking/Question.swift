/// One `ask` in flight. The first of answer, timeout, cancellation and abandonment concludes it.
final class Question<Answer: Sendable>: Sendable {
  private enum Phase {
    case unasked
    case waiting(UnsafeContinuation<Answer, any Error>, alarm: AlarmID?)
    /// Concluded before anyone waited.
    case concluded
  }

  private let phase = Guarded<Phase>(.unasked)
  private let asked: ActorCell
  private let clock: any AlarmClock

  init(to asked: ActorCell) {
    self.asked = asked
    clock = asked.system.clock
  }

  /// Makes `continuation` the one to resume; false when the question was cancelled before.
  func wait(_ continuation: UnsafeContinuation<Answer, any Error>) -> Bool {
    phase.withLock { phase in
      guard case .unasked = phase else { return false }
      phase = .waiting(continuation, alarm: nil)
      return true
    }
  }

  /// Concludes the question when `timeout` has passed, unless something else does before.
  func limit(to timeout: Duration) {
    let isWaiting = phase.withLock { phase in
      if case .waiting = phase { true } else { false }
    }
    guard isWaiting else { return }
    let alarm = clock.set(after: timeout) { [self] in
      conclude(.failure(ActorError.timedOut(actor: asked.name, after: timeout)))
    }
    let isNeeded = phase.withLock { phase in
      guard case .waiting(let continuation, _) = phase else { return false }
      phase = .waiting(continuation, alarm: alarm)
      return true
    }
    if !isNeeded { clock.cancel(alarm) }
  }

  func conclude(_ result: Result<Answer, any Error>) {
    let last = phase.withLock { phase in
      defer { phase = .concluded }
      return phase
    }
    guard case .waiting(let continuation, let alarm) = last else { return }
    if let alarm { clock.cancel(alarm) }
    continuation.resume(with: result)
  }

  /// Called when nobody is left who could answer.
  func abandon() {
    conclude(.failure(asked.abandonment))
  }
}
