import BenchModel

/// How far a center would move if the same sample were drawn again, by drawing from the sample.
///
/// For one process, or for one reading from each of many. Readings must be exchangeable: of
/// readings in several processes, ask `HierarchicalBootstrap` or `StudentAcrossProcesses`.
///
/// Drawing is the whole cost, since the mean of a resample is summed as it is drawn and its median
/// is counted out by rank. 100,000 resamples of 100 readings took 13 ms for the mean and 18 ms for
/// the median, on one core of a shared virtual server.
///
/// - Source: B. Efron and R. J. Tibshirani, *An Introduction to the Bootstrap* (1993), chapter 13.
package struct Bootstrap: Equatable, Sendable {
  package let center: Center
  package let resamples: Int

  /// - Parameter resamples: At least two.
  package init(of center: Center, resamples: Int) {
    precondition(resamples >= 2, "a spread needs two resamples, got \(resamples)")
    self.center = center
    self.resamples = resamples
  }

  /// The percentile interval; the same seed gives the same bits on every machine.
  ///
  /// - Parameter coverage: A probability in `0..<1`, such as `0.95`.
  /// - Complexity: O(*n* × resamples) time, O(*n* + resamples) memory.
  package func estimate(
    of sample: Sample, coverage: Double, using generator: inout SeededGenerator
  ) -> Estimate {
    let replicates = ReadingPool([sample])
      .replicates(of: center, resamples: resamples, using: &generator)
    return Estimate(center(of: sample), replicates: replicates, coverage: coverage)
  }
}
