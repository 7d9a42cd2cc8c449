/// What to make of a recording.
package struct RecordingOptions: Hashable, Sendable {
  package enum Weight: Hashable, Sendable {
    /// What the event counted: nanoseconds for clocks, else events.
    case period
    case samples
    /// Of context switches, the nanoseconds until the thread was back; of other events, `period`.
    case blockedTime
  }

  /// The event to show, as perf names it; `nil` for the first that has samples. Stacks of two
  /// events are never mixed.
  package var event: String?
  package var weight: Weight = .period
  /// Puts the process number behind the name: `comm-PID`.
  package var labelsProcesses = false
  /// Puts the numbers of process and thread behind the name: `comm-PID/TID`.
  package var labelsThreads = false
  /// Does as `perf script` does, to be compared with it.
  ///
  /// Otherwise a caller is looked up by the byte before the address that its call returns to, since
  /// a call may be the last instruction of its function; and what walking by frame pointers ends
  /// in, when a function has used the register for something else, is left out: addresses at the
  /// outer end that belong to no mapping. perf looks up the address itself, keeps such addresses,
  /// and gives up a whole stack when one of them looks like a marker.
  package var matchesPerfScript = false
  /// Shows addresses without a name as `[file <address>]`, each by itself.
  package var showsUnknownAddresses = false
  /// Keeps when each sample was taken, and of which thread.
  package var keepsTimeline = false

  package init() {}
}
