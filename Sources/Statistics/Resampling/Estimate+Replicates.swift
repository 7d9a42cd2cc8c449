extension Estimate {
  /// The percentile interval of bootstrap replicates, whose spread is the standard error.
  ///
  /// The percentiles are selected, not sorted for, so this costs less than the resampling even
  /// for a hundred thousand.
  ///
  /// - Complexity: O(resamples) on average.
  init(_ point: Double, replicates: [Double], coverage: Double) {
    requireCoverage(coverage)
    let standardError = Moments(of: replicates).standardDeviation ?? 0
    var replicates = replicates
    let (low, high) = replicates.withUnsafeMutableBufferPointer { buffer in
      (
        Selection.quantile(0.5 - coverage / 2, of: buffer),
        Selection.quantile(0.5 + coverage / 2, of: buffer)
      )
    }
    self.init(
      point: point, low: low, high: high, coverage: coverage, standardError: standardError,
      method: .percentileBootstrap(resamples: replicates.count))
  }
}
