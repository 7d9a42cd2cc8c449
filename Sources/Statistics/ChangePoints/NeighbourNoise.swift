/// The noise of a series and how long it lasts, without being fooled by changes of level.
///
/// Both come from differences: neighbours differ with a variance of 2σ²(1 − ρ), points two apart
/// with 2σ²(1 − ρ²), so the quotient of the two is 1 + ρ. A step of any size is in one difference
/// of a hundred, and those beyond three deviations are left out of both. The usual
/// autocorrelation takes a step for correlation instead, and three quarters of a large one.
///
/// - Source: the variance from differences is J. von Neumann et al., *The Mean Square Successive
///   Difference*, Annals of Mathematical Statistics 12 (1941), here trimmed.
package struct NeighbourNoise: Equatable, Sendable {
  /// Of a point with the one before it, were the noise first-order autoregressive; in `0...0.9`.
  package let correlation: Double

  /// Of a single point about its level, in the unit of the series.
  package let standardDeviation: Double

  /// Of the standard deviation. Differences tell two thirds of what the distances from a known
  /// mean would, and correlated points less.
  ///
  /// - Source: the efficiency of ⅔ is von Neumann's; the correlation is taken into account by
  ///   the share of independent points, (1 − ρ)/(1 + ρ).
  package let degreesOfFreedom: Int

  private static let correlationMax = 0.9

  /// - Complexity: O(*n*).
  package init(of series: [Double]) {
    let neighbours = Self.meanSquare(of: series, lag: 1)
    let secondNeighbours = Self.meanSquare(of: series, lag: 2)
    let ratio = neighbours > 0 ? secondNeighbours / neighbours : 1
    correlation = min(max(0, ratio - 1), Self.correlationMax)
    standardDeviation = (neighbours / 2 / (1 - correlation)).squareRoot()
    let independent = Double(series.count) * (1 - correlation) / (1 + correlation)
    degreesOfFreedom = max(1, Int(independent * 2 / 3))
  }

  /// The variance of the mean of so many successive points, as a share of that of one.
  ///
  /// - Complexity: O(*points*).
  func varianceOfMean(_ points: Int) -> Double {
    var sum = 1.0
    var power = 1.0
    for lag in 1..<max(1, points) {
      power *= correlation
      sum += 2 * (1 - Double(lag) / Double(points)) * power
    }
    return sum / Double(points)
  }

  private static func meanSquare(of series: [Double], lag: Int) -> Double {
    let steps = zip(series, series.dropFirst(lag)).map { ($1 - $0).magnitude }
    guard !steps.isEmpty else { return 0 }
    var scratch = steps
    let median = scratch.withUnsafeMutableBufferPointer { Selection.quantile(0.5, of: $0) }
    let limit = 3 * 1.482602218505602 * median
    let kept = steps.filter { $0 <= limit }
    return kept.reduce(0) { $0 + $1 * $1 } / Double(kept.count)
  }
}
