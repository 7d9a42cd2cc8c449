/// A question's return address, to be carried in a message and called once with the answer.
///
/// The handler may answer later, or pass the reply on to another actor. If every copy is dropped
/// without an answer, the asker is told so instead of waiting for the timeout.
package struct Reply<Answer: Sendable>: Sendable {
  private final class Token: Sendable {
    let question: Question<Answer>

    init(_ question: Question<Answer>) {
      self.question = question
    }

    deinit {
      question.abandon()
    }
  }

  private let token: Token

  init(to question: Question<Answer>) {
    token = Token(question)
  }

  /// Answers. What comes after the first answer, or after the timeout, is ignored.
  package func callAsFunction(_ answer: Answer) {
    token.question.conclude(.success(answer))
  }

  /// Makes the asker's call throw `error`.
  package func fail(_ error: any Error) {
    token.question.conclude(.failure(error))
  }
}

extension Reply where Answer == Void {
  package func callAsFunction() {
    callAsFunction(())
  }
}
