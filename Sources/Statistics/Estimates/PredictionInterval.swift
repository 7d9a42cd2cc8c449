/// Where one more value is to be expected, after those of the past.
///
/// Wider than an interval for their mean, as the new value has scatter of its own:
/// mean ± *t*·*s*·√(1 + 1/*n*).
///
/// - Units: those of the values.
/// - Source: G. J. Hahn and W. Q. Meeker, *Statistical Intervals* (1991), section 4.6; Student's
///   law.
package struct PredictionInterval: Hashable, Sendable {
  /// Fewer values of the past do not know their own scatter.
  package static let fewestPast = 8

  package let center: Double
  /// Half the width.
  package let reach: Double
  package let standardError: Double
  package let degreesOfFreedom: Int

  /// - Parameter probability: One-sided, of a value below the upper end.
  /// - Returns: `nil` for fewer than eight values.
  /// - Complexity: O(*n*).
  package init?(after past: [Double], probability: Double = 0.999) {
    precondition(0.5 < probability && probability < 1, "an upper end has 0.5 < p < 1")
    guard past.count >= Self.fewestPast else { return nil }
    let moments = Moments(of: past)
    guard let deviation = moments.standardDeviation else { return nil }
    center = moments.mean
    degreesOfFreedom = past.count - 1
    standardError = deviation * (1 + 1 / Double(past.count)).squareRoot()
    reach =
      StudentDistribution(degreesOfFreedom: Double(degreesOfFreedom)).quantile(probability)
      * standardError
  }
}
