import BenchModel
import Statistics

/// The relative change from one process to another, as far as their samples tell it.
///
/// The quotient of the medians. The bounds are the quotients of those of each median at 97.5 %
/// (`MedianInterval`), which hold together at 95 % (Bonferroni). How much two processes of the same
/// program differ is not in it, nor that neighbouring samples resemble each other: it describes,
/// and decides nothing.
enum WithinProcessChange {
  static let coverage = 0.95

  /// - Returns: `nil` where a process has too few samples for an interval, or a clock read zero.
  /// - Complexity: O(*n* log *n*).
  static func estimate(from base: [Double], to candidate: [Double]) -> Estimate? {
    guard let before = interval(base), let after = interval(candidate), before.low > 0 else {
      return nil
    }
    return Estimate(
      point: after.median / before.median - 1, low: after.low / before.high - 1,
      high: after.high / before.low - 1, coverage: coverage, standardError: .nan,
      method: .orderStatistics)
  }

  private static func interval(_ values: [Double]) -> MedianInterval? {
    guard let sample = try? Sample(values, in: .seconds) else { return nil }
    return MedianInterval(of: sample, coverage: (1 + coverage) / 2)
  }
}
