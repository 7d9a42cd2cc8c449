import BenchModel

/// Where a reading becomes an outlier, and where a severe one.
///
/// Fences stand 1.5 and 3 interquartile ranges outside the quartiles. They label and never remove:
/// an interrupt is part of what was measured, and an estimate that needs it gone should be a median.
///
/// - Units: the fences are in the unit of the sample.
/// - Source: J. W. Tukey, *Exploratory Data Analysis* (1977); strict comparison as in Criterion.
package struct TukeyFences: Equatable, Sendable {
  package enum Label: CaseIterable, Sendable {
    case lowSevere, lowMild, inside, highMild, highSevere
  }

  package let lowSevere: Double
  package let lowMild: Double
  package let highMild: Double
  package let highSevere: Double

  /// - Complexity: O(1).
  package init(of sample: Sample) {
    let first = sample.quantile(0.25)
    let third = sample.quantile(0.75)
    let range = third - first
    lowSevere = first - 3 * range
    lowMild = first - 1.5 * range
    highMild = third + 1.5 * range
    highSevere = third + 3 * range
  }

  /// A reading exactly on a fence is inside it.
  package func label(of value: Double) -> Label {
    if value < lowSevere { return .lowSevere }
    if value < lowMild { return .lowMild }
    if value > highSevere { return .highSevere }
    if value > highMild { return .highMild }
    return .inside
  }

  /// How many readings of `sample` carry each label; labels without readings count zero.
  ///
  /// - Complexity: O(*n*).
  package func counts(in sample: Sample) -> [Label: Int] {
    var counts = Dictionary(uniqueKeysWithValues: Label.allCases.map { ($0, 0) })
    for value in sample.values { counts[label(of: value), default: 0] += 1 }
    return counts
  }
}
