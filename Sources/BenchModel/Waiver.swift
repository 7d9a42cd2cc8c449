/// Leave for one benchmark to be slower for a while, given by a person with a reason.
package struct Waiver: Hashable, Codable, Sendable {
  package let benchmark: BenchmarkName
  package let metric: Metric
  /// The relative change that is put up with: 0.05 is 5 % more than the baseline.
  package let ceiling: Double
  /// The last day on which it holds, as `yyyy-mm-dd`.
  package let expires: String
  package let reason: String

  package init(
    benchmark: BenchmarkName, metric: Metric, ceiling: Double, expires: String, reason: String
  ) {
    self.benchmark = benchmark
    self.metric = metric
    self.ceiling = ceiling
    self.expires = expires
    self.reason = reason
  }
}
