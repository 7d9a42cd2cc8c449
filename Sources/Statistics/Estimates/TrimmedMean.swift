/// The mean of the middle three fifths: a fifth of the values on each side has no say.
///
/// A fifth is what R. Wilcox recommends for general use: of 24 units, four wild ones on either side
/// change nothing, and of normal noise it keeps 95 % of the mean's efficiency.
///
/// - Units: `value` and `standardError` are in the unit of the values.
/// - Source: K. K. Yuen, *The Two-Sample Trimmed t for Unequal Population Variances*, Biometrika 61
///   (1974), after Tukey and McLaughlin; R. R. Wilcox, *Introduction to Robust Estimation and
///   Hypothesis Testing*, 3rd ed. (2012), section 3.3.
package struct TrimmedMean: Hashable, Sendable {
  package let value: Double

  /// By Yuen: √((*n* − 1)/(*h*(*h* − 1))) winsorized deviations for *h* values kept; `nil` where
  /// one is.
  package let standardError: Double?

  /// What Student's law needs beside the standard error: the values that were kept, less one.
  package let degreesOfFreedom: Int

  /// How many of `count` values are left out on each side.
  package static func trimmed(of count: Int) -> Int { count / 5 }

  /// - Complexity: O(*n* log *n*).
  package init(of values: [Double]) {
    precondition(!values.isEmpty, "no values have no center")
    let cut = Self.trimmed(of: values.count)
    let sorted = values.sorted()
    let kept = sorted[cut..<(sorted.count - cut)]
    value = Moments(of: Array(kept)).mean
    degreesOfFreedom = kept.count - 1

    let winsorized = sorted.map { min(max($0, kept.first!), kept.last!) }
    let (all, middle) = (Double(sorted.count), Double(kept.count))
    standardError =
      kept.count < 2
      ? nil
      : Moments(of: winsorized).standardDeviation.map {
        $0 * ((all - 1) / (middle * (middle - 1))).squareRoot()
      }
  }
}
