import Statistics

extension [UnitContrast] {
  /// Whether this summary shows one change and the mean of the samples the other one, beyond the
  /// margin: a candidate whose lower samples became faster while it became slower altogether. The
  /// mean is what is paid, so nothing is claimed by the lower samples then.
  ///
  /// - Parameter bound: On the contrast's scale.
  /// - Complexity: O(*n* log *n*).
  func isContradicted(
    _ direction: Direction, by summary: BlockSummary, beyond bound: Double
  ) -> Bool {
    guard summary == .lower, !isEmpty else { return false }
    let center = TrimmedMean(of: values(by: .mean)).value
    return direction == .slower ? center < -bound : center > bound
  }
}
