/// Why an actor is no more.
@usableFromInline
package enum Termination: Sendable {
  /// It was told to stop and handled everything sent before that.
  case stopped

  /// Its handler threw. What still waited in its mailbox was discarded.
  case failed(any Error)
}
