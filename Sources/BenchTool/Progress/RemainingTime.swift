/// Guesses how long a suite will go on.
package enum RemainingTime {
  /// Takes what is left to be like what is done: processes of the same mean length.
  ///
  /// - Returns: Seconds, or `nil` before the first process has ended.
  package static func estimate(
    trials: [BenchmarkTrial], processesEach: Int, elapsedSeconds: Double
  ) -> Double? {
    let done = trials.reduce(0) { $0 + $1.processes.count }
    guard done > 0 else { return nil }
    let left = trials.reduce(0) { sum, trial in
      sum + (trial.failure == nil ? max(0, processesEach - trial.processes.count) : 0)
    }
    return elapsedSeconds / Double(done) * Double(left)
  }

  /// `1:05` for 65 seconds.
  package static func text(seconds: Double) -> String {
    let whole = Int(min(seconds, 359_999).rounded(.up))
    let minutes = whole / 60
    let rest = whole % 60
    return "\(minutes):\(rest < 10 ? "0" : "")\(rest)"
  }
}
