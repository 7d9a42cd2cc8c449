import BenchModel
import Foundation
import Reports

/// Says on standard error how far the suite is: one line that rewrites itself on a terminal,
/// one line for each finished benchmark elsewhere.
struct ProgressReporter: Sendable {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let color: Bool
  private let started = ContinuousClock.now
  /// To the first column, and the line away.
  private static let clear = "\r\u{1B}[2K"

  init(color: Bool) {
    self.color = color
  }

  func willMeasure(
    _ trial: BenchmarkTrial, of trials: [BenchmarkTrial],
    until deadline: ContinuousClock.Instant?
  ) {
    guard isTerminal else { return }
    let now = ContinuousClock.now
    let estimate = RemainingTime.estimate(
      trials: trials, elapsedSeconds: started.duration(to: now).seconds,
      budgetSeconds: deadline.map { now.duration(to: $0).seconds })
    let left = estimate.map { ", \(RemainingTime.text(seconds: $0)) left" } ?? ""
    let finished = trials.count { !$0.wantsAnotherProcess }
    let line =
      "[\(finished)/\(trials.count)] \(trial.benchmark.name), process "
      + "\(trial.processes.count + 1)\(left)"
    // One column less than there are: a line that fills them all may wrap.
    let shown = line.prefix((Terminal.width(of: STDERR_FILENO) ?? 100) - 1)
    write("\(Self.clear)\(color ? "\u{1B}[2m" : "")\(shown)\(color ? "\u{1B}[0m" : "")")
  }

  func didFinish(_ result: BenchmarkResult) {
    if isTerminal {
      guard result.failure != nil else { return }
      write(Self.clear)
    }
    if let failure = result.failure {
      write("\(result.benchmark.name): \(failure.kind.rawValue): \(failure.message)\n")
    } else {
      let samples = result.processes.reduce(0) { $0 + $1.observations.count }
      write("\(result.benchmark.name): \(samples) samples in \(result.processes.count) processes\n")
    }
  }

  func end() {
    if isTerminal { write(Self.clear) }
  }

  private func write(_ text: String) {
    // Progress that nobody can read any more must not end the measuring.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
