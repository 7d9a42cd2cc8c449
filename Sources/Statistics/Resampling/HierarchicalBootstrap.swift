import BenchModel

/// Resamples processes, then readings within each, and reports how the pooled center moves.
///
/// Readings of one process share its memory layout and its hash seed; a plain bootstrap over all
/// readings takes them for independent and gives an interval many times too narrow.
///
/// It draws a picture well and gates badly: with few processes its percentiles are too narrow, and
/// with three they cannot be made wide enough, for no resample of three reaches past the outermost.
/// When processes do not differ at all it errs the other way, since it adds the noise of readings
/// to process centers that contain it already. `StudentAcrossProcesses` has the measured coverage
/// of both and is the one to decide by.
///
/// - Source: A. C. Davison and D. V. Hinkley, *Bootstrap Methods and their Application* (1997),
///   section 3.8, both stages with replacement.
package struct HierarchicalBootstrap: Equatable, Sendable {
  package let center: Center
  package let resamples: Int

  /// - Parameter resamples: At least two.
  package init(of center: Center, resamples: Int) {
    precondition(resamples >= 2, "a spread needs two resamples, got \(resamples)")
    self.center = center
    self.resamples = resamples
  }

  /// The percentile interval of the center of all readings together.
  ///
  /// As many processes are drawn as there are, with replacement, and from each as many readings
  /// as it has, with replacement. A process with more readings weighs more. The same seed gives the
  /// same bits on every machine.
  ///
  /// - Parameters:
  ///   - processes: One sample for each process; at least one. One alone is resampled plainly.
  ///   - coverage: A probability in `0..<1`, such as `0.95`.
  /// - Complexity: O(readings × resamples) time, O(readings + resamples) memory; 2,000 resamples
  ///   of 5 processes with 100 readings each take about two milliseconds.
  package func estimate(
    of processes: [Sample], coverage: Double, using generator: inout SeededGenerator
  ) -> Estimate {
    let pool = ReadingPool(processes)
    let replicates = pool.replicates(of: center, resamples: resamples, using: &generator)
    return Estimate(pool.center(center), replicates: replicates, coverage: coverage)
  }
}
