import Foundation

/// The regularized incomplete beta function, from which Student, F and binomial tails follow.
///
/// - Source: the continued fraction DLMF 8.17.22, evaluated by Lentz's method; the logarithm of
///   the complete function as in A. R. DiDonato and A. H. Morris, *Algorithm 708*, ACM TOMS 18
///   (1992), which does not subtract large logarithms from each other.
enum IncompleteBeta {
  /// I_x(a, b), good to about 10⁻¹³ relative.
  ///
  /// - Parameter complement: 1 − `x`, which the caller often knows without cancellation.
  /// - Complexity: O(√(a + b)) at worst.
  static func regularized(_ a: Double, _ b: Double, at x: Double, complement: Double) -> Double {
    precondition(a > 0 && b > 0, "the beta function needs positive parameters, got \(a), \(b)")
    precondition(x >= 0 && complement >= 0, "an integral over 0...1 cannot end at \(x)")
    if x == 0 { return 0 }
    if complement == 0 { return 1 }
    guard x <= (a + 1) / (a + b + 2) else {
      return 1 - regularized(b, a, at: complement, complement: x)
    }
    let logX = x < 0.5 ? log(x) : log1p(-complement)
    let logComplement = complement < 0.5 ? log(complement) : log1p(-x)
    let front = exp(a * logX + b * logComplement - logBeta(a, b)) / a
    return front / continuedFraction(a, b, at: x)
  }

  private static func continuedFraction(_ a: Double, _ b: Double, at x: Double) -> Double {
    let tiny = 1e-300
    var value = 1.0
    var numerator = 1.0
    var denominator = 0.0
    for step in 1...1_000_000 {
      let m = Double(step / 2)
      let term =
        step.isMultiple(of: 2)
        ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      denominator = 1 + term * denominator
      if denominator.magnitude < tiny { denominator = tiny }
      denominator = 1 / denominator
      numerator = 1 + term / numerator
      if numerator.magnitude < tiny { numerator = tiny }
      value *= numerator * denominator
      if (numerator * denominator - 1).magnitude < 4e-16 { return value }
    }
    preconditionFailure("the beta fraction did not settle for \(a), \(b) at \(x)")
  }

  /// log B(a, b) without cancellation for large parameters.
  static func logBeta(_ a: Double, _ b: Double) -> Double {
    let small = min(a, b)
    let large = max(a, b)
    let sum = small + large
    if small >= 10 {
      let correction = stirlingError(small) + stirlingError(large) - stirlingError(sum)
      return -0.5 * log(large) + 0.5 * log(2 * Double.pi) + correction
        + (small - 0.5) * log(small / sum) + large * log1p(-small / sum)
    }
    if large >= 10 {
      let correction = stirlingError(large) - stirlingError(sum)
      return logGamma(small) + correction + small - small * log(sum)
        + (large - 0.5) * log1p(-small / sum)
    }
    return logGamma(small) + logGamma(large) - logGamma(sum)
  }

  /// What Stirling's formula for log Γ(x) leaves out; x ≥ 10. DLMF 5.11.1.
  private static func stirlingError(_ x: Double) -> Double {
    let square = 1 / (x * x)
    let divisors: [Double] = [-360_360.0 / 691, 1188, -1680, 1260, -360, 12]
    return divisors.reduce(0) { $0 * square + 1 / $1 } / x
  }

  /// log Γ(x) through the reentrant call; plain `lgamma` writes a global.
  private static func logGamma(_ x: Double) -> Double {
    var sign: Int32 = 0
    return lgamma_r(x, &sign)
  }
}
