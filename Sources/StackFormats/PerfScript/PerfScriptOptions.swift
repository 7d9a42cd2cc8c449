/// How the text of `perf script` becomes stacks.
package struct PerfScriptOptions: Sendable {
  package enum Weight: Sendable {
    /// How far the event's counter had come since the sample before: nanoseconds for `cpu-clock`.
    case period
    /// Each sample counts 1.
    case samples
  }

  package var weight: Weight = .period
  /// Keeps the samples of this event, with or without its modifiers: `cycles`, `cycles:u`.
  /// `nil` keeps the first event that the text has, so that two kinds are never added up.
  package var event: String?
  /// Puts the process behind the command's name, as in `worker-1234`, so that processes of one name
  /// are told apart.
  package var showsProcesses = false
  /// Puts process and thread behind the command's name: `worker-1234/1240`.
  package var showsThreads = false
  /// Puts the address behind the module of a frame without a name: `[libm.so.6 <7f10>]`.
  package var showsAddresses = false
  /// Keeps each sample's time and thread. This needs memory for every sample.
  package var keepsTimeline = false
  /// Gives a symbol's name to people, such as by demangling it; called once for each frame text.
  /// `nil` leaves the name as it is. What it returns is not shortened.
  package var demangle: (@Sendable (String) -> String?)?

  package init() {}
}
