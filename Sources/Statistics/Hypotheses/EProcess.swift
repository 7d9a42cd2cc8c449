import Foundation

/// Evidence that may be looked at after every value, for a center beyond a bound.
///
/// One bets, value by value, that it lies beyond the bound. A bet multiplies the wealth by 1 +
/// 0.9·tanh(λ(x − bound)/2s), where *s* is the median magnitude of *earlier* values, so under the
/// null hypothesis the wealth cannot be expected to grow, and the chance that it *ever* reaches 1/α
/// is at most α. When one looks, how often, and why one stops do not matter. Four gamblers with λ
/// from ½ to 4 start with a quarter of the wealth each, as nobody knows the size of the effect
/// beforehand.
///
/// What is assumed of a value, given those before it: its noise is symmetric about a center that is
/// not beyond the bound. Tails may be as heavy as they like; the hyperbolic tangent keeps one wild
/// value from deciding alone. A stake of nine tenths rather than all leaves a tenth of the wealth
/// to play on after the worst of values. In 4,000 simulated runs of 24 values with a scale of 1 %,
/// a bound of 1 % and 1/α = 2,000, that costs one value more with normal noise (17 instead of 16
/// until 3 % is found), and with Cauchy noise 5 % is found in 89 of 100 runs instead of 74.
///
/// - Source: J. Ville, *Étude critique de la notion de collectif* (1939); S. R. Howard et al.,
///   *Time-uniform, nonparametric, nonasymptotic confidence sequences*, Annals of Statistics 49
///   (2021); I. Waudby-Smith and A. Ramdas, *Estimating means of bounded random variables by
///   betting*, JRSS B 86 (2024).
package struct EProcess: Hashable, Sendable {
  private static let lambdas = [0.5, 1, 2, 4]
  private static let stake = 0.9
  /// Wealth is cut here rather than overflow; cutting is on the safe side.
  private static let mostWealth = 1e300

  package let bound: Double
  package let alternative: Alternative
  package private(set) var count = 0

  /// The largest wealth so far, at least 1: 1/`peak` is a p-value at any time.
  package private(set) var peak = 1.0

  private var wealths: [Double]
  private var scale: PredictableScale

  /// - Parameters:
  ///   - bound: In the unit of the values.
  ///   - prior: A guess at the usual magnitude of a value. A bad guess costs a few values, never
  ///     the guarantee.
  package init(that alternative: Alternative, than bound: Double, prior: Double = 0.02) {
    self.bound = bound
    self.alternative = alternative
    wealths = Self.lambdas.map { _ in 1 }
    scale = PredictableScale(prior: prior)
  }

  /// The wealth now: the mean over the gamblers.
  package var value: Double { wealths.reduce(0, +) / Double(wealths.count) }

  /// - Parameter value: A finite number.
  /// - Complexity: O(`count`) at worst, for keeping the median.
  package mutating func add(_ value: Double) {
    precondition(value.isFinite, "evidence is a finite number, got \(value)")
    let gain = alternative.oriented(value, from: bound) / (2 * scale.value)
    for (index, lambda) in Self.lambdas.enumerated() {
      let grown = wealths[index] * (1 + Self.stake * tanh(lambda * gain))
      wealths[index] = min(grown, Self.mostWealth)
    }
    scale.add(value)
    count += 1
    peak = max(peak, self.value)
  }
}
