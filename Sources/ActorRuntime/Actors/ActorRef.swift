/// The address of an actor: whoever has it can send, ask, stop and wait for the end.
///
/// Copies address the same actor. A reference does not keep the actor running, nor does losing the
/// last one stop it.
@usableFromInline
package struct ActorRef<Message: Sendable>: Sendable {
  @usableFromInline let mailbox: Mailbox<Message>

  @inlinable
  init(_ mailbox: Mailbox<Message>) {
    self.mailbox = mailbox
  }

  /// The name given at `spawn`. Names are for people; they need not be unique.
  package var name: String { mailbox.name }

  /// Puts the message in the mailbox and returns at once.
  ///
  /// Messages from one sender to one actor are handled in the order sent. What the sender wrote
  /// before, the handler sees.
  ///
  /// - Complexity: O(1), some 20 ns; never waits for room.
  @inlinable
  @inline(__always)
  @discardableResult
  package func tell(_ message: consuming Message) -> Delivery {
    mailbox.deliver(message)
  }

  /// Puts the message in the mailbox, suspending while that is full.
  ///
  /// Suspended senders are served in the order in which they came to wait, and before any `tell`.
  ///
  /// - Throws: `ActorError.stopped` or `.failed` when the actor ends first; `CancellationError`
  ///   when the task is cancelled while it waits. In both cases the message was not delivered.
  package func send(_ message: Message) async throws {
    try await mailbox.deliverWhenRoom(message)
  }

  /// Stops the actor once it has handled what was sent before; returns at once.
  package func stop() {
    mailbox.requestStop()
  }

  /// Waits for the end of the actor and says how it came.
  ///
  /// When this returns, the behavior and all messages are destroyed.
  package func termination() async -> Termination {
    await mailbox.awaitTermination()
  }

  /// The fate of the messages of this actor alone. `refusedStopped` is kept by the system only.
  package var counts: MessageCounts { mailbox.counts }

  /// How many senders are suspended because the mailbox is full.
  package var waitingSenderCount: Int { mailbox.waitingSenderCount }
}

extension ActorRef: Hashable {
  @inlinable
  package static func == (left: ActorRef, right: ActorRef) -> Bool {
    left.mailbox === right.mailbox
  }

  @inlinable
  package func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(mailbox))
  }
}
