import Foundation

/// A benchmark's history made fit for comparing levels: logarithms, with lone spikes pulled in.
///
/// On the logarithm a change of 5 % is as large for nanoseconds as for minutes. A spike is no
/// change of level, yet a single one of fifty deviations would look like one to any statistic of
/// distances. So each point is drawn to within three deviations of the median of itself and its
/// eight neighbours, where four spikes in a row are outvoted and a fifth is a level. The
/// deviation comes from the differences between neighbours, 1.4826 · median|Δ| / √2, which steps
/// and slow drifts do not touch.
package struct WinsorizedSeries: Equatable, Sendable {
  package static let windowPoints = 9
  package static let reachDeviations = 3.0

  /// In the order of the runs; logarithms where `isLogarithmic`.
  package let values: [Double]

  /// Whether all readings were positive. A count that can be zero is compared as it is.
  package let isLogarithmic: Bool

  /// - Parameter series: Finite readings in the order of the runs.
  /// - Complexity: O(*n*).
  package init(_ series: [Double]) {
    precondition(series.allSatisfy(\.isFinite), "a history holds finite numbers only")
    let isLogarithmic = series.allSatisfy { $0 > 0 }
    self.isLogarithmic = isLogarithmic
    let plain = isLogarithmic ? series.map { log($0) } : series
    guard plain.count > 1 else {
      values = plain
      return
    }
    var steps = zip(plain, plain.dropFirst()).map { ($1 - $0).magnitude }
    let median = steps.withUnsafeMutableBufferPointer { Selection.quantile(0.5, of: $0) }
    let reach = Self.reachDeviations * 1.482602218505602 * median / 2.0.squareRoot()
    values = zip(plain, RunningMedian.of(plain, width: Self.windowPoints)).map { value, center in
      min(max(value, center - reach), center + reach)
    }
  }
}
