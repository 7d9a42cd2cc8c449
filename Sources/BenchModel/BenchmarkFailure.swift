/// Why a benchmark has no number that one may use.
package struct BenchmarkFailure: Error, Hashable, Codable, Sendable {
  package enum Kind: String, Codable, Sendable {
    /// A signal ended the worker: a trap, a fault, the kernel's memory killer.
    case crashed
    /// The worker ended by itself in the middle of the conversation.
    case exited
    /// The worker gave no answer for so long that it was killed.
    case hung
    /// The body computed something else than the benchmark knows to be right.
    case wrongAnswer
    /// The set-up or the body threw.
    case threw
    /// The benchmark broke a rule of the harness, such as to measure something.
    case misdeclared
    /// The worker did not start, or did not speak the protocol.
    case notStarted
    /// The suite's time budget was used up before this benchmark's first sample.
    case outOfTime
  }

  package let kind: Kind
  /// One sentence: what happened.
  package let message: String
  /// The last lines that the worker wrote to standard error or standard output.
  package let lastOutput: [String]

  package init(_ kind: Kind, _ message: String, lastOutput: [String] = []) {
    self.kind = kind
    self.message = message
    self.lastOutput = lastOutput
  }

  package func adding(lastOutput: [String]) -> BenchmarkFailure {
    BenchmarkFailure(kind, message, lastOutput: lastOutput)
  }
}
