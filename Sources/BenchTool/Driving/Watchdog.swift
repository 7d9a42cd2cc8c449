import Synchronization

/// Bites when it has been armed for too long.
final class Watchdog: Sendable {
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
      do {
        try await Task.sleep(for: duration ?? timeout)
      } catch {
        return
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
