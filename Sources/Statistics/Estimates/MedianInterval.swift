import BenchModel

/// The sample median, with a range that covers the true median.
///
/// The bounds are two of the measurements, chosen by rank. Nothing is assumed about
/// the shape of the distribution, which suits timings: interrupts and page faults
/// give them a long right tail. Independence is assumed, so give it one reading per
/// process, or call it what it is: a description of one process.
///
/// - Units: `median`, `low` and `high` are in the unit of the sample.
/// - Source: W. J. Conover, *Practical Nonparametric Statistics*, 3rd ed. (1999).
package struct MedianInterval: Equatable, Sendable {
  package let median: Double
  package let low: Double
  package let high: Double

  /// The coverage achieved: at least what was asked for, because ranks are whole.
  package let coverage: Double

  /// Keeps the two measurements whose ranks come closest to the requested coverage.
  ///
  /// - Parameter coverage: A probability in `0..<1`, such as `0.95`.
  /// - Returns: `nil` when the sample is too small; 95% needs six measurements.
  /// - Complexity: O(√*n*) for *n* measurements, which are sorted already.
  package init?(of sample: Sample, coverage: Double) {
    requireCoverage(coverage)
    let count = sample.values.count
    guard let ranks = Self.ranks(count: count, coverage: coverage) else { return nil }
    median = sample.median
    low = sample.values[ranks.low - 1]
    high = sample.values[ranks.high - 1]
    self.coverage = ranks.coverage
    assert(low <= median && median <= high)
  }
}
