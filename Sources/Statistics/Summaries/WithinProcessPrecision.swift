import BenchModel

/// Says when one process has told all that it can.
///
/// More samples of the same process make the median of *this* process more precise, not the
/// benchmark's: how processes differ remains. So a process stops once its own median is known
/// well enough, and the time goes to other processes.
package enum WithinProcessPrecision {
  /// Fewer samples than this are never enough.
  package static let leastSamples = 20

  /// Whether the 95 % interval of the median, widened for autocorrelation, is within ±`target`
  /// of it.
  ///
  /// - Parameter observations: In the order in which they were taken.
  /// - Complexity: O(*n* log *n*) for *n* observations, plus *n* for each lag that correlates.
  package static func isReached(by observations: [Observation], target: Double) -> Bool {
    guard observations.count >= leastSamples else { return false }
    let series = observations.map(\.wallSeconds)
    guard let sample = try? Sample(series, in: .seconds),
      let interval = MedianInterval(of: sample, coverage: Summarizer.coverage), interval.median > 0
    else { return false }
    let widening = (AutocorrelationTime(of: series)?.time ?? 1).squareRoot()
    return (interval.high - interval.low) / 2 * widening <= target * interval.median
  }
}
