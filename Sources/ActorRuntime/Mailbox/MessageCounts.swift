/// The fate of every message, kept exactly and for as long as the system lives.
///
/// A benchmark that claims to have sent *n* messages can show here that *n* messages went through
/// mailboxes: an implementation that short-cuts the queue does not reach the count.
///
/// - Units: messages.
package struct MessageCounts: Hashable, Sendable {
  /// Put into a mailbox.
  package var enqueued = 0

  /// Taken out of a mailbox and handed to the actor, whether or not the handler then threw.
  package var handled = 0

  /// Taken out of the mailbox of an actor that failed, and never handled.
  package var discarded = 0

  /// Turned away by a full mailbox. A `send` that waits for room is not turned away.
  package var refusedFull = 0

  /// Turned away by an actor that was stopping or gone.
  package var refusedStopped = 0

  package init() {}

  /// Waiting in mailboxes at this moment.
  package var waiting: Int { enqueued - handled - discarded }

  /// Messages that nobody handled and nobody will.
  package var deadLetters: Int { discarded + refusedFull + refusedStopped }

  static func + (left: MessageCounts, right: MessageCounts) -> MessageCounts {
    var sum = left
    sum.enqueued += right.enqueued
    sum.handled += right.handled
    sum.discarded += right.discarded
    sum.refusedFull += right.refusedFull
    sum.refusedStopped += right.refusedStopped
    return sum
  }
}
