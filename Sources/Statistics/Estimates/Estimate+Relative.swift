extension Estimate {
  /// Half the width of the range over the point: 0.01 is ±1 %. Infinite for a point of zero with
  /// a range around it.
  package var relativeHalfWidth: Double {
    if point == 0 { return low == high ? 0 : .infinity }
    return (high - low) / 2 / point.magnitude
  }

  /// The estimate of `scale` over this quantity, such as elements per second from seconds.
  ///
  /// The range is turned around exactly; the standard error by its first-order approximation.
  ///
  /// - Precondition: The point is more than zero. A low end of zero or less makes the high end
  ///   of the result infinite.
  package func reciprocal(scaledBy scale: Double) -> Estimate {
    precondition(point > 0, "\(point) has no reciprocal rate")
    return Estimate(
      point: scale / point, low: scale / high, high: low > 0 ? scale / low : .infinity,
      coverage: coverage, standardError: scale * standardError / (point * point), method: method)
  }
}
