/// Guesses how long a suite will go on.
package enum RemainingTime {
  /// Takes what is left to be like what is done: processes of the same mean length.
  ///
  /// - Parameter budgetSeconds: What is left of the suite's budget, where there is one.
  /// - Returns: Seconds, or `nil` before the first process has ended.
  package static func estimate(
    trials: [BenchmarkTrial], elapsedSeconds: Double, budgetSeconds: Double?
  ) -> Double? {
    let done = trials.reduce(0) { $0 + $1.processes.count }
    guard done > 0 else { return nil }
    let left = trials.reduce(0) { sum, trial in
      sum + (trial.wantsAnotherProcess ? trial.plannedProcesses - trial.processes.count : 0)
    }
    return min(elapsedSeconds / Double(done) * Double(left), max(0, budgetSeconds ?? .infinity))
  }

  /// `1:05` for 65 seconds.
  package static func text(seconds: Double) -> String {
    let whole = Int(min(seconds, 359_999).rounded(.up))
    let minutes = whole / 60
    let rest = whole % 60
    return "\(minutes):\(rest < 10 ? "0" : "")\(rest)"
  }
}
