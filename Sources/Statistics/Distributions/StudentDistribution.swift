import Foundation

/// Student's law: how far a mean of few normal readings strays, in units of its standard error.
///
/// With two processes instead of many, a 95 % interval reaches 12.7 standard errors instead of
/// 1.96; that factor is what few processes cost.
package struct StudentDistribution: Equatable, Sendable {
  /// Need not be whole: Welch's approximation yields fractions.
  package let degreesOfFreedom: Double

  package init(degreesOfFreedom: Double) {
    precondition(
      degreesOfFreedom > 0 && degreesOfFreedom.isFinite,
      "degrees of freedom are positive, got \(degreesOfFreedom)")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a value at or below `deviate`.
  package func cumulative(_ deviate: Double) -> Double {
    if deviate > 0 { return 1 - upperTail(deviate) }
    return upperTail(-deviate)
  }

  /// The deviate that `cumulative` maps to `probability`.
  ///
  /// - Parameter probability: Strictly between 0 and 1.
  /// - Complexity: some fifty evaluations of the tail, about fifteen microseconds.
  package func quantile(_ probability: Double) -> Double {
    precondition(
      0 < probability && probability < 1, "a Student quantile needs 0 < p < 1, got \(probability)")
    if probability == 0.5 { return 0 }
    let deviate = positiveDeviate(
      tail: min(probability, 1 - probability), center: 2 * (probability - 0.5).magnitude)
    return probability < 0.5 ? -deviate : deviate
  }

  /// P(T > t) for t ≥ 0, without subtracting from one.
  private func upperTail(_ t: Double) -> Double {
    let (outer, inner) = shares(t)
    return IncompleteBeta.regularized(degreesOfFreedom / 2, 0.5, at: outer, complement: inner) / 2
  }

  /// P(−t < T < t) for t ≥ 0, without subtracting from one.
  private func centralMass(_ t: Double) -> Double {
    let (outer, inner) = shares(t)
    return IncompleteBeta.regularized(0.5, degreesOfFreedom / 2, at: inner, complement: outer)
  }

  /// ν/(ν + t²) and t²/(ν + t²), safe for any t.
  private func shares(_ t: Double) -> (outer: Double, inner: Double) {
    let ratio = t / degreesOfFreedom.squareRoot()
    if ratio > 1 {
      let inverse = (1 / ratio) * (1 / ratio)
      return (inverse / (1 + inverse), 1 / (1 + inverse))
    }
    return (1 / (1 + ratio * ratio), ratio * ratio / (1 + ratio * ratio))
  }

  /// Halves a bracket around the root in the logarithm of t, where both tails are almost straight.
  ///
  /// Works on the central mass near zero and on the tail outside, so no digits cancel in either.
  private func positiveDeviate(tail: Double, center: Double) -> Double {
    let usesCenter = center < 0.5
    func isBelowRoot(_ t: Double) -> Bool {
      usesCenter ? centralMass(t) < center : upperTail(t) > tail
    }
    var low = 1.0
    var high = 1.0
    while isBelowRoot(high) && high < 1e300 { high *= 16 }
    while !isBelowRoot(low) && low > 1e-300 { low /= 16 }
    while high / low > 1 + 4e-16 {
      let middle = (low * (high / low).squareRoot())
      guard low < middle && middle < high else { break }
      if isBelowRoot(middle) { low = middle } else { high = middle }
    }
    return high
  }
}
