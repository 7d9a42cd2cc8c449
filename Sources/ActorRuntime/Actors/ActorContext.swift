/// What a handler may do besides changing its own state.
@usableFromInline
package struct ActorContext<Message: Sendable> {
  /// The actor itself, to hand to others or to send itself a message.
  @usableFromInline package let ref: ActorRef<Message>

  @inlinable
  init(ref: ActorRef<Message>) {
    self.ref = ref
  }

  /// Where the actor lives; it can spawn others here.
  package var system: ActorSystem { ref.mailbox.system }

  /// Stops the actor once it has handled what was sent to it before this call.
  package func stop() {
    ref.stop()
  }
}
