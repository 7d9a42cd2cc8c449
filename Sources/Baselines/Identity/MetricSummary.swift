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

  /// Whether a history can show it: bounds may be infinite, where a process has too few samples to
  /// tell.
  var isPoint: Bool { center.isFinite && !low.isNaN && !high.isNaN }

  /// Whether a line of a committed baseline can say it.
  var isFinite: Bool { center.isFinite && low.isFinite && high.isFinite }
}
