import BenchModel

/// What the control arm found in one metric: base against a copy of itself.
///
/// Kept for ever, since only many of them together can tell whether the p-values are honest.
package struct ControlOutcome: Hashable, Sendable {
  package let benchmark: BenchmarkName
  package let metric: Metric
  package let pValue: Double
  /// The relative change that was found where there is none; `nil` where none can be had.
  package let effect: Double?
  /// Process pairs.
  package let units: Int

  package init(
    benchmark: BenchmarkName, metric: Metric, pValue: Double, effect: Double?, units: Int
  ) {
    precondition(0...1 ~= pValue, "a p-value is a probability, got \(pValue)")
    self.benchmark = benchmark
    self.metric = metric
    self.pValue = pValue
    self.effect = effect
    self.units = units
  }
}
