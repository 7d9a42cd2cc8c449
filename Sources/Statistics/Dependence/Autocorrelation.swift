/// How much a reading resembles the one some steps before it, in time order.
///
/// Uncorrelated readings stay within ±2/√*n* of zero. A positive value at lag 1 means neighbours
/// share their noise, so *n* readings carry less than *n* readings' worth of news.
///
/// - Source: G. E. P. Box and G. M. Jenkins, *Time Series Analysis* (1976); the estimator that
///   the NIST reference datasets certify.
package struct Autocorrelation: Equatable, Sendable {
  private let deviations: [Double]
  private let energy: Double

  /// - Parameter series: Readings in the order they were taken.
  /// - Returns: `nil` when the readings are all equal or there is only one; nothing varies then.
  /// - Complexity: O(*n*).
  package init?(of series: [Double]) {
    guard series.count >= 2 else { return nil }
    let scale = BinaryScale(for: series)
    let scaled = series.map(scale.scaled)
    let mean = Moments(of: scaled).mean
    deviations = scaled.map { $0 - mean }
    energy = Self.product(deviations, lag: 0)
    guard energy > 0 else { return nil }
  }

  package var count: Int { deviations.count }

  /// In `-1...1`; 1 at lag 0. The products at a long lag are few but still divided by all of *n*,
  /// which draws the estimate towards zero and keeps the sequence positive definite.
  ///
  /// - Complexity: O(*n*).
  package subscript(lag lag: Int) -> Double {
    precondition(
      0 <= lag && lag < count, "\(count) readings have no lag \(lag)")
    return Self.product(deviations, lag: lag) / energy
  }

  private static func product(_ deviations: [Double], lag: Int) -> Double {
    var sum = CompensatedSum()
    for index in lag..<deviations.count { sum.add(deviations[index - lag] * deviations[index]) }
    return sum.value
  }
}
