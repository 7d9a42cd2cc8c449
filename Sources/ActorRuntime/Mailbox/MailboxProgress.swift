import Synchronization

/// What the handling side of a mailbox shows to the sending side without taking the lock.
///
/// It has a cache line of its own: the handling side writes it for each message, and must not
/// invalidate what senders read.
@usableFromInline
struct MailboxProgress: ~Copyable {
  /// Messages taken out of the mailbox so far. Only the turn in progress writes it.
  @usableFromInline let taken = Atomic<Int>(0)

  /// Whether a `send` is suspended for want of room.
  ///
  /// It may be read too late, but not for ever: each turn ends by taking the lock, where the truth
  /// is.
  @usableFromInline let hasWaitingSenders = Atomic<Bool>(false)

  @inlinable init() {}
}
