/// A `send` that is suspended because the mailbox is full, with the message it brought.
///
/// All of it is guarded by the lock of the mailbox.
final class WaitingSender<Message: Sendable>: @unchecked Sendable {
  let message: Message
  var continuation: UnsafeContinuation<Void, any Error>?

  /// Set when the task was cancelled before it came to wait.
  var isCancelled = false

  init(_ message: Message) {
    self.message = message
  }
}
