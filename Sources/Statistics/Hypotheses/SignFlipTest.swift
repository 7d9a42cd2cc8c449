/// Tests the center of symmetric differences by giving each of them every sign it could have had.
///
/// Where the order within a unit was drawn by a coin, a difference without a cause was as likely to
/// come out with the other sign. So all patterns of signs are equally likely, and the p-value is
/// the share of patterns whose statistic is at least the one observed. Nothing is assumed of tails,
/// drift or equal variances. The statistic is `TrimmedMean`, a millionth of it the plain mean:
/// values that are trimmed away decide nothing but ties. Without that millionth, twelve equal
/// differences would have p = 79/4096, as any two of them may flip and be trimmed; with it they
/// have 1/4096.
///
/// Up to 12 values all 2ⁿ patterns are counted. For more, `flips` random ones are drawn and
/// p = (1 + hits)/(`flips` + 1), which is valid itself, not only close to the exact one; drawing
/// ends at `enoughHits` (500, or a twentieth of `flips`) with p = hits/drawn, which is valid too and
/// is never below 0.05.
///
/// - Units: bounds and intervals are in the unit of the values.
/// - Source: R. A. Fisher, *The Design of Experiments* (1935), section 21; B. Phipson and
///   G. K. Smyth, *Permutation P-values Should Never Be Zero* (2010); J. Besag and P. Clifford,
///   *Sequential Monte Carlo p-values*, Biometrika 78 (1991).
package struct SignFlipTest: Hashable, Sendable {
  private static let mostExactUnits = 12
  package static let mostUnits = SignPatterns.mostValues
  /// Intervals end within this share of the range of the values.
  private static let resolution = 0x1p-12

  private let values: [Double]
  private let flips: Int
  private let seed: UInt64

  /// - Parameters:
  ///   - values: One for each unit, from 1 to `mostUnits` of them, finite.
  ///   - flips: Random patterns for more than 12 values. No p-value is below 1/(`flips` + 1).
  ///   - seed: The same seed draws the same patterns at every bound, so an interval and the
  ///     p-values at its ends agree.
  package init(of values: [Double], flips: Int = 9_999, seed: UInt64) {
    precondition(
      1 <= values.count && values.count <= Self.mostUnits,
      "signs are flipped of 1 to \(Self.mostUnits) values, got \(values.count)")
    precondition(values.allSatisfy(\.isFinite), "a difference is a finite number")
    precondition(flips > 0, "a test needs patterns to compare with")
    self.values = values
    self.flips = flips
    self.seed = seed
  }

  /// The chance, if the center were at `bound`, of a statistic at least so far beyond it.
  ///
  /// Never falls as the bound moves into the alternative, so it is a p-value for every center on
  /// the other side of the bound as well.
  ///
  /// - Complexity: 2ⁿ or `flips` steps of some 40 ns.
  package func pValue(that alternative: Alternative, than bound: Double) -> Double {
    let patterns = SignPatterns(values.map { alternative.oriented($0, from: bound) })
    if values.count <= Self.mostExactUnits {
      return Double(patterns.exactHits()) / Double(1 << values.count)
    }
    let enoughHits = max(500, flips / 20 + 1)
    let (hits, drawn) = patterns.sampledHits(flips: flips, enoughHits: enoughHits, seed: seed)
    return hits == enoughHits
      ? Double(hits) / Double(drawn) : Double(1 + hits) / Double(flips + 1)
  }

  /// For a center at least as far from zero as `margin`, on either side: the smaller p-value twice.
  package func twoSidedPValue(margin: Double = 0) -> Double {
    let greater = pValue(that: .greater, than: margin)
    return min(1, 2 * min(greater, pValue(that: .less, than: -margin)))
  }

  /// The centers that a two-sided test does not rule out, found by halving, with the trimmed mean
  /// as the point.
  ///
  /// - Returns: `nil` when there are too few values to rule anything out: 95 % needs six.
  /// - Complexity: 24 p-values, those inside of the interval soon broken off.
  package func interval(coverage: Double) -> Estimate? {
    requireCoverage(coverage)
    let tail = (1 - coverage) / 2
    let finest =
      values.count <= Self.mostExactUnits
      ? 1 / Double(1 << values.count) : 1 / Double(flips + 1)
    guard finest <= tail else { return nil }
    let center = TrimmedMean(of: values)
    return Estimate(
      point: center.value,
      low: limit(from: center.value, to: values.min()!, that: .greater, tail: tail),
      high: limit(from: center.value, to: values.max()!, that: .less, tail: tail),
      coverage: coverage, standardError: center.standardError ?? 0,
      method: .signFlip(units: values.count))
  }

  /// The end of the interval on the side of `outside`, itself ruled out: the interval errs towards
  /// being wide.
  private func limit(
    from inside: Double, to outside: Double, that alternative: Alternative, tail: Double
  ) -> Double {
    var (inside, outside) = (inside, outside)
    let step = (values.max()! - values.min()!) * Self.resolution
    while (inside - outside).magnitude > step {
      let middle = midpoint(inside, outside)
      if isRuledOut(middle, that: alternative, tail: tail) {
        outside = middle
      } else {
        inside = middle
      }
    }
    return outside
  }

  private func isRuledOut(_ bound: Double, that alternative: Alternative, tail: Double) -> Bool {
    let patterns = SignPatterns(values.map { alternative.oriented($0, from: bound) })
    if values.count <= Self.mostExactUnits {
      let most = Int(tail * Double(1 << values.count))
      return patterns.exactHits(upTo: most + 1) <= most
    }
    // Ruled out is (1 + hits)/(flips + 1) ≤ tail.
    let most = Int(tail * Double(flips + 1))
    return patterns.sampledHits(flips: flips, enoughHits: most, seed: seed).hits < most
  }
}
