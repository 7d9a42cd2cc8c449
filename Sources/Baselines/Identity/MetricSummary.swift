/// The few numbers of one metric that lists and committed baselines are made from, so that they
/// need no raw samples.
///
/// - Units: Per iteration: seconds, or a count.
package struct MetricSummary: Hashable, Sendable {
  package let center: Double
  package let low: Double
  package let high: Double
  package let processes: Int

  package init(center: Double, low: Double, high: Double, processes: Int) {
    self.center = center
    self.low = low
    self.high = high
    self.processes = processes
  }

  /// A number that is not finite says nothing that a history could show.
  var isFinite: Bool { center.isFinite && low.isFinite && high.isFinite }
}
