/// What an actor does with its messages; its state are the conforming type's properties.
///
/// The runtime calls all of this one call at a time, on its own threads. What one call wrote the
/// next one sees, whichever thread it runs on, so state needs no lock and need not be `Sendable`.
///
/// A handler must not block: it holds one of the few threads that all actors share. To wait for
/// something, arrange to be sent a message.
@usableFromInline
package protocol Behavior<Message> {
  associatedtype Message: Sendable

  /// Runs once, before the first message. Throwing terminates the actor.
  mutating func started(in context: ActorContext<Message>) throws

  /// Handles one message. Throwing terminates the actor and discards what waits in its mailbox.
  mutating func receive(_ message: Message, in context: ActorContext<Message>) throws

  /// Runs once, after the last message and before the behavior is destroyed.
  mutating func stopped(_ reason: Termination)
}

extension Behavior {
  @inlinable
  package mutating func started(in context: ActorContext<Message>) throws {}

  @inlinable
  package mutating func stopped(_ reason: Termination) {}
}
