import Synchronization

/// Bites when it has been armed for too long.
///
/// It counts small steps and not the time of day: while this process is suspended, as by Ctrl-Z,
/// no time passes for it. To arm it is a store, so that it may guard every message.
final class Watchdog: Sendable {
  private static let step = Duration.milliseconds(100)
  private static let disarmed = Int.max

  private let timeout: Duration
  private let bite: @Sendable () -> Void
  private let stepsLeft = Atomic(disarmed)
  private let bitten = Atomic(false)

  init(timeout: Duration, bite: @escaping @Sendable () -> Void) {
    self.timeout = timeout
    self.bite = bite
  }

  var hasBitten: Bool { bitten.load(ordering: .acquiring) }

  /// Keeps watch until the task is cancelled or the dog has bitten.
  func watch() async {
    while !hasBitten {
      do {
        try await Task.sleep(for: Self.step)
      } catch {
        return
      }
      let left = stepsLeft.load(ordering: .acquiring)
      guard left != Self.disarmed else { continue }
      // Who arms it anew meanwhile wins.
      let exchange = stepsLeft.compareExchange(
        expected: left, desired: left - 1, ordering: .acquiringAndReleasing)
      if exchange.exchanged, left <= 0 {
        bitten.store(true, ordering: .releasing)
        bite()
      }
    }
  }

  /// Starts counting anew.
  func arm(for duration: Duration? = nil) {
    let steps = ((duration ?? timeout) / Self.step).rounded(.up)
    // The step that is under way does not count.
    stepsLeft.store(Int(min(steps, 1e9)) + 1, ordering: .releasing)
  }

  func disarm() {
    stepsLeft.store(Self.disarmed, ordering: .releasing)
  }
}
