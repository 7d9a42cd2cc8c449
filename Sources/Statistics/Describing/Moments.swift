/// Mean and spread of readings in any order, to nearly full precision at any magnitude.
///
/// Two passes, each with a compensated sum. The one-pass formula Σx² − (Σx)²/n loses every digit
/// when readings agree in their first eight; times in nanoseconds since some epoch do.
///
/// - Source: T. F. Chan, G. H. Golub, R. J. LeVeque, *Algorithms for Computing the Sample
///   Variance*, The American Statistician 37 (1983), the corrected two-pass algorithm.
package struct Moments: Equatable, Sendable {
  package let count: Int

  /// Always between the least and the greatest reading, and equal to them when they are equal.
  package let mean: Double

  /// With *n* − 1 in the denominator; `nil` for a single reading, which has no spread to show.
  package let standardDeviation: Double?

  /// - Complexity: O(*n*), three passes.
  package init(of values: [Double]) {
    precondition(!values.isEmpty, "no readings have no mean")
    let scale = BinaryScale(for: values)
    var sum = CompensatedSum()
    var least = scale.scaled(values[0])
    var greatest = least
    for value in values {
      let scaled = scale.scaled(value)
      sum.add(scaled)
      least = min(least, scaled)
      greatest = max(greatest, scaled)
    }
    let count = Double(values.count)
    let mean = min(max(sum.value / count, least), greatest)

    var squares = CompensatedSum()
    var residue = CompensatedSum()
    for value in values {
      let deviation = scale.scaled(value) - mean
      squares.add(deviation * deviation)
      residue.add(deviation)
    }
    let corrected = max(0, squares.value - residue.value * residue.value / count)
    self.count = values.count
    self.mean = scale.restored(mean)
    standardDeviation =
      values.count < 2 ? nil : scale.restored((corrected / (count - 1)).squareRoot())
  }
}
