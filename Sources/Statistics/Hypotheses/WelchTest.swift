import BenchModel

/// Compares the means of two samples whose spreads need not be equal.
///
/// - Units: `difference` and `standardError` are in the unit of the samples.
/// - Source: B. L. Welch, *The Generalization of "Student's" Problem when Several Different
///   Population Variances are Involved*, Biometrika 34 (1947).
package struct WelchTest: Hashable, Sendable {
  /// The second mean less the first.
  package let difference: Double
  package let standardError: Double
  package let degreesOfFreedom: Double

  /// - Returns: `nil` when a side has fewer than two values.
  /// - Complexity: O(*n*).
  package init?(_ first: [Double], _ second: [Double]) {
    guard first.count >= 2, second.count >= 2 else { return nil }
    let left = Moments(of: first)
    let right = Moments(of: second)
    guard let leftDeviation = left.standardDeviation, let rightDeviation = right.standardDeviation
    else { return nil }
    difference = right.mean - left.mean
    let leftPart = leftDeviation * leftDeviation / Double(left.count)
    let rightPart = rightDeviation * rightDeviation / Double(right.count)
    standardError = (leftPart + rightPart).squareRoot()
    let parts = leftPart + rightPart
    let degrees =
      parts * parts
      / (leftPart * leftPart / Double(left.count - 1)
        + rightPart * rightPart / Double(right.count - 1))
    // Two constants have no spread to count degrees of; the least there could be is the safe
    // choice.
    degreesOfFreedom = degrees.isFinite ? degrees : Double(min(left.count, right.count) - 1)
  }

  /// The chance, if the true difference were `bound`, of one at least so far beyond it.
  package func pValue(that alternative: Alternative, than bound: Double) -> Double {
    let distance = alternative.oriented(difference, from: bound)
    // Constant sides differ or they do not.
    if standardError == 0 { return distance > 0 ? 0 : 1 }
    return student.cumulative(-distance / standardError)
  }

  package var twoSidedPValue: Double {
    min(1, 2 * pValue(that: difference > 0 ? .greater : .less, than: 0))
  }

  /// The difference with Student's interval; the method's whole degrees of freedom are rounded
  /// down, the interval uses the fraction.
  package func estimate(coverage: Double) -> Estimate {
    requireCoverage(coverage)
    let reach = student.quantile(0.5 + coverage / 2) * standardError
    return Estimate(
      point: difference, low: difference - reach, high: difference + reach, coverage: coverage,
      standardError: standardError, method: .student(degreesOfFreedom: Int(degreesOfFreedom)))
  }

  private var student: StudentDistribution {
    StudentDistribution(degreesOfFreedom: degreesOfFreedom)
  }
}
