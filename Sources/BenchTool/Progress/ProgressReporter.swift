import BenchModel
import Foundation
import Reports

/// Says on standard error how far the suite is: one line that rewrites itself on a terminal,
/// one line for each finished benchmark elsewhere.
struct ProgressReporter: Sendable {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let color: Bool
  private let started = ContinuousClock.now

  init(color: Bool) {
    self.color = color
  }

  func willMeasure(
    _ trial: BenchmarkTrial, of trials: [BenchmarkTrial], settings: MeasurementSettings
  ) {
    guard isTerminal else { return }
    let estimate = RemainingTime.estimate(
      trials: trials, processesEach: settings.processes,
      elapsedSeconds: started.duration(to: .now).seconds)
    let left = estimate.map { ", \(RemainingTime.text(seconds: $0)) left" } ?? ""
    let finished = trials.count { $0.processes.count >= settings.processes || $0.failure != nil }
    let line =
      "[\(finished)/\(trials.count)] \(trial.benchmark.name), process "
      + "\(trial.processes.count + 1)\(left)"
    write("\r\u{1B}[2K\(color ? "\u{1B}[2m" : "")\(line.prefix(99))\(color ? "\u{1B}[0m" : "")")
  }

  func didFinish(_ result: BenchmarkResult) {
    guard !isTerminal else { return }
    if let failure = result.failure {
      write("\(result.benchmark.name): \(failure.kind.rawValue): \(failure.message)\n")
    } else {
      let samples = result.processes.reduce(0) { $0 + $1.observations.count }
      write("\(result.benchmark.name): \(samples) samples in \(result.processes.count) processes\n")
    }
  }

  func end() {
    if isTerminal { write("\r\u{1B}[2K") }
  }

  private func write(_ text: String) {
    // Progress that nobody can read any more must not end the measuring.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
