/// Names one alarm of one clock.
package struct AlarmID: Hashable, Sendable {
  let number: UInt64
}

/// Calls back later. The runtime's only notion of time, so that a test can move it by hand.
package protocol AlarmClock: AnyObject, Sendable {
  /// Calls `ring` once, when `delay` has passed.
  ///
  /// `ring` may be called from any thread and, if the clock was closed, from within `set`.
  func set(after delay: Duration, _ ring: @escaping @Sendable () -> Void) -> AlarmID

  /// Drops the alarm and what it holds on to. No effect on one that rang.
  func cancel(_ id: AlarmID)

  /// Rings all that is set, at once, and ends. Alarms set later ring immediately.
  func close()
}
