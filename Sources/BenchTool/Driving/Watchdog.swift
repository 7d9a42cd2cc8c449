import Synchronization

/// Bites when it has been armed for too long.
///
/// It counts small steps and not the time of day: while this process is suspended, as by Ctrl-Z,
/// no time passes for it.
final class Watchdog: Sendable {
  private static let step = Duration.milliseconds(100)

  private let timeout: Duration
  private let bite: @Sendable () -> Void
  private let timer = Mutex<Task<Void, Never>?>(nil)
  private let bitten = Atomic(false)

  init(timeout: Duration, bite: @escaping @Sendable () -> Void) {
    self.timeout = timeout
    self.bite = bite
  }

  var hasBitten: Bool { bitten.load(ordering: .acquiring) }

  /// Starts counting anew.
  func arm(for duration: Duration? = nil) {
    let timer = Task { [timeout, self] in
      var left = duration ?? timeout
      while left > .zero {
        let step = min(left, Self.step)
        do {
          try await Task.sleep(for: step)
        } catch {
          return
        }
        left -= step
      }
      bitten.store(true, ordering: .releasing)
      bite()
    }
    replace(timer)
  }

  func disarm() {
    replace(nil)
  }

  private func replace(_ new: Task<Void, Never>?) {
    let old = timer.withLock { timer in
      defer { timer = new }
      return timer
    }
    old?.cancel()
  }
}
