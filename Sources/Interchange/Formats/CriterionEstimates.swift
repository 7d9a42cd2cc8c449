import BenchModel
import Statistics

/// The point estimates that Criterion.rs makes of its samples, made again.
///
/// - Units: Nanoseconds per iteration.
/// - Source: Criterion.rs 0.3 to 0.5, `analysis/mod.rs` and `stats/univariate/sample.rs`.
package struct CriterionEstimates: Hashable, Sendable {
  package let mean: Double
  package let median: Double
  /// Times 1.4826, so that it estimates the standard deviation of a normal law.
  package let medianAbsoluteDeviation: Double
  /// With *n* − 1.
  package let standardDeviation: Double
  /// That of the line through the origin; where the samples have as many iterations as their
  /// place says.
  package let slope: Double?

  /// - Parameter isLinear: Whether the number of iterations grows from sample to sample.
  package init(iterations: [Double], times: [Double], isLinear: Bool) {
    let values = zip(times, iterations).map { $0 / $1 }
    let moments = Moments(of: values)
    mean = moments.mean
    standardDeviation = moments.standardDeviation ?? 0
    let median = Self.median(of: values)
    self.median = median
    // Criterion keeps the factor in single precision.
    medianAbsoluteDeviation =
      Self.median(of: values.map { abs($0 - median) }) * Double(Float(1.4826))
    let squares = iterations.reduce(0) { $0 + $1 * $1 }
    slope =
      isLinear && squares > 0
      ? zip(iterations, times).reduce(0) { $0 + $1.0 * $1.1 } / squares : nil
  }

  private static func median(of values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    if sorted.isEmpty { return 0 }
    return sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  /// The largest relative difference that rounding explains.
  private static let tolerance = 1e-12

  /// - Throws: `ForeignFileError` where a file of estimates says something else.
  func check(against estimates: ForeignNode) throws(ForeignFileError) {
    let fields: [(names: [String], value: Double?)] = [
      (["mean", "Mean"], mean), (["median", "Median"], median),
      (["median_abs_dev", "MedianAbsDev"], medianAbsoluteDeviation),
      (["std_dev", "StdDev"], standardDeviation), (["slope", "Slope"], slope),
    ]
    for (names, value) in fields {
      guard let value, let estimate = names.lazy.compactMap(estimates.optional).first else {
        continue
      }
      // What is infinite or no number is written as null.
      guard let point = estimate.optional("point_estimate") else { continue }
      let said = try point.number()
      // A spread is a difference of values, and has the rounding of those.
      guard abs(said - value) <= Self.tolerance * max(abs(said), mean) else {
        throw point.error(
          "it says \(said), and the samples beside it give \(value). The files are not of one run.")
      }
    }
    guard estimates.has("mean") || estimates.has("Mean") else {
      throw estimates.error("expected a field 'mean'.")
    }
  }
}
