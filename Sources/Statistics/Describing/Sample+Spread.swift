import BenchModel

extension Sample {
  /// With *n* − 1 in the denominator, in the unit of the sample; `nil` for a single reading.
  ///
  /// - Complexity: O(*n*).
  package var standardDeviation: Double? { Moments(of: values).standardDeviation }

  /// The standard deviation as a share of the mean: 0.02 is 2 %.
  ///
  /// `nil` for a single reading and for a mean of zero, of which nothing is a share.
  ///
  /// - Complexity: O(*n*).
  package var coefficientOfVariation: Double? {
    let moments = Moments(of: values)
    guard moments.mean != 0 else { return nil }
    return moments.standardDeviation.map { $0 / moments.mean.magnitude }
  }

  /// The median distance from the median: a spread that half the readings may not spoil.
  ///
  /// Distances to the left and to the right of the median are sorted already, so they are merged
  /// up to the middle rather than sorted again.
  ///
  /// - Complexity: O(*n*).
  package var medianAbsoluteDeviation: Double {
    let center = median
    let middle = values.count / 2
    var left = (values.count - 1) / 2
    var right = left + 1
    var previous = 0.0
    var current = 0.0
    for _ in 0...middle {
      previous = current
      let toLeft = left >= 0 ? center - values[left] : .infinity
      let toRight = right < values.count ? values[right] - center : .infinity
      current = Swift.min(toLeft, toRight)
      if toLeft <= toRight { left -= 1 } else { right += 1 }
    }
    return values.count.isMultiple(of: 2) ? midpoint(previous, current) : current
  }

  /// The median absolute deviation, stretched to equal the standard deviation of normal noise.
  ///
  /// The factor is 1/Φ⁻¹(¾), of which the customary 1.4826 is the beginning.
  ///
  /// - Complexity: O(*n*).
  package var normalizedMedianAbsoluteDeviation: Double {
    medianAbsoluteDeviation * 1.482602218505602
  }
}
