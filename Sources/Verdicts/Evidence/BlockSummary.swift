import BenchModel

/// How the two samples that a side has in a block become one time.
///
/// Verdicts look at both. What slows all samples shows far more clearly in the lower one, since
/// disturbances only ever add time: on a shared machine with a busy neighbor, process pairs of short
/// bodies scatter half as much by them, and a quarter as much for plain chains of arithmetic. What
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

  /// How many hypotheses so many benchmarks are, by each summary of a time.
  static func hypotheses(of benchmarks: Int) -> Int { allCases.count * max(1, benchmarks) }

  /// - Parameter samples: The two of a side.
  func callAsFunction(_ samples: [Observation], _ seconds: (Observation) -> Double) -> Double {
    let (first, second) = (seconds(samples[0]), seconds(samples[1]))
    return switch self {
    case .lower: min(first, second)
    case .mean: (first + second) / 2
    }
  }
}

extension [BlockSummary] {
  /// The least of the p-values by each of these, times their number (Bonferroni), and whose it is.
  func least(
    _ pValue: (BlockSummary) -> Double
  ) -> (pValue: Double, summary: BlockSummary) {
    let least = map { (pValue: pValue($0), summary: $0) }.min { $0.pValue < $1.pValue }!
    return (Swift.min(1, least.pValue * Double(count)), least.summary)
  }
}
