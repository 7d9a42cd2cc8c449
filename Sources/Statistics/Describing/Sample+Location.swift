import BenchModel

extension Sample {
  /// The least reading; for times, the run that was disturbed least.
  package var min: Double { values[0] }

  package var max: Double { values[values.count - 1] }

  /// The compensated mean; see `Moments`.
  ///
  /// - Complexity: O(*n*).
  package var mean: Double { Moments(of: values).mean }

  /// The middle reading, or the midpoint of the middle two; unmoved by a long tail.
  ///
  /// - Complexity: O(1).
  package var median: Double {
    midpoint(values[(values.count - 1) / 2], values[values.count / 2])
  }

  /// The reading below which a share `probability` of the sample lies, interpolated linearly.
  ///
  /// This is type 7 of nine, the default of R and numpy and the rule of Criterion, so numbers can
  /// be compared across tools.
  ///
  /// - Parameter probability: In `0...1`; 0 gives the least reading and 1 the greatest.
  /// - Complexity: O(1).
  /// - Source: R. J. Hyndman and Y. Fan, *Sample Quantiles in Statistical Packages*,
  ///   The American Statistician 50 (1996).
  package func quantile(_ probability: Double) -> Double {
    let position = QuantilePosition(probability, count: values.count)
    return position.between(values[position.lower], values[position.upper])
  }
}
