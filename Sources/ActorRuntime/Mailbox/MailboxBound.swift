/// How many messages may wait in a mailbox at once.
///
/// The message being handled no longer waits, so an actor bounded to one can have one message in
/// hand and one in its mailbox.
@usableFromInline
package enum MailboxBound: Hashable, Sendable {
  case unbounded
  case bounded(Int)

  /// - Precondition: A bound is at least one.
  var capacity: Int {
    switch self {
    case .unbounded: return .max
    case .bounded(let capacity):
      precondition(capacity > 0, "a mailbox holds at least one message, got a bound of \(capacity)")
      return capacity
    }
  }
}
