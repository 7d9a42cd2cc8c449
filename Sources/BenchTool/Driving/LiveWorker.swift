import BenchModel
import Benchmarking
import Synchronization

/// A worker that stays alive between questions, so that several can be conducted at once.
///
/// The conversation runs in a task of its own; whoever asks waits for the answer.
final class LiveWorker: Sendable {
  private struct Question: Sendable {
    let message: DriverMessage
    let answer: CheckedContinuation<Result<WorkerMessage, BenchmarkFailure>, Never>
  }

  /// Known once the process runs.
  private final class Identity: Sendable {
    let process = Mutex<Int32?>(nil)
  }

  private let questions: AsyncStream<Question>.Continuation
  private let conversation: Task<Void, Never>
  private let identity = Identity()

  /// Starts the process; the first question finds out whether that went well.
  ///
  /// - Parameter timeout: How long an answer may take before the worker is killed.
  init(_ program: WorkerProgram, timeout: Duration) {
    let (stream, questions) = AsyncStream<Question>.makeStream()
    self.questions = questions
    conversation = Task { [identity] in
      var unanswered: Question?
      var ending = BenchmarkFailure(.notStarted, "The worker has been dismissed.")
      do throws(BenchmarkFailure) {
        try await WorkerSession.run(program, timeout: timeout) { session in
          try await session.greet()
          identity.process.withLock { $0 = session.processIdentifier }
          for await question in stream {
            unanswered = question
            let answer = try await session.ask(question.message)
            unanswered = nil
            question.answer.resume(returning: .success(answer))
          }
        }
      } catch {
        ending = error
      }
      questions.finish()
      unanswered?.answer.resume(returning: .failure(ending))
      for await question in stream { question.answer.resume(returning: .failure(ending)) }
    }
  }

  /// The process's number; `nil` before its first answer.
  var processIdentifier: Int32? { identity.process.withLock { $0 } }

  /// - Throws: How the worker ended, when it ended in place of answering.
  func ask(_ message: DriverMessage) async throws(BenchmarkFailure) -> WorkerMessage {
    try await withCheckedContinuation { continuation in
      let outcome = questions.yield(Question(message: message, answer: continuation))
      if case .terminated = outcome {
        continuation.resume(
          returning: .failure(BenchmarkFailure(.notStarted, "The worker has ended.")))
      }
    }.get()
  }

  /// Lets the worker go, and waits until it is gone.
  func dismiss() async {
    questions.finish()
    await conversation.value
  }
}
