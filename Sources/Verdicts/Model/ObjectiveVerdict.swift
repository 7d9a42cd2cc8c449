import BenchModel
import Statistics

/// Whether a benchmark meets the absolute objective that it declares.
package struct ObjectiveVerdict: Hashable, Codable, Sendable {
  package enum Outcome: String, Codable, Sendable {
    /// The whole interval is on the right side.
    case met
    /// The whole interval is on the wrong side.
    case missed
    /// The objective lies within the interval.
    case undecided
    /// There is no number to judge.
    case unmeasured
  }

  package let benchmark: BenchmarkName
  package let objective: Objective
  package let outcome: Outcome
  /// In the unit of the objective; `nil` when unmeasured.
  package let measured: Estimate?

  package init(
    benchmark: BenchmarkName, objective: Objective, outcome: Outcome, measured: Estimate?
  ) {
    self.benchmark = benchmark
    self.objective = objective
    self.outcome = outcome
    self.measured = measured
  }
}
