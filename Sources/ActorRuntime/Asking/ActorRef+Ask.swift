extension ActorRef {
  /// Sends a message that carries a reply, and waits for the answer.
  ///
  ///     let total = try await counter.ask { .total($0) }
  ///
  /// - Throws: `ActorError.timedOut` after `timeout`; `.mailboxFull` or `.stopped` when the message
  ///   is not accepted; `.failed` or `.stopped` when the actor ends without answering;
  ///   `.unanswered` when it drops the reply; what it passed to `Reply.fail`; `CancellationError`
  ///   when the task is cancelled. A question that is given up may still be handled.
  package func ask<Answer: Sendable>(
    timeout: Duration = .seconds(5),
    _ message: (Reply<Answer>) -> Message
  ) async throws -> Answer {
    let question = Question<Answer>(to: mailbox)
    return try await withTaskCancellationHandler {
      // Unsafe only in that nothing checks it: a question concludes once, and a dropped reply
      // concludes it too.
      try await withUnsafeThrowingContinuation { continuation in
        guard question.wait(continuation) else {
          continuation.resume(throwing: CancellationError())
          return
        }
        let reply = Reply(to: question)
        switch mailbox.deliver(message(reply)) {
        case .enqueued:
          question.limit(to: timeout)
        case .full:
          question.conclude(
            .failure(ActorError.mailboxFull(actor: name, capacity: mailbox.capacity)))
        case .stopped:
          question.conclude(.failure(mailbox.refusal))
        }
        // A refused message is gone by now; what it carried must not conclude before we do.
        withExtendedLifetime(reply) {}
      }
    } onCancel: {
      question.conclude(.failure(CancellationError()))
    }
  }
}
