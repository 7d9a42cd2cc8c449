/// How many readings of a correlated series are worth one independent reading, as to their mean.
///
/// `time` is τ = 1 + 2 Σ ρ(k); the variance of the mean is τ times that of independent readings.
/// The sum stops at the first lag that is at least five times the τ so far: beyond it there is
/// only noise, which would add up. τ is never taken below 1, so a series that alternates earns no
/// credit for it.
///
/// - Source: A. Sokal, *Monte Carlo Methods in Statistical Mechanics* (1997), section 3, with the
///   window factor 5 that he and the `emcee` sampler use.
package struct AutocorrelationTime: Equatable, Sendable {
  /// τ, in readings; 1 for independent ones.
  package let time: Double

  /// The last lag summed.
  package let windowReadings: Int
  package let count: Int

  /// Whether the sum stopped of itself rather than at the last lag or the limit.
  private let isSettled: Bool
  private static let windowLimit = 2_000

  /// - Parameter series: Readings in the order they were taken.
  /// - Returns: `nil` when nothing varies.
  /// - Complexity: O(*n* × window), and the window is cut at 2,000 lags: a series that takes longer
  ///   to forget is a drift, whose τ would be unreliable at any affordable length.
  package init?(of series: [Double]) {
    guard let autocorrelation = Autocorrelation(of: series) else { return nil }
    var time = 1.0
    var window = 0
    let lags = min(autocorrelation.count - 1, Self.windowLimit)
    while Double(window) < 5 * time && window < lags {
      window += 1
      time += 2 * autocorrelation[lag: window]
    }
    self.time = max(1, time)
    windowReadings = window
    isSettled = Double(window) >= 5 * time
    count = autocorrelation.count
  }

  /// The number of independent readings that would fix the mean as well.
  package var effectiveCount: Double { Double(count) / time }

  /// Whether the series is long enough for τ to be believed: fifty times τ, by the rule of `emcee`.
  /// Where it is not, τ is more likely too small than too large.
  package var isReliable: Bool { isSettled && Double(count) >= 50 * time }
}
