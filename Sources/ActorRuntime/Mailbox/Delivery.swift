/// What became of a message at the mailbox, known before `tell` returns.
@usableFromInline
package enum Delivery: Hashable, Sendable {
  /// The message waits in the mailbox and will be handled, unless the actor fails first.
  case enqueued

  /// The bounded mailbox has no room; the message is gone.
  case full

  /// The actor was told to stop or has failed; the message is gone.
  case stopped
}
