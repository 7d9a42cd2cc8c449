/// How long workers wait before they take the next, more costly step.
///
/// Chosen by measurement on two cores: see the comment at each.
enum Patience {
  /// Nanoseconds a worker with nothing else to do lets messages gather.
  static let lingering: UInt64 = 1_000

  /// Nanoseconds a worker looks around before it parks; parking and waking cost about as much.
  static let searching: UInt64 = 30_000

  /// How often the watcher looks for a turn that holds up others.
  static let watching = Duration.milliseconds(1)

  /// A worker serves the injection first every so many turns, so that actors which keep each other
  /// busy cannot shut out what comes from outside.
  static let turnsPerInjection = 61
}
