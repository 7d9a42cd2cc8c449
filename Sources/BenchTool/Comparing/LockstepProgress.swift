import BenchModel
import Foundation

/// Says on standard error how far a comparison is: a line that rewrites itself on a terminal,
/// and failures only elsewhere.
struct LockstepProgress: Sendable {
  private let isTerminal: Bool
  private static let clear = "\r\u{1B}[2K"

  /// - Parameter isQuiet: Says nothing at all, as for one gate among hundreds.
  init(isQuiet: Bool = false) {
    isTerminal = !isQuiet && isatty(STDERR_FILENO) == 1
    self.isQuiet = isQuiet
  }

  private let isQuiet: Bool

  func willMeasure(
    _ benchmark: BenchmarkName, pair: Int, stage: LockstepUnit.Stage, arm: LockstepUnit.Arm,
    left: Int
  ) {
    guard isTerminal else { return }
    let purpose =
      switch (arm, stage) {
      case (.control, _): "control"
      case (.comparison, .first): "comparing"
      case (.comparison, .confirmation): "confirming"
      }
    let line = "pair \(pair + 1), \(purpose) \(benchmark), \(left) more in this pair"
    let shown = line.prefix((Terminal.width(of: STDERR_FILENO) ?? 100) - 1)
    write("\(Self.clear)\(shown)")
  }

  func didFail(_ benchmark: BenchmarkName, _ failure: BenchmarkComparison.Failure) {
    if isQuiet { return }
    if isTerminal { write(Self.clear) }
    write(
      "\(benchmark) (\(failure.side.rawValue)): \(failure.failure.kind.rawValue): "
        + "\(failure.failure.message)\n")
  }

  func say(_ line: String) {
    if isQuiet { return }
    if isTerminal { write(Self.clear) }
    write("bench: \(line)\n")
  }

  func end() {
    if isTerminal { write(Self.clear) }
  }

  private func write(_ text: String) {
    // Progress that nobody can read any more must not end the measuring.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
