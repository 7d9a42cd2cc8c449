import BenchModel

/// What every format tells of a failure, in words and within bounds: a benchmark can throw a
/// message, and print a line, of any length.
struct FailureFacts {
  let name: String
  /// The kind in a word or two, as it stands in the benchmark's row.
  let kind: String
  let message: String
  let lastOutput: [String]
  /// Lines of output that came before those in `lastOutput` and are not shown.
  let earlierLines: Int

  static let outputLines = 10
  static let messageCells = 600
  static let outputCells = 300

  init(_ benchmark: BenchmarkDescription, _ failure: BenchmarkFailure, charset: Charset) {
    name = benchmark.name.description
    kind = Self.word(for: failure.kind)
    message = charset.sentence(failure.message)
    lastOutput = failure.lastOutput.suffix(Self.outputLines).map { line in
      charset.bounded(line, cells: Self.outputCells)
    }
    earlierLines = failure.lastOutput.count - lastOutput.count
  }

  static func word(for kind: BenchmarkFailure.Kind) -> String {
    switch kind {
    case .crashed: "crashed"
    case .exited: "exited"
    case .hung: "hung"
    case .wrongAnswer: "wrong answer"
    case .threw: "threw"
    case .misdeclared: "misdeclared"
    case .notStarted: "not started"
    case .outOfTime: "out of time"
    }
  }
}
