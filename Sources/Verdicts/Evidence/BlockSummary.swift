import BenchModel

/// How the two samples that a side has in a block become one time.
///
/// Verdicts look at both. What slows all samples shows far more clearly in the lower one, since
/// disturbances only ever add time: on a shared machine with a busy neighbor, process pairs of short
/// bodies scatter half as much by them, and a tenth as much for plain chains of arithmetic. What
/// slows some samples and leaves the others as they were shows in the mean alone.
///
/// - Source: J. Chen and J. Revels, *Robust benchmarking in noisy environments* (2016),
///   arXiv:1608.04295, for the minimum under delays that only add.
package enum BlockSummary: String, CaseIterable, Hashable, Codable, Sendable {
  /// The lower of the two: what the body costs when nothing comes in between.
  case lower
  /// What it costs altogether.
  case mean

  /// What a metric is judged by: counts have no blocks, and one value.
  static func all(for metric: Metric) -> [BlockSummary] {
    metric == .allocations ? [.mean] : allCases
  }

  /// - Parameter seconds: Of the two samples.
  func callAsFunction(_ seconds: (Double, Double)) -> Double {
    switch self {
    case .lower: min(seconds.0, seconds.1)
    case .mean: (seconds.0 + seconds.1) / 2
    }
  }
}
